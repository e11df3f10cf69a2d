"""Serve the application with uvicorn."""

import socket
from collections.abc import Sequence
from functools import partial

import uvicorn
from starlette.routing import BaseRoute

from digest.errors import UsageError
from digest.logs import life
from digest.model.place import GitPlace
from digest.rhythm import broker_of
from digest.settings.schema import Settings
from digest.transport.broker import waiting
from digest.transport.queue import CeleryWake
from digest.web.app import create_app
from digest.web.hooks import Hook
from digest.wiring import wire


def serve(settings: Settings, host: str, port: int, *, extra: Sequence[BaseRoute] = ()) -> None:
    """Serve until told to stop.  Addresses hold tokens, so no access is logged.

    Raises:
        UsageError: nobody can listen there.
    """
    broker = broker_of(settings)
    world = wire(settings, wake=CeleryWake(broker))
    config = uvicorn.Config(
        create_app(
            world,
            extra=extra,
            called=_hooks(settings),
            broker=partial(waiting, broker),
            metrics_token=settings.web.metrics_token,
        ),
        access_log=False,
        log_config=None,  # digest.logs has set it up
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    with _listening(host, port) as listener:
        life.info("web ready", port=port)
        uvicorn.Server(config).run(sockets=[listener])


def _hooks(settings: Settings) -> dict[str, Hook]:
    places = {n: (s.hook_secret, s.place) for n, s in settings.sources.items()}
    return {
        name: Hook(secret, place.branch if isinstance(place, GitPlace) else None)
        for name, (secret, place) in places.items()
        if secret
    }


def _listening(host: str, port: int) -> socket.socket:
    """Listen here and not in uvicorn, which logs why it cannot and exits."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as error:
        raise UsageError(
            f"web: cannot listen on {host}:{port}: {error.strerror} (choose another --port)"
        ) from error
