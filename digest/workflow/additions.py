"""What gateways put into mail, such as "[EXTERNAL]": configured, or learned from recurrence.

A line that several people's replies had, and that commands nothing, is no one's own words.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from fnmatch import fnmatchcase

from digest.mail.lines import TypedLine
from digest.mail.phrases import fold
from digest.model.command import Parsed
from digest.model.directory import Person
from digest.model.ids import checksum
from digest.model.ledger import InboxEntry
from digest.workflow.world import World

PEOPLE = 3  # whose replies had a line before it is nobody's
KEPT = timedelta(days=180)
_SHORTEST = 12  # characters: three people may well write "Thanks!"
_MOST = 10  # lines of a reply that are remembered
_LONGEST = 1000
_NUMBER = re.compile(r"#\d")


def without_additions(world: World, lines: Sequence[TypedLine]) -> tuple[TypedLine, ...]:
    """Return the lines but for those that gateways add."""
    learned = _learned(world, lines)
    told = tuple(fold(pattern) for pattern in world.installation.replies.additions)
    return tuple(
        line for line in lines if _hash(line.text) not in learned and not _told(line, told)
    )


def _told(line: TypedLine, patterns: Iterable[str]) -> bool:
    text = fold(line.text[:_LONGEST])
    return any(fnmatchcase(text, _literal(pattern)) for pattern in patterns)


def _literal(pattern: str) -> str:
    """Return a pattern in which a star alone stands for anything: `[external]*`."""
    return pattern.replace("[", "[[]").replace("?", "[?]")


def _learned(world: World, lines: Sequence[TypedLine]) -> set[str]:
    hashes = [_hash(line.text) for line in lines if _may_be_added(line.text)]
    return world.store.shared_lines(hashes[: 4 * _MOST], people=PEOPLE)


def remember_lines(world: World, entry: InboxEntry, person: Person, request: Parsed) -> None:
    """Remember, by hash, what a reply said that commanded nothing."""
    said = (*request.prose.split("\n"), *(unclear.line for unclear in request.unclear))
    hashes = dict.fromkeys(_hash(line) for line in said if _may_be_added(line))
    if hashes:
        world.store.see_lines(person.key, [*hashes][:_MOST], entry.received_at)
        world.store.forget_lines(entry.received_at - KEPT)


def _may_be_added(line: str) -> bool:
    return len(line.strip()) >= _SHORTEST and not _NUMBER.search(line)


def _hash(line: str) -> str:
    return checksum(fold(line[:_LONGEST]).encode("utf-8", "replace"))
