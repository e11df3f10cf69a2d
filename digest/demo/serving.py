"""The web server of the demo: an installation's, with the guided page on top."""

import os
from pathlib import Path

from digest.demo.live import LiveScene
from digest.demo.page import demo_routes
from digest.demo.stage import LOOPBACK, found
from digest.logs.setup import set_up
from digest.settings.resources import resource
from digest.transport.queue import CeleryWake
from digest.web.server import serve
from digest.wiring import wire


def serve_page(root: Path) -> None:
    """Serve until told to stop."""
    set_up("web")
    stage = found(root)
    settings = stage.settings(os.environ)
    port = stage.ports.web
    wake = CeleryWake(settings.broker or "")
    scene = LiveScene(wire(settings, wake=wake), stage)
    origins = [f"http://{LOOPBACK}:{port}", f"http://localhost:{port}"]
    routes = demo_routes(scene, templates=resource("templates"), origins=origins)
    serve(settings, LOOPBACK, port, extra=routes)
