"""Unsubscribing: one click by POST without a login (RFC 8058 §3); GET only shows the button."""

from typing import Literal

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from digest.logs import Log
from digest.model.addresses import written
from digest.model.ledger import Purpose
from digest.render import literal
from digest.render.frame import PAUSE
from digest.render.language import Language, msg
from digest.tokens import hashed
from digest.web.forms import fields
from digest.web.pages import gone, page
from digest.web.tokens import bearer
from digest.workflow.addresses import Addresses
from digest.workflow.linking import STOPPABLE
from digest.workflow.world import World

log = Log(__name__)

KINDS = {
    "digest": msg("digests"),
    "delay": msg("delay notices"),
    "reminder": msg("reminders"),
    "receipt": msg("receipts of your answers"),
    "link": msg("mailed links"),
    "sign-in": msg("links to sign in"),
    "confirm": msg("questions about answers in your name"),
}


_STOPS = {  # what each of them tells
    "digest": msg("Digests tell what is due, late, waiting for you, and what is new."),
    "delay": msg("Delay notices tell as soon as a date moves that concerns you."),
    "reminder": msg("Reminders tell before something is due, and when it is late."),
}
_AGAIN = "again"  # the one field of our own form; a mail client sends another


def show(request: Request) -> Response:
    """Show what would stop, and a button; scanners that follow links change nothing."""
    return _answer(request)


async def act(request: Request) -> Response:
    """Stop that kind of mail, or start it again; a second time changes nothing more.

    No cookie, no redirect; a mail client posts `List-Unsubscribe=One-Click`, a person the form.
    """
    again = _AGAIN in await fields(request)
    return await run_in_threadpool(_answer, request, "resubscribe" if again else "unsubscribe")


def _answer(request: Request, act: Literal["", "unsubscribe", "resubscribe"] = "") -> Response:
    holder = bearer(request, Purpose.UNSUBSCRIBE)
    if isinstance(holder, int):
        return gone(request, holder)
    person, _, kind = holder.record.subject.rpartition("/")
    store = holder.world.store
    if act == "unsubscribe":
        store.unsubscribe(person, kind)
    elif act == "resubscribe":
        store.resubscribe(person, kind)
    if act:
        log.info(act, person=person, kind=kind)
    choices = store.choices(person, now=holder.world.clock.now())
    language = _language(holder.world, person)
    return page(
        request,
        "unsubscribe.html",
        language=language,
        kind=language.gettext(KINDS[kind]) if kind in KINDS else kind,
        what=language.gettext(_STOPS[kind]) if kind in _STOPS else "",
        pause=_pause(holder.world, person) if kind in STOPPABLE else None,
        another_day=_another_day(holder.world, language) if kind == "digest" else None,
        stopped=kind in choices.unsubscribed,
        started=act == "resubscribe",
    )


def _language(world: World, key: str) -> Language:
    person = world.installation.directory.people.get(key)
    return world.render.language(person.language if person else world.installation.language)


def _pause(world: World, key: str) -> str | None:
    """Return a link that writes the mail that pauses everything; None where none can."""
    last, forms = world.store.last_told(key), world.installation.forms
    takes = world.installation.takes_replies and forms and not forms.plain
    if not takes or not forms or last is None or not last.delivery:
        return None
    token = Addresses(world).token(Purpose.REPLY, last.delivery)
    record = world.store.find(hashed(token))
    if record is None or (record.expires_at and record.expires_at < world.clock.now()):
        return None
    return literal.mailto(written(forms.reply, token), subject="pause", body=PAUSE)


def _another_day(world: World, language: Language) -> str | None:
    """Return a link that asks who runs the service for another day."""
    operator = world.installation.directory.people.get(world.installation.operator or "")
    subject = language.gettext("Another day for my digest")
    return (
        literal.mailto(operator.mail, subject=subject) if operator and operator.mail else None
    )
