"""A page shown once in this machine's browser: served on loopback, written nowhere."""

import secrets
import threading
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from digest.errors import UsageError

_PATIENCE, _AFTER = 30.0, 1.0  # seconds until the browser asks, and for what it asks then
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def show_once(html: str, told: Callable[[str], None]) -> None:
    """Have the browser fetch a page, and return when it has; `told` gets the address.

    The address holds a secret: other users of this machine cannot fetch the page.

    Raises:
        UsageError: there is no browser, or it did not come for the page.
    """
    fetched = threading.Event()
    path = f"/{secrets.token_urlsafe(24)}"
    with _server(path, html.encode(), fetched) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}{path}"
        try:
            if not webbrowser.open(address) or not fetched.wait(_PATIENCE):
                raise UsageError("--open: no browser came for the page (write it with --out)")
            told(address)
            threading.Event().wait(_AFTER)
        finally:
            server.shutdown()


def _server(path: str, page: bytes, fetched: threading.Event) -> ThreadingHTTPServer:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != path:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.send_header("Content-Security-Policy", _POLICY)
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            self.wfile.write(page)
            fetched.set()

        def log_message(self, *args: object) -> None:
            """Say nothing of it."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Answer)
