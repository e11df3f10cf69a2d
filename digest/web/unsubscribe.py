"""Unsubscribing: one click by POST without a login (RFC 8058 §3); GET only shows the button."""

from starlette.requests import Request
from starlette.responses import Response

from digest.model.ledger import Purpose
from digest.web.pages import gone, page
from digest.web.tokens import bearer

KINDS = {"digest": "weekly digests", "delay": "delay notices"}


def show(request: Request) -> Response:
    """Show what would stop, and a button; scanners that follow links change nothing."""
    return _answer(request, acts=False)


def act(request: Request) -> Response:
    """Stop that kind of mail; a second time changes nothing more.

    No cookie, no redirect; a mail client posts `List-Unsubscribe=One-Click`, a person the form.
    """
    return _answer(request, acts=True)


def _answer(request: Request, *, acts: bool) -> Response:
    holder = bearer(request, Purpose.UNSUBSCRIBE)
    if isinstance(holder, int):
        return gone(request, holder)
    person, _, kind = holder.record.subject.rpartition("/")
    if acts:
        holder.world.store.unsubscribe(person, kind)
    choices = holder.world.store.choices(person, now=holder.world.clock.now())
    stopped = kind in choices.unsubscribed
    return page(request, "unsubscribe.html", kind=KINDS.get(kind, kind), stopped=stopped)
