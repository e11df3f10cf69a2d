"""Calendars as files, for a host that only hands out files: named by their tokens."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from digest.errors import UsageError
from digest.model.directory import Person
from digest.schedule.reading import Place
from digest.web.calendars import offered
from digest.workflow.addresses import calendars
from digest.workflow.feed import Wanted, feed, today_of
from digest.workflow.scope import Scope, parse_scope
from digest.workflow.shelf import Shelf
from digest.workflow.world import World

_OURS = re.compile(r"[a-z2-7]{32}\.(?:ics|html)")  # what an earlier run may have left
_CSS = "page.css"


def files(world: World) -> dict[str, bytes]:
    """Return every calendar of everybody with an address, and a page for each, by path.

    Who has none could not be told where theirs are.

    Nobody finds a file without its name, which is derived from the secret: pages that would
    list a folder are there too, and say nothing.
    """
    written = _Written(world, Shelf(world))
    found = {f"c/{_CSS}": world.render.web(_CSS).encode()}
    for path, css in (("index.html", f"c/{_CSS}"), ("c/index.html", _CSS)):
        found[path] = world.render.web("home.html", title=_title(world), css=css).encode()
    for person in world.installation.directory.people.values():
        if person.mail and not person.left:
            found |= dict(_of(world, written, person))
    return found


def _title(world: World) -> str:
    return world.installation.title


@dataclass(frozen=True)
class _Written:
    """Calendars that were written; who may read the same in one language sees the same."""

    world: World
    shelf: Shelf
    kept: dict[tuple[Scope, frozenset[Place], date, str], bytes] = field(default_factory=dict)

    def calendar(self, scope: Scope, person: Person) -> bytes:
        seen = self.shelf.look().seen_by(person)
        key = (scope, seen, today_of(self.world, person), person.language)
        if key not in self.kept:
            self.kept[key] = feed(self.world, Wanted(scope, viewer=person), self.shelf)
        return self.kept[key]


def _of(world: World, written: _Written, person: Person) -> Iterator[tuple[str, bytes]]:
    directory, told = world.installation.directory, calendars(world, person.key)
    for named, url in told.items():
        scope = parse_scope(named, directory, world.sources)
        yield f"c/{_name(url)}", written.calendar(scope, person)
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
