"""Every sample as the bytes that would leave: one place for the tests that look at mail."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from digest.mail.compose import Outgoing
from digest.mail.headers import message_id, virtual_root
from digest.model.ids import delivery_id
from digest.model.installation import Mailbox
from digest.model.message import Rendered
from digest.model.notice import Notice
from digest.render import Renderer
from digest.render.view import Limits, reader_of
from tests.render import samples
from tests.render.samples import LINKS, PRIYA, TITLE, TODAY

RENDERER = Renderer(Path(__file__).parents[2] / "templates")
DOMAIN = "digest.northbeam.example"
AUTHOR = Mailbox(TITLE, f"follow-ups@{DOMAIN}")
SILENT = replace(LINKS, reply_to=None)
REHEARSAL = replace(LINKS, rehearsal_for="Priya Raman")
BARE = replace(SILENT, feed=None, calendars=None)


def samples_in(renderer: Renderer) -> dict[str, Callable[[], Rendered]]:
    """Return every sample by name, each to be rendered by a renderer."""
    return {
        "typical": lambda: renderer.digest(samples.TYPICAL, TITLE, LINKS),
        "lead": lambda: renderer.digest(samples.LEAD, TITLE, LINKS),
        "clear": lambda: renderer.digest(samples.CLEAR, TITLE, LINKS),
        "one": lambda: renderer.digest(samples.ONE, TITLE, LINKS),
        "hostile": lambda: renderer.digest(samples.HOSTILE, TITLE, LINKS),
        "rehearsal": lambda: renderer.digest(samples.TYPICAL, TITLE, REHEARSAL),
        "silent": lambda: renderer.digest(samples.TYPICAL, TITLE, SILENT),
        "bare": lambda: renderer.digest(samples.ONE, TITLE, BARE),
        "delay": lambda: renderer.delay(samples.NOTICE, TITLE, LINKS, today=TODAY),
        "delays": lambda: renderer.delay(samples.NOTICES, TITLE, LINKS, today=TODAY),
        "announced": lambda: renderer.delay(
            Notice(PRIYA, (samples.ANNOUNCED,)), TITLE, LINKS, today=TODAY
        ),
        "question": lambda: renderer.delay(samples.QUESTION, TITLE, LINKS, today=TODAY),
        "question-silent": lambda: renderer.delay(samples.QUESTION, TITLE, SILENT, today=TODAY),
        "correction": lambda: renderer.delay(samples.CORRECTION, TITLE, LINKS, today=TODAY),
        "decision": lambda: renderer.delay(samples.DECISION, TITLE, LINKS, today=TODAY),
        "reminder": lambda: renderer.reminder(samples.REMINDER, TITLE, LINKS),
        "receipt": lambda: renderer.receipt(samples.RECEIPT, TITLE, SILENT),
        "link": lambda: renderer.link(
            PRIYA,
            TITLE,
            SILENT,
            page="https://digest.northbeam.example/p/5vorr5ubu2m2mlaihfpxrlsymalftea5/archive",
        ),
        "sign-in": lambda: renderer.sign_in(
            reader_of(PRIYA, samples.AS_OF, None, Limits()),
            TITLE,
            SILENT,
            page="https://digest.northbeam.example/s/5vorr5ubu2m2mlaihfpxrlsymalftea5",
            until=samples.AS_OF + timedelta(minutes=15),
        ),
        "confirm": lambda: renderer.confirm(
            ["#3 done", "#7 blocked: <b>vendor</b>"],
            TITLE,
            SILENT,
            page="https://digest.northbeam.example/h/5vorr5ubu2m2mlaihfpxrlsymalftea5",
        ),
    }


RENDERED = samples_in(RENDERER)

_SILENT = {"silent", "bare", "receipt", "confirm", "link", "sign-in", "question-silent"}
_DELAYS = {
    *("delay", "delays", "announced", "question", "question-silent"),
    *("correction", "decision"),
}
_ANSWERS = {"receipt", "confirm"}
_OTHERS = {*_ANSWERS, "reminder", "link", "sign-in"}


def outgoing(name: str, rendered: Rendered) -> Outgoing:
    """Return a sample with the addresses its kind of message has."""
    told = name if name in _OTHERS else "digest"
    kind = "delay" if name in _DELAYS else told
    answers = name in _ANSWERS
    return Outgoing(
        message_id=message_id(delivery_id(kind, name, PRIYA.key), DOMAIN),
        date=samples.AS_OF,
        author=AUTHOR,
        to=Mailbox(PRIYA.name, PRIYA.mail),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        kind=kind,
        list_id=f"{kind}.{DOMAIN}",
        reply_to=None if name in _SILENT else LINKS.reply_to,
        unsubscribe=LINKS.unsubscribe,
        unsubscribe_mail=LINKS.unsubscribe_mail,
        auto_submitted="auto-replied" if answers else "auto-generated",
        in_reply_to="<CAF+1x9@mail.northbeam.example>" if answers else None,
        references=(virtual_root("item", DOMAIN),) if kind == "delay" else (),
    )
