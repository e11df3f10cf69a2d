"""Calendars as files, for a host that only hands out files: named by their tokens."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from digest.errors import UsageError
from digest.ical import Kind
from digest.model.directory import Person
from digest.schedule.reading import Reading
from digest.schedule.slots import local_day
from digest.web.calendars import offered
from digest.workflow.addresses import calendars
from digest.workflow.feed import Scope, feed_of, parse_scope
from digest.workflow.readers import read_store
from digest.workflow.world import World

_OURS = re.compile(r"[a-z2-7]{32}\.(?:ics|html)")  # what an earlier run may have left
_CSS = "page.css"


def files(world: World) -> dict[str, bytes]:
    """Return every calendar of everybody with an address, and a page for each, by path.

    Who has none could not be told where theirs are.

    Nobody finds a file without its name, which is derived from the secret: pages that would
    list a folder are there too, and say nothing.
    """
    shelf = _Shelf(world, read_store(world))
    found = {f"c/{_CSS}": world.render.web(_CSS).encode()}
    for path, css in (("index.html", f"c/{_CSS}"), ("c/index.html", _CSS)):
        found[path] = world.render.web("home.html", title=_title(world), css=css).encode()
    for person in world.installation.directory.people.values():
        if person.mail and not person.left:
            found |= dict(_of(world, shelf, person))
    return found


def _title(world: World) -> str:
    return world.installation.title


@dataclass(frozen=True)
class _Shelf:
    """Calendars that were written; who may read the same sees the same."""

    world: World
    reading: Reading
    written: dict[object, bytes] = field(default_factory=dict)

    def calendar(self, scope: Scope, person: Person) -> bytes:
        seen = frozenset(place for place, _ in self.reading.visible_documents(person))
        key = (scope, seen, local_day(person.schedule, self.reading.now))
        if key not in self.written:
            made = feed_of(self.world, self.reading, scope, Kind.EVENT, person)
            self.written[key] = made
        return self.written[key]


def _of(world: World, shelf: _Shelf, person: Person) -> Iterator[tuple[str, bytes]]:
    directory, told = world.installation.directory, calendars(world, person.key)
    for named, url in told.items():
        scope = parse_scope(named, directory, world.sources)
        yield f"c/{_name(url)}", shelf.calendar(scope, person)
    language = world.render.language(person.language)
    page = world.render.web(
        "calendars.html",
        language,
        title=_title(world),
        css=_CSS,
        calendars=[offered(scope, url, directory, language) for scope, url in told.items()],
    )
    yield f"c/{_name(told[f'person:{person.key}']).removesuffix('.ics')}.html", page.encode()


def _name(url: str) -> str:
    return PurePosixPath(url).name


def write(found: Mapping[str, bytes], folder: Path) -> int:
    """Write files that differ, take away calendars that are none any more; return how many are.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        (folder / "c").mkdir(parents=True, exist_ok=True)
        for old in (folder / "c").iterdir():
            if _OURS.fullmatch(old.name) and f"c/{old.name}" not in found:
                old.unlink()
        for path, raw in found.items():
            place = folder / path
            if not place.is_file() or place.read_bytes() != raw:
                place.write_bytes(raw)
    except OSError as error:
        raise UsageError(f"--feeds {folder}: cannot be written: {error.strerror}") from error
    return sum(path.endswith(".ics") for path in found)
