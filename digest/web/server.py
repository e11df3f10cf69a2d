"""Serve the application with uvicorn."""

from collections.abc import Sequence

import uvicorn
from starlette.routing import BaseRoute

from digest.settings.schema import Settings
from digest.transport.queue import CeleryWake
from digest.web.app import create_app
from digest.wiring import broker_of, wire


def serve(settings: Settings, host: str, port: int, *, extra: Sequence[BaseRoute] = ()) -> None:
    """Serve until told to stop.  Addresses hold tokens, so no access is logged."""
    world = wire(settings, wake=CeleryWake(broker_of(settings)))
    uvicorn.run(
        create_app(world, extra=extra),
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
