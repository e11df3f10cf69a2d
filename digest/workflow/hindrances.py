"""What keeps digests from a person now, and what else explains their mail, as sentences."""

from collections.abc import Iterator

from digest.model.directory import Person
from digest.model.owed import Choices
from digest.render.words import count
from digest.workflow.readers import rests
from digest.workflow.standing import SourceStanding, Standing
from digest.workflow.world import World


def hindrances(
    world: World, person: Person, choices: Choices, standing: Standing
) -> Iterator[str]:
    """Yield what keeps digests from a person now."""
    if person.left:
        yield "has left, says the settings file: gets nothing"
    elif not person.mail:
        yield "gets nothing: the settings have no mail address of theirs"
    for one in standing.figures.suspended:
        if one.person == person.key:
            at = f"{one.at:%Y-%m-%d %H:%M} UTC"
            yield f"gets nothing: the address bounced at {at}: {one.why} (digest resume)"
    if "digest" in choices.unsubscribed:
        yield "has unsubscribed from digests (the link in a mail starts them again)"
    if rests(person, choices, "digest", world.clock.now()):
        yield f"has paused all mail until {choices.paused_until} (a reply of resume ends that)"
    if not world.store.started(person.key) and not _sees_rehearsals(world):
        yield "rehearsal, and no operator is named: nothing is made until: digest start"
    yield from _put_off(person, standing, "edition/")
    yield from (told for source in standing.sources if (told := _waits_for(source)))


def remarks(
    world: World, person: Person, choices: Choices, standing: Standing
) -> Iterator[str]:
    """Yield what else explains their mail, and keeps no digest from them."""
    operator = _sees_rehearsals(world)
    if operator and not world.store.started(person.key):
        yield f"rehearsal: mail goes to {operator.name} until: digest start"
    if "delay" in choices.unsubscribed:
        yield "has unsubscribed from notices of delay"
    yield from _put_off(person, standing, "notice/")
    for source in standing.sources:
        if source.problem:
            yield f"source {source.name} is told as it was last read: {source.problem}"
        if source.unread:
            files = count(source.unread, "file")
            yield f"{files} of source {source.name} cannot be read (digest gather --problems)"


def _sees_rehearsals(world: World) -> Person | None:
    operator = world.installation.directory.people.get(world.installation.operator or "")
    return operator if operator and not operator.left else None


def _put_off(person: Person, standing: Standing, kind: str) -> Iterator[str]:
    for put_off in standing.figures.put_off:
        theirs = put_off.what.startswith(kind) and put_off.what.endswith(f"/{person.key}")
        if theirs and put_off.until > standing.machine:
            again = f"{put_off.until:%Y-%m-%d %H:%M} UTC"
            yield f"{put_off.what} failed by a fault of Digest; it is tried again at {again}"


def _waits_for(source: SourceStanding) -> str:
    """Return why no digest is made before a source is read; a failing one keeps none back."""
    if source.problem or not source.stale:
        return ""
    when = f"{source.gathered_at:%Y-%m-%d %H:%M} UTC" if source.gathered_at else "never"
    return f"no digest before source {source.name} is read (last read: {when})"
