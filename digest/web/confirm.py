"""Confirming a held reply: the page shows what it asks for, and a POST makes it count."""

from starlette.requests import Request
from starlette.responses import Response

from digest.model.ledger import InboxState, Purpose
from digest.web.pages import gone, page
from digest.web.tokens import Bearer, bearer
from digest.workflow.asked import asked_for


def show(request: Request) -> Response:
    """Show the commands of a held reply."""
    holder = bearer(request, Purpose.CONFIRM)
    return gone(request, holder) if isinstance(holder, int) else _shown(request, holder)


def act(request: Request) -> Response:
    """Make a held reply count, once."""
    holder = bearer(request, Purpose.CONFIRM)
    if isinstance(holder, int):
        return gone(request, holder)
    if holder.world.store.confirm(holder.record.subject):
        holder.world.wake("receive")
    return _shown(request, holder)


def _shown(request: Request, holder: Bearer) -> Response:
    entry = holder.world.store.received(holder.record.subject)
    if entry is None:
        return gone(request, 410)
    waiting = entry.state is InboxState.HELD and not entry.confirmed
    return page(request, "confirm.html", lines=asked_for(holder.world, entry), waiting=waiting)
