"""The addresses that a message has: to answer, to stop it, of calendars and pages."""

from datetime import timedelta
from urllib.parse import quote

from digest.mail.headers import message_id
from digest.model import addresses
from digest.model.addresses import Forms
from digest.model.directory import Person
from digest.model.ledger import Purpose
from digest.model.message import Links
from digest.workflow.addresses import Addresses
from digest.workflow.world import World

REPLY_LIVES = timedelta(days=90)
PAGE_LIVES = timedelta(days=14)

# Kinds of message that go out by themselves: they can be stopped, and are rehearsed at first.
STOPPABLE = ("digest", "delay", "reminder")
_ANSWERABLE = (*STOPPABLE, "receipt")


def needed(kind: str, person: Person, id_: str) -> list[tuple[Purpose, str]]:
    """Return what a message has addresses for, mostly."""
    own = (Purpose.REPLY, Purpose.PAGE, Purpose.BOUNCE)
    stop = (Purpose.UNSUBSCRIBE, f"{person.key}/{kind}")
    feed = (Purpose.FEED, f"{person.key}/person:{person.key}")
    return [stop, feed, *((purpose, id_) for purpose in own)]


def calendars(world: World, links: Links, page: str | None) -> str | None:
    """Return where a reader's calendars are named: a page of ours, else a published file."""
    if page:
        return f"{world.installation.public_url}/p/{page}/calendars"
    if world.installation.calendar_url and links.feed:
        return f"{links.feed.removesuffix('.ics')}.html"
    return None


def envelope_sender(world: World, kind: str, bounce: str | None) -> str:
    """RFC 3834 §3.3: what answers a mail leaves with the null reverse-path."""
    if kind not in STOPPABLE:
        return ""
    forms = world.installation.forms
    if bounce and forms and forms.bounce:
        return addresses.written(forms.bounce, bounce)
    return world.installation.envelope_sender or world.installation.author.address


def no_links(name: str) -> Links:
    """A rehearsed message acts for nobody: it holds no address that would."""
    return Links(None, None, None, None, rehearsal_for=name)


def links_of(world: World, tokens: Addresses, kind: str, person: Person, id_: str) -> Links:
    """Return the addresses of a message to a person; `tokens` notes those it makes."""
    public, forms = world.installation.public_url, world.installation.forms
    stop = tokens.token(Purpose.UNSUBSCRIBE, f"{person.key}/{kind}")
    reply = tokens.token(Purpose.REPLY, id_, REPLY_LIVES)
    takes = world.installation.takes_replies and kind in _ANSWERABLE
    return Links(
        public=world.installation.public_answers if takes else "",
        reply_to=_reply_to(world, forms, reply, id_) if forms and takes else None,
        unsubscribe=f"{public}/u/{stop}" if public else None,
        unsubscribe_mail=addresses.written(forms.unsubscribe, stop)
        if forms and forms.unsubscribe
        else None,
        feed=tokens.feed(person.key, f"person:{person.key}"),
    )


def _reply_to(world: World, forms: Forms, token: str, id_: str) -> str:
    """Return where answers go; to a plain address a link must say which message it answers."""
    if not forms.plain:
        return addresses.written(forms.reply, token)
    answered = quote(message_id(id_, world.installation.author.domain), safe="")
    return f"{forms.reply}?In-Reply-To={answered}"
