"""What a command means: the item it is about and what it does there, or why it is refused."""

from dataclasses import replace
from datetime import date

from digest.access import may_see
from digest.errors import Refusal
from digest.model.change import TrackedItem
from digest.model.command import Choose, Command, Restore, Undo
from digest.model.directory import Person
from digest.model.ledger import Delivery
from digest.model.receipt import Outcome, Result
from digest.schedule.reading import policy_of
from digest.sentence import Sentence
from digest.workflow.answers import announced_as, announcement_of, as_item, of_item, of_update
from digest.workflow.deciding import decided
from digest.workflow.permitted import UNREADABLE
from digest.workflow.takeback import NOTHING, how_long, not_undone
from digest.workflow.world import World


def target(
    world: World, command: Command, asked: tuple[Person, Delivery], day: date
) -> tuple[TrackedItem, Command] | Outcome:
    """Return what a command means and what it does there, or why it is refused.

    Handles mean what they meant in the mail that is answered, and nothing else.
    """
    person, delivery = asked
    id_ = delivery.handles.get(command.handle, "")
    refused = Outcome(command.line, Result.REFUSED, command.handle or None)
    if isinstance(command.action, Undo):
        return replace(refused, reason=not_undone(command.action))
    if isinstance(command.action, Restore):
        return _restored(world, command, person, refused)
    if not id_:
        return replace(refused, reason=_unknown(command.handle, delivery))
    tracked = next(iter(world.store.tracked(ids=[id_])), None)
    if tracked and not isinstance(command.action, Choose):
        meant = replace(command, action=of_item(command.action))
        decision = decided(world, command, tracked, person)
        return decision or _allowed(world, tracked, person, refused) or (tracked, meant)
    return _announced(world, command, (id_, day), person, refused=refused)


def _announced(
    world: World,
    command: Command,
    about: tuple[str, date],
    person: Person,
    *,
    refused: Outcome,
) -> tuple[TrackedItem, Command] | Outcome:
    """Return what is written into a timeline update or blocker, or why nothing is."""
    id_, day = about
    one = announcement_of(world, id_)
    if one is None:
        item = next(iter(world.store.tracked(ids=[id_])), None)
        titled = replace(refused, title=item.item.text) if item else refused
        return replace(
            titled,
            reason=Sentence("nothing to choose from is written for it; say what it should be"),
        )
    try:
        action = of_update(command.action, one, person, day)
    except Refusal as refusal:
        return replace(refused, title=one.update.title, reason=refusal.reason)
    tracked = as_item(one)
    meant = replace(command, action=action)
    return _allowed(world, tracked, person, refused) or (tracked, meant)


def _restored(
    world: World, command: Command, person: Person, refused: Outcome
) -> tuple[TrackedItem, Command] | Outcome:
    """Return what is to be put back as it was, or why it is not."""
    action = command.action
    if not isinstance(action, Restore):
        raise TypeError("only what was changed is put back")
    refused = replace(refused, title=action.title, item_id=action.item)
    earlier = world.store.received(action.undoes.partition("/")[0])
    late = how_long(world, earlier.received_at) if earlier else NOTHING
    if late:
        return replace(refused, reason=late)
    tracked = next(iter(world.store.tracked(ids=[action.item])), None)
    tracked = tracked or announced_as(world, action.item)
    if tracked is None:
        return replace(
            refused, reason=Sentence("it is not there any more; edit the file if it should be")
        )
    if outcome := decided(world, command, tracked, person):
        return outcome
    return _allowed(world, tracked, person, refused) or (tracked, command)


def _unknown(handle: int, delivery: Delivery) -> Sentence:
    known = ", ".join(f"#{n}" for n in sorted(delivery.handles))
    if not known:
        return Sentence("that mail has no #{number}, and no other item", number=handle)
    return Sentence("that mail has no #{number}; it has {known}", number=handle, known=known)


def _allowed(
    world: World, tracked: TrackedItem, person: Person, refused: Outcome
) -> Outcome | None:
    """Return why a document may not be changed by reply, None where it may."""
    stored = next(iter(world.store.documents(tracked.source, [tracked.path])), None)
    policy = policy_of(world.installation, tracked.source)
    directory = world.installation.directory
    if stored and not may_see(person, policy, stored.document, directory):
        return replace(refused, reason=UNREADABLE)
    refused = replace(refused, title=tracked.item.text, item_id=tracked.id)
    if not tracked.live or not stored:
        gone = Sentence(
            "it is not in {path} any more; edit the file if it should be", path=tracked.path
        )
        return replace(refused, reason=gone)
    if not policy.write_back or tracked.source not in world.sources:
        why = Sentence(
            "replies do not change {source} (its write_back is off)", source=tracked.source
        )
        return replace(refused, reason=why)
    return None
