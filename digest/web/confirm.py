"""Confirming a held reply: the page shows what it asks for, and a POST makes it count."""

from starlette.requests import Request
from starlette.responses import Response

from digest.logs import Log
from digest.model.ledger import InboxState, Purpose
from digest.web.pages import gone, page
from digest.web.tokens import GONE, bearer, person_of
from digest.workflow.asked import asked_for
from digest.workflow.claims import claim, claimable

log = Log(__name__)


def show(request: Request) -> Response:
    """Show the commands of a held reply."""
    return _answer(request, acts=False)


def act(request: Request) -> Response:
    """Make a held reply count, once."""
    return _answer(request, acts=True)


def _answer(request: Request, *, acts: bool) -> Response:
    holder = bearer(request, Purpose.CONFIRM)
    if isinstance(holder, int):
        return gone(request, holder)
    world = holder.world
    entry = world.store.received(holder.record.subject)
    person = person_of(world, entry.person or "") if entry else None
    if entry is None or person is None:
        return gone(request, GONE)
    language = world.render.language(person.language)
    claimed = claim(world, entry, person) if acts and "mine" in request.query_params else ""
    if acts and world.store.confirm(entry.id):
        log.info("confirmed", entry=entry.id[:12], alias=bool(claimed))
        world.wake("receive")
        return page(
            request, "confirm.html", language=language, state="confirmed", lines=(), author=""
        )
    # What was held for too long has been erased, and can be confirmed no more.
    held = entry.state is InboxState.HELD and bool(entry.raw)
    lines = asked_for(world, entry) if held else ()
    return page(
        request,
        "confirm.html",
        language=language,
        state="held" if held else "settled",
        lines=lines,
        author=claimable(world, entry, person),
    )
