"""Requests to an application without a socket."""

import asyncio
from collections.abc import Mapping

import httpx
from starlette.types import ASGIApp


class Client:
    """Asks an ASGI application, one request at a time, following no redirect."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self._transport, self._origin = httpx.ASGITransport(app), origin

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self._ask("GET", path, headers or {}, b"")

    def post(self, path: str, headers: Mapping[str, str], content: bytes) -> httpx.Response:
        return self._ask("POST", path, headers, content)

    def _ask(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes
    ) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=self._origin
            ) as client:
                return await client.request(method, path, headers=headers, content=content)

        return asyncio.run(asked())
