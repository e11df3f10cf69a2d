"""What became of each date on which a person's digest was due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.model.account import Line, SlotTold
from digest.model.directory import Person
from digest.model.owed import Choices, EditionRecord
from digest.schedule.slots import due_at, slots_between
from digest.workflow.world import World

_OLDEST = timedelta(days=7)  # a slot missed for longer is made up for by none


@dataclass(frozen=True)
class Now:
    """What is so now of a person's mail."""

    choices: Choices
    hindrances: tuple[str, ...]
    newest: EditionRecord | None


def slots_told(
    world: World,
    person: Person,
    days: tuple[date, date],
    so: Now,
) -> Iterator[SlotTold]:
    """Yield the slots of some days, and what was made for none of them."""
    records = {r.slot.day: r for r in world.store.editions(person.key, *days)}
    for day in sorted({*slots_between(person.schedule, *days), *records}):
        due, record = due_at(person.schedule, day), records.get(day)
        if record is None:
            told = _not_made(world.clock.now(), due, so)
            yield SlotTold(day, due, told)
        else:
            yield _made(world, person, record, due)


def _not_made(now: datetime, due: datetime, so: Now) -> str:
    newest = so.newest
    if due > now:
        return "not due yet"
    if due < so.choices.since:
        return (
            f"was before this person got digests (since {so.choices.since:%Y-%m-%d %H:%M} UTC)"
        )
    if newest and newest.made_at >= due:
        return f"none of its own: the digest of {newest.slot.day} came after it and tells all"
    if now - due > _OLDEST:
        return "missed: nothing ran for a week"
    why = "; ".join(so.hindrances) or "nothing has run since (digest status)"
    return f"not made: {why}"


def _made(world: World, person: Person, record: EditionRecord, due: datetime) -> SlotTold:
    at = f"{record.made_at.astimezone(ZoneInfo(person.schedule.zone)):%Y-%m-%d %H:%M}"
    if record.delivery is None:
        return SlotTold(record.slot.day, due, f"nothing to tell, when it was made at {at}")
    rehearsed = " for the rehearsal" if record.rehearsed else ""
    found = places(world, [line.item for line in record.lines if line.item])
    lines = tuple(
        Line(told.section, told.item, told.why, told.title, found.get(told.item, ""))
        for told in record.lines
    )
    told = f"made at {at}{rehearsed}"
    return SlotTold(record.slot.day, due, told, record.delivery, lines)


def places(world: World, items: list[str]) -> dict[str, str]:
    """Return where items stand, or stood last: source/path:line by id."""
    found = world.store.tracked(ids=items) if items else []
    return {t.id: f"{t.source}/{t.path}:{t.item.line}" for t in found}
