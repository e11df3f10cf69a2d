"""The guided page: one screen that shows the loop and lets a person walk through it.

It knows the running demo only as a `Scene`, is rendered here, and works without scripts.
"""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from digest.demo.forms import Forms, missing
from digest.demo.guard import Guard
from digest.demo.letter import Letter, led_home, open_letter
from digest.demo.scene import Scene
from digest.demo.view import LISTED, Asked, look, version
from digest.render import Renderer

MESSAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox "
    "allow-top-navigation-by-user-activation"
)
FORM_BYTES = 64 * 1024
ASSETS = {"page.css": "text/css", "page.js": "text/javascript", "mark.svg": "image/svg+xml"}


def demo_routes(scene: Scene, *, templates: Path, origins: Sequence[str]) -> list[BaseRoute]:
    """Return the routes of the demo page: `/`, and what stands under `/demo/`.

    `templates` is the folder of the packaged templates; `origins` are the addresses this
    server answers at, first the one that is printed.
    """
    forms = Forms(scene)
    page = _Page(scene, forms, templates, origins[0])
    guard = [Middleware(Guard, origins=tuple(origins))]
    shown = (
        ("/", page.show),
        ("/demo/state.json", page.state),
        ("/demo/mail/{mail}.html", page.message),
        ("/demo/mail/{mail}.eml", page.file),
        ("/demo/{asset}", page.asset),
    )
    pressed = (
        ("/demo/reply", forms.reply),
        ("/demo/move", forms.move),
        ("/demo/week", forms.week),
    )
    return [
        *(
            Route(path, act, methods=["POST"], middleware=guard, max_body_size=FORM_BYTES)
            for path, act in pressed
        ),
        *(Route(path, read, middleware=guard) for path, read in shown),
    ]


class _Page:
    """Holds the scene, its words, and the mails that were taken apart."""

    def __init__(self, scene: Scene, forms: Forms, templates: Path, origin: str) -> None:
        self.scene, self.forms, self.origin = scene, forms, origin
        self.folder = templates / "web" / "demo"
        self.renderer = Renderer(templates)
        self.letters: dict[str, Letter] = {}

    def show(self, request: Request) -> Response:
        """Show everything; the address says which mail, in which form, with which draft."""
        asked = Asked(
            *(request.query_params.get(key, "")[:500] for key in ("mail", "as", "draft"))
        )
        mark = version(self.scene)
        view = look(self.scene, self._opened(), asked, origin=self.origin, mark=mark)
        page = self.renderer.web(
            "demo/page.html",
            view=view,
            token=self.forms.token,
            said=self.forms.said,
            clock=lambda at: _clock(at, view.now.tzinfo),
        )
        return HTMLResponse(page)

    def state(self, _: Request) -> Response:
        """Say whether the page would look different now."""
        return JSONResponse({"version": version(self.scene)})

    def message(self, request: Request) -> Response:
        """Return a mail's html, for a frame: no scripts, no forms, nothing from outside."""
        wanted = request.path_params["mail"]
        letter = next((it for it in self._opened() if it.id == wanted), None)
        if letter is None:
            return missing("mail")
        headers = {"content-security-policy": MESSAGE_POLICY, "referrer-policy": "no-referrer"}
        html = led_home(letter.html, letter.id, self.scene.public_url)
        return HTMLResponse(html, headers=headers)

    def file(self, request: Request) -> Response:
        """Return a mail as the file that a mail client opens."""
        wanted = request.path_params["mail"]
        mail = next((it for it in self.scene.mails() if it.id == wanted), None)
        if mail is None:
            return missing("mail")
        name = {"content-disposition": f'attachment; filename="{mail.id}.eml"'}
        return Response(mail.raw, media_type="message/rfc822", headers=name)

    def asset(self, request: Request) -> Response:
        """Return the style, the script or the mark."""
        name = request.path_params["asset"]
        if name not in ASSETS:
            return missing("file")
        return Response((self.folder / name).read_bytes(), media_type=ASSETS[name])

    def _opened(self) -> list[Letter]:
        """Return the newest mails, each taken apart once."""
        known, mails = self.letters, self.scene.mails()[:LISTED]
        self.letters = {mail.id: known.get(mail.id) or open_letter(mail) for mail in mails}
        return list(self.letters.values())


def _clock(at: datetime, zone: tzinfo | None) -> str:
    """Return a moment as the visitor's part has it on the wall."""
    return at.astimezone(zone).strftime("%a %-d %b, %H:%M")
