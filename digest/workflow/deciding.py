"""What a person decides of an item for themselves; the document does not change."""

from dataclasses import replace

from digest.access import owner_names
from digest.model.change import TrackedItem
from digest.model.command import Command, Later, NotMine, Restore, field_of
from digest.model.directory import Person
from digest.model.receipt import Outcome, Result
from digest.model.replies import ItemChoice
from digest.workflow.world import World

FIELDS = ("reminders", "not_mine")


def decided(
    world: World, command: Command, tracked: TrackedItem, person: Person
) -> Outcome | None:
    """Do what a command decides, and return what became of it; None for other commands."""
    action = command.action
    if not isinstance(action, Later | NotMine | Restore):
        return None
    known = world.store.item_choices(person.key)
    mine = ItemChoice(person.key, tracked.id)
    before = next((choice for choice in known if choice.item == tracked.id), mine)
    match action:
        case Later(until=until):
            after = replace(before, quiet_until=until)
        case NotMine():
            after = replace(before, not_mine=_owners(world, tracked))
        case Restore(field="reminders"):
            after = replace(before, quiet_until=None)
        case Restore(field="not_mine"):
            after = replace(before, not_mine=None)
        case _:
            return None
    if after != before:
        world.store.choose_item(after)
    return Outcome(
        line=command.line,
        result=Result.CHANGED if after != before else Result.UNCHANGED,
        handle=command.handle,
        item_id=tracked.id,
        title=tracked.item.text,
        field=field_of(action),
        before=_said(before, field_of(action)),
        after=_said(after, field_of(action)),
    )


def _said(choice: ItemChoice, field: str) -> str:
    if field == "reminders":
        return choice.quiet_until.isoformat() if choice.quiet_until else ""
    return "" if choice.not_mine is None else "not mine"


def _owners(world: World, tracked: TrackedItem) -> str:
    """Return the owners as they are written now: of another owner nothing was said."""
    stored = next(iter(world.store.documents(tracked.source, [tracked.path])), None)
    return ", ".join(owner_names(tracked, stored.document)) if stored else ""
