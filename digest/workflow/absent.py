"""What a person might expect in their digest and does not find there, with the reason."""

from collections.abc import Iterator

from digest.access import may_see, owner_names
from digest.model.account import Absent
from digest.model.change import TrackedItem
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.edition import Edition
from digest.schedule.concern import owners_of
from digest.schedule.items import DUE_WITHIN_DAYS
from digest.schedule.reading import Reading
from digest.schedule.slots import local_day


def absent(reading: Reading, person: Person, edition: Edition | None) -> Iterator[Absent]:
    """Yield the open items of a person that an edition leaves out, or would leave out."""
    sections = edition.sections if edition else ()
    shown = {entry.item_id for section in sections for entry in section.entries}
    full = any(section.more for section in sections)
    for tracked in reading.items:
        stored = reading.document(tracked)
        if not stored or tracked.id in shown or not _open(tracked):
            continue
        reason = _reason(reading, person, tracked, stored.document, full=full)
        if reason:
            place = f"{tracked.source}/{tracked.path}:{tracked.item.line}"
            yield Absent(tracked.id, tracked.item.text, place, reason)


def _open(tracked: TrackedItem) -> bool:
    return tracked.live and not tracked.item.status.value.closed


def _reason(
    reading: Reading, person: Person, tracked: TrackedItem, document: Document, *, full: bool
) -> str:
    if not _owns(reading, person, tracked, document):
        return _perhaps(reading, person, tracked, document)
    policy = reading.installation.sources.get(tracked.source)
    if policy is None:
        return f"the settings have no source {tracked.source} any more"
    if not may_see(person, policy, document, reading.installation.directory):
        narrowed = "the document's audience" if document.audience else "the source's readers"
        return f"{narrowed} leave this person out"
    if person.key not in reading.listeners:
        return "this person gets no digests"
    today, day = local_day(person.schedule, reading.now), tracked.item.day
    if day and (day - today).days >= DUE_WITHIN_DAYS:
        return f"due {day}, which is {DUE_WITHIN_DAYS} days away or more"
    return (
        "its section shows only the first lines" if full else "nothing new is to be told of it"
    )


def _owns(reading: Reading, person: Person, tracked: TrackedItem, document: Document) -> bool:
    directory = reading.installation.directory
    return any(
        owner.person == person or (owner.team and person in directory.members(owner.team))
        for owner in owners_of(tracked, document, directory)
    )


def _perhaps(reading: Reading, person: Person, tracked: TrackedItem, document: Document) -> str:
    """Return why an item that may mean a person is not theirs; empty where it does not."""
    directory = reading.installation.directory
    for name in owner_names(tracked, document):
        meant = directory.meant(name)
        if not meant.found and person.key in meant.candidates:
            told = ", ".join(reading.audiences.get(tracked.id, {})) or "nobody"
            if len(meant.candidates) > 1:
                others = " or ".join(meant.candidates)
                return f"its owner {name!r} may be {others}; it is told to: {told}"
            hint = f"aliases = [{name!r}] would make it theirs"
            return f"its owner {name!r} is only a first name ({hint}); it is told to: {told}"
    return ""
