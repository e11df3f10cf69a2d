"""What will be mailed next, and to whom: for whoever runs the service."""

from datetime import datetime
from zoneinfo import ZoneInfo

from digest.model.directory import Person
from digest.render.words import count
from digest.schedule.slots import due_at, next_slot
from digest.workflow.duty import as_chosen
from digest.workflow.world import World


def outlook(world: World) -> tuple[str, ...]:
    """Return whether mail is still rehearsed, and when the next digest is due, as sentences."""
    everyone = world.installation.directory.people.values()
    reached = {p.key: p for p in everyone if p.mail and not p.left}
    choices = world.store.choices_of([*reached], now=world.clock.now())
    people = [as_chosen(person, choices[key]) for key, person in reached.items()]
    rehearsing = [p for p in people if not world.store.started(p.key)]
    told = [_rehearsal(world, rehearsing, everybody=len(rehearsing) == len(people))]
    due = [(_due(person, world.clock.now()), person) for person in people]
    if due:
        first = min(at for at, _ in due)
        who = [person for at, person in due if at == first]
        at, zone = first.astimezone(ZoneInfo(who[0].schedule.zone)), who[0].schedule.zone
        when = f"{at:%a} {at.day} {at:%b} at {at:%H:%M} ({zone})"
        others = f" and {count(len(who) - 1, 'other')}" if len(who) > 1 else ""
        told.append(f"the next digest is due on {when}, for {who[0].name}{others}")
    return tuple(told)


def _due(person: Person, now: datetime) -> datetime:
    return due_at(person.schedule, next_slot(person.schedule, now))


def _rehearsal(world: World, rehearsing: list[Person], *, everybody: bool) -> str:
    operator = world.installation.directory.people.get(world.installation.operator or "")
    if not rehearsing:
        return "mail goes to the people it is for"
    who = "all mail" if everybody else f"mail for {', '.join(p.name for p in rehearsing)}"
    if operator is None:
        return f"rehearsal: {who} is held back until an operator is named, or: digest start"
    return f"rehearsal: {who} goes to {operator.name} until: digest start"
