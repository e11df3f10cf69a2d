"""Who may talk to the demo page: this machine's browser, from the page itself.

The page acts for whoever opens it, so that a foreign site must reach it neither under a name
of its own (DNS rebinding: Host), nor from its own pages (Origin), nor by a form that was not
made here (a token of this start).
"""

import hmac
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# `same-origin` and not `no-referrer`: under that, browsers send `Origin: null` with our forms.
STANDING = {
    "content-security-policy": PAGE_POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware: refuses foreign Host and Origin, and adds the standing headers."""

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self.app = app
        self.origins = frozenset(origins)
        self.hosts = frozenset(urlsplit(origin).netloc for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 in a sentence, or let the request through."""

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in STANDING.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(refusal, 403) if refusal else self.app
        await answer(scope, receive, sealed)

    def _refusal(self, method: str, headers: Headers) -> str:
        """Return why a request is refused; browsers send Origin with every POST."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        here = " or ".join(sorted(self.origins))
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return f"This demo answers at {here} only: open that address.\n"
        reads = method in ("GET", "HEAD") and not origins
        if not reads and (len(origins) != 1 or origins[0] not in self.origins):
            return f"This demo takes requests of its own page only: open {here}.\n"
        return ""


def same(given: str, expected: str) -> bool:
    """Compare a token in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())
