"""Pages a mail links to: they read, they never act."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from digest.model.directory import Person
from digest.model.ledger import Purpose
from digest.web.tokens import GONE, UNKNOWN, Bearer, bearer, person_of, world_of
from digest.workflow.page import document_page, item_page


def page(request: Request, name: str, *, status: int = 200, **values: object) -> Response:
    """Return a page made from a template; addresses with tokens are never stored."""
    world = world_of(request)
    html = world.render.web(name, title=world.installation.title, **values)
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})


def gone(request: Request, status: int) -> Response:
    """Return a page that says why an address shows nothing."""
    return page(request, "gone.html", status=status, expired=status == GONE)


def missing(request: Request, exc: Exception) -> Response:  # noqa: ARG001 - Starlette's shape
    """Answer an address that was never given out."""
    return gone(request, UNKNOWN)


def home(request: Request) -> Response:
    """Say what this is, and nothing else: there is nothing to see without a mail."""
    return page(request, "home.html")


def style(request: Request) -> Response:
    """Return the one style sheet."""
    css = world_of(request).render.web("page.css")
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response(css, media_type="text/css", headers=headers)


def show(request: Request) -> Response:
    """Show an item or a document that stood in a message, as it is now."""
    holder = bearer(request, Purpose.PAGE)
    if isinstance(holder, int):
        return gone(request, holder)
    return _item(request, holder) or _document(request, holder) or gone(request, UNKNOWN)


def _item(request: Request, holder: Bearer) -> Response | None:
    viewer = _viewer(holder)
    found = viewer and item_page(holder.world, request.path_params["id"], viewer)
    return page(request, "item.html", item=found) if found else None


def _document(request: Request, holder: Bearer) -> Response | None:
    viewer = _viewer(holder)
    found = viewer and document_page(holder.world, request.path_params["id"], viewer)
    return page(request, "document.html", document=found) if found else None


def _viewer(holder: Bearer) -> Person | None:
    """Return whose message the address stood in."""
    delivery = holder.world.store.delivery(holder.record.subject)
    return person_of(holder.world, delivery.recipient) if delivery else None
