"""What keeps digests and notices from a person now, each as a sentence."""

from collections.abc import Iterator

from digest.model.directory import Person
from digest.model.ledger import Choices
from digest.workflow.readers import rests
from digest.workflow.standing import SourceStanding, Standing
from digest.workflow.world import World


def hindrances(
    world: World, person: Person, choices: Choices, standing: Standing
) -> Iterator[str]:
    """Yield what keeps digests and notices from a person now."""
    if person.left:
        yield "has left, says the settings file: gets nothing"
    for one in standing.figures.suspended:
        if one.person == person.key:
            at = f"{one.at:%Y-%m-%d %H:%M} UTC"
            yield f"gets nothing: the address bounced at {at}: {one.why} (digest resume)"
    if choices.unsubscribed:
        yield f"has unsubscribed from: {', '.join(choices.unsubscribed)}"
    if rests(person, choices, "digest", world.clock.now()):
        yield f"has paused all mail until {choices.paused_until}"
    yield from _rehearsal(world, person)
    for put_off in standing.figures.put_off:
        if put_off.what.endswith(f"/{person.key}") and put_off.until > standing.machine:
            again = f"{put_off.until:%Y-%m-%d %H:%M} UTC"
            yield f"{put_off.what} failed by a fault of Digest; it is tried again at {again}"
    yield from (told for source in standing.sources if (told := _waits_for(source)))


def _rehearsal(world: World, person: Person) -> Iterator[str]:
    if not world.store.started(person.key):
        operator = world.installation.directory.people.get(world.installation.operator or "")
        if operator is None or operator.left:
            yield "rehearsal, and no operator is named: nothing is made until: digest start"
        else:
            yield f"rehearsal: mail goes to {operator.name} until: digest start"


def _waits_for(source: SourceStanding) -> str:
    """Return why no digest is made before a source is read; a failing one keeps none back."""
    if source.problem or not source.stale:
        return ""
    when = f"{source.gathered_at:%Y-%m-%d %H:%M} UTC" if source.gathered_at else "never"
    return f"no digest before source {source.name} is read (last read: {when})"
