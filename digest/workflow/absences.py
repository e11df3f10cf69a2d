"""An out-of-office reply is no command: its end is noted, and reminders rest until then."""

from functools import partial

from digest.mail import away
from digest.mail.automatic import classify
from digest.mail.inbound import Inbound
from digest.mail.sender import Verdict
from digest.mail.subaddress import bounce_tokens, reply_tokens
from digest.markdown.fields import due
from digest.model.directory import Person
from digest.model.ledger import InboxEntry, Purpose
from digest.model.replies import Absence
from digest.schedule.slots import local_day
from digest.tokens import hashed
from digest.workflow.proven import proven, theirs
from digest.workflow.world import World


def note_absence(world: World, entry: InboxEntry, inbound: Inbound) -> Absence | None:
    """Note how long somebody is away, where an automatic reply of theirs says so.

    It must have come to an address that only a message to that person held.
    """
    person = _person(world, entry)
    if person is None or not theirs(world, person, inbound.author):
        return None
    own = (world.installation.author.address,)
    origin = classify(inbound, envelope_sender=entry.envelope_sender, own=own)
    if origin.report or proven(world, entry, inbound).verdict is Verdict.FAIL:
        return None
    words = world.installation.vocabulary
    back = away.back_on(
        f"{inbound.subject}\n{inbound.text or ''}",
        base=local_day(person.schedule, entry.received_at),
        read_due=partial(due.read, vocabulary=words),
    )
    if back is None:
        return None
    absence = Absence(person.key, back, entry.received_at)
    world.store.record_absence(absence)
    return absence


def _person(world: World, entry: InboxEntry) -> Person | None:
    """Return whom the message was for that is answered."""
    forms = world.installation.forms
    tokens = (
        *((Purpose.REPLY, token) for token in reply_tokens(entry.recipients, forms)),
        *((Purpose.BOUNCE, token) for token in bounce_tokens(entry.recipients, forms)),
    )
    for purpose, token in tokens:
        record = world.store.find(hashed(token))
        if record and record.purpose is purpose and not record.revoked:
            delivery = world.store.delivery(record.subject)
            person = delivery and world.installation.directory.people.get(delivery.recipient)
            return person if person and not person.left else None
    return None
