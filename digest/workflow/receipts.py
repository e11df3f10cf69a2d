"""Receipts: the first at once, those that follow soon after share the next message."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from digest.mail.inbound import Inbound
from digest.model.command import Help, Parsed
from digest.model.directory import Person
from digest.model.ledger import InboxEntry, Purpose
from digest.model.receipt import Outcome, Receipt, Result
from digest.model.replies import OwedReceipt
from digest.workflow.addresses import Addresses
from digest.workflow.outgoing import Letter, Sending, letter, queue
from digest.workflow.told import Told, from_json, to_json, together
from digest.workflow.world import World

KIND = "receipt"
_REFERENCES = 10  # of a thread that is kept

Became = tuple[Sequence[Outcome], Parsed]  # of the commands of a mail, and all it asks for


def owe(
    world: World, entry: InboxEntry, person: Person, inbound: Inbound, became: Became
) -> None:
    """Record what is to be told of a reply, and again when what was kept has landed."""
    told = _told(inbound, became)
    first = world.store.receipt_of(entry.id, again=False)
    again = first is not None
    if told.empty or (first and not (first.kept and told.settled)):
        return
    owed = OwedReceipt(
        entry.id,
        person.key,
        _due(world, person),
        to_json(told),
        again=again,
        kept=not told.settled,
    )
    world.store.owe_receipt(owed)


def _told(inbound: Inbound, became: Became) -> Told:
    outcomes, request = became
    return Told(
        subject=inbound.subject,
        message_id=inbound.message_id,
        references=inbound.references[-_REFERENCES:],
        outcomes=tuple(outcomes),
        unclear=request.unclear,
        wishes=tuple(w for w in request.wishes if not isinstance(w, Help)),
    )


def _due(world: World, person: Person) -> datetime:
    """Return when it is to be told (machine time): now, if nothing was told just before."""
    apart = world.installation.replies.coalesce
    since = world.clock.now() - apart
    lately = world.store.queued_since(since, kind=KIND, recipient=person.key)
    return world.clock.machine() + apart if lately else world.clock.machine()


def send_receipts(world: World) -> int:
    """Queue every receipt that is due, and return how many messages that was."""
    batches = world.store.due_receipts(world.clock.machine())
    for owed in batches:
        person = world.installation.directory.people.get(owed[0].person)
        batch = owed[0].batch
        if batch is None:
            continue
        if person and not person.left:
            _send(world, person, str(batch), together([from_json(one.told) for one in owed]))
        world.store.receipted(batch)
    return len(batches)


def _send(world: World, person: Person, batch: str, told: Told) -> None:
    message = letter(world, KIND, batch, person)
    linked = tuple(
        replace(o, url=message.address(o.item_id) if o.item_id else None) for o in told.outcomes
    )
    changed = any(outcome.result is Result.CHANGED for outcome in linked)
    message, undo = _undo(world, message) if changed else (message, None)
    receipt = Receipt(person, told.subject, linked, told.unclear, told.wishes, undo)
    words = world.render.receipt(receipt, world.installation.title, message.links)
    sending = Sending(
        auto_submitted="auto-replied",
        in_reply_to=told.message_id or None,
        references=told.references,
        handles={o.handle: o.item_id for o in told.outcomes if o.handle and o.item_id},
    )
    queue(world, message, words, sending)


def _undo(world: World, message: Letter) -> tuple[Letter, str | None]:
    """Return a receipt with the address of the page that takes its changes back."""
    public = world.installation.public_url
    if not public or not message.links.reply_to:
        return message, None
    addresses = Addresses(world)
    token = addresses.token(Purpose.UNDO, message.id, world.installation.replies.undo)
    return replace(message, tokens=(*message.tokens, *addresses.given)), f"{public}/r/{token}"
