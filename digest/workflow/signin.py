"""Signing in: a link mailed to a person's registered address, good once, then a short session.

Who is signed in is all it knows; what they may do there is a matter of the pages.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from digest.logs import Log
from digest.model.directory import Person
from digest.model.ledger import Purpose, TokenRecord
from digest.render.view import Limits, reader_of
from digest.tokens import derive, hashed, well_formed
from digest.workflow.addresses import Addresses
from digest.workflow.duty import chosen
from digest.workflow.outgoing import Sending, letter, queue
from digest.workflow.world import World

log = Log(__name__)

LINK_LIVES = timedelta(minutes=15)
SESSION_LIVES = timedelta(minutes=30)
_MOST = 5  # links an hour
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Session:
    """That a person has signed in."""

    person: Person
    subject: str  # of its token
    form: str  # what every form of its pages brings back


def mail_link(world: World, person: Person) -> bool:
    """Mail a link to sign in, one a minute and five an hour at most; False where none is."""
    now, public = world.clock.now(), world.installation.public_url
    before = world.store.queued_since(now - _HOUR, kind="sign-in", recipient=person.key)
    if not public or not person.mail or before >= _MOST:
        return False
    minute = f"{now:%Y-%m-%dT%H:%MZ}"  # two that are asked for at once are one
    message, addresses = letter(world, "sign-in", minute, person), Addresses(world)
    token = addresses.token(Purpose.SIGN_IN, f"{person.key}/{minute}", LINK_LIVES)
    language = world.render.language(person.language)
    words = world.render.sign_in(
        reader_of(chosen(world, person), now, None, Limits(), language),
        world.installation.title,
        message.links,
        page=f"{public}/s/{token}",
        until=now + LINK_LIVES,
    )
    with_token = replace(message, tokens=(*message.tokens, *addresses.given))
    if not queue(world, with_token, words, Sending()):
        return False
    log.info("link to sign in", person=person.key)
    world.wake("deliver")
    return True


def invited(world: World, token: str) -> Person | None:
    """Return whom a link signs in; None where it was used, is too old, or was never given."""
    record = _valid(world, token, Purpose.SIGN_IN)
    return _person(world, record) if record else None


def sign_in(world: World, token: str) -> str | None:
    """Use a link up; return the token of the session, None where the link is good no more."""
    record = _valid(world, token, Purpose.SIGN_IN)
    person = _person(world, record) if record else None
    if record is None or person is None:
        return None
    # Of two that come at once, one counts the generation up by one, and the other by two.
    if world.store.rotate(Purpose.SIGN_IN, record.subject) != record.generation + 1:
        return None
    addresses = Addresses(world)
    begun = addresses.token(Purpose.SESSION, record.subject, SESSION_LIVES)
    world.store.remember(addresses.given)
    log.info("signed in", person=person.key)
    return begun


def session_of(world: World, token: str) -> Session | None:
    """Return a session; None where it has ended, or its person left."""
    record = _valid(world, token, Purpose.SESSION)
    person = _person(world, record) if record else None
    if record is None or person is None:
        return None
    form = derive(world.secret, Purpose.FORM, record.subject, record.generation)
    return Session(person, record.subject, form)


def sign_out(world: World, session: Session) -> None:
    """End a session, wherever else its cookie may be."""
    world.store.rotate(Purpose.SESSION, session.subject)


def _valid(world: World, token: str, purpose: Purpose) -> TokenRecord | None:
    record = world.store.find(hashed(token.lower())) if well_formed(token) else None
    if record is None or record.purpose is not purpose or record.revoked:
        return None
    expired = record.expires_at is None or record.expires_at < world.clock.now()
    return None if expired else record


def _person(world: World, record: TokenRecord) -> Person | None:
    person = world.installation.directory.people.get(record.subject.rpartition("/")[0])
    return person if person and not person.left else None
