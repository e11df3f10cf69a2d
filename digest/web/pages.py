"""Pages a mail links to: they read, they never act."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from digest.model.directory import Person
from digest.model.ledger import Purpose
from digest.render.language import Language
from digest.render.view import Limits, Reader, reader_of
from digest.web import history, telling
from digest.web.tokens import GONE, UNKNOWN, Bearer, bearer, person_of, world_of
from digest.workflow.page import document_page, item_page
from digest.workflow.world import World


def page(
    request: Request,
    name: str,
    *,
    status: int = 200,
    language: Language | None = None,
    **values: object,
) -> Response:
    """Return a page made from a template; what an address with a token shows is never kept.

    In the language of whom it is for, else in that of the installation.
    """
    world = world_of(request)
    spoken = language or world.render.language(world.installation.language)
    html = world.render.web(name, spoken, title=world.installation.title, **values)
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})


def gone(request: Request, status: int) -> Response:
    """Return a page that says why an address shows nothing."""
    return page(request, "gone.html", status=status, why="expired" if status == GONE else "")


def missing(request: Request, exc: Exception) -> Response:  # noqa: ARG001 - Starlette's shape
    """Answer an address that was never given out."""
    return gone(request, UNKNOWN)


def home(request: Request) -> Response:
    """Say what this is, and nothing else: there is nothing to see without a mail."""
    return page(request, "home.html")


def style(request: Request) -> Response:
    """Return the one style sheet."""
    return _asset(request, "page.css", "text/css")


def script(request: Request) -> Response:
    """Return the one script: without it every page does all it is for."""
    return _asset(request, "page.js", "text/javascript")


def _asset(request: Request, name: str, kind: str) -> Response:
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response(world_of(request).render.web(name), media_type=kind, headers=headers)


def show(request: Request) -> Response:
    """Show an item or a document that stood in a message, as it is now."""
    holder, viewer = whose(request)
    if isinstance(holder, int) or viewer is None:
        return gone(request, holder if isinstance(holder, int) else GONE)
    return (
        _item(request, holder, viewer)
        or _document(request, holder, viewer)
        or _removed(request)
    )


def sight(world: World, viewer: Person) -> Reader:
    """Return who looks at a page, with the day and the language of theirs."""
    language = world.render.language(viewer.language)
    return reader_of(viewer, world.clock.now(), None, Limits(), language)


def whose(request: Request) -> tuple[Bearer | int, Person | None]:
    """Return the bearer of a page's address, and whose message it stood in."""
    holder = bearer(request, Purpose.PAGE)
    if isinstance(holder, int):
        return holder, None
    delivery = holder.world.store.delivery(holder.record.subject)
    return holder, person_of(holder.world, delivery.recipient) if delivery else None


def _item(request: Request, holder: Bearer, viewer: Person) -> Response | None:
    found = item_page(holder.world, request.path_params["id"], viewer)
    if found is None:
        return None
    reader = sight(holder.world, viewer)
    return page(
        request,
        "item.html",
        language=reader.language,
        item=found,
        kind=reader.language.gettext(telling.KINDS[found.document.kind]),
        state=telling.state(found.tracked.item, reader, live=found.tracked.live),
        facts=telling.item_facts(found, reader),
        day=reader.day(found.document.date),
        history=history.lines(found, reader),
    )


def _document(request: Request, holder: Bearer, viewer: Person) -> Response | None:
    found = document_page(holder.world, request.path_params["id"], viewer)
    if found is None:
        return None
    reader = sight(holder.world, viewer)
    document = found.document
    return page(
        request,
        "document.html",
        language=reader.language,
        document=found,
        kind=reader.language.gettext(telling.KINDS[document.kind]),
        removed=reader.day(found.removed_at),
        facts=telling.document_facts(document, reader),
        updates=[(u.title, telling.update_facts(u, reader)) for u in document.updates],
        passages=telling.passages(found),
        heading=telling.heading(found, reader),
        items=[(t.id, t.item.text, telling.state(t.item, reader)) for t in found.items],
    )


def _removed(request: Request) -> Response:
    return page(request, "gone.html", status=UNKNOWN, why="removed")
