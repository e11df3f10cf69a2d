"""Taking back what a reply changed: the page shows it, and a POST does it."""

from starlette.requests import Request
from starlette.responses import Response

from digest.logs import Log
from digest.model.ledger import Purpose
from digest.web.pages import gone, page
from digest.web.tokens import GONE, bearer, person_of
from digest.workflow.takeback import undo_by_link, undoable

log = Log(__name__)


def show(request: Request) -> Response:
    """Show what would be taken back."""
    return _answer(request, acts=False)


def act(request: Request) -> Response:
    """Take it back, once."""
    return _answer(request, acts=True)


def _answer(request: Request, *, acts: bool) -> Response:
    holder = bearer(request, Purpose.UNDO)
    if isinstance(holder, int):
        return gone(request, holder)
    world = holder.world
    receipt = world.store.delivery(holder.record.subject)
    person = person_of(world, receipt.recipient) if receipt else None
    if receipt is None or person is None:
        return gone(request, GONE)
    changes = undoable(world, receipt)
    if acts and changes and undo_by_link(world, receipt, person):
        log.info("undone", receipt=receipt.id[:12])
        world.wake("receive")
        changes = ()
    state = "undone" if acts else "settled"
    return page(
        request,
        "undo.html",
        language=world.render.language(person.language),
        state="there" if changes and not acts else state,
        changes=changes,
    )
