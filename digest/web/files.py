"""Calendars as files, for a host that only hands out files: named by their tokens."""

import os
import re
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fcntl import LOCK_EX, flock
from pathlib import Path, PurePosixPath

from digest.errors import UsageError, reason
from digest.ical import contents
from digest.model.directory import Person
from digest.web.calendars import Sight, shown
from digest.web.pages import sight
from digest.workflow.calendars import Held, held, wanted
from digest.workflow.feed import feed, today_of
from digest.workflow.scope import Scope
from digest.workflow.shelf import Shelf
from digest.workflow.world import World

# What an earlier run may have left, also where it was killed.
_OURS = re.compile(r"[a-z2-7]{32}\.(?:ics|html)|\.[a-z2-7]{32}\.(?:ics|html)\.new")
_CSS, _JS = "page.css", "page.js"


def files(world: World, shelf: Shelf | None = None) -> dict[str, bytes]:
    """Return every calendar of everybody with an address, and a page for each, by path.

    Who has none could not be told where theirs are.

    Nobody finds a file without its name, which is derived from the secret: pages that would
    list a folder are there too, and say nothing.
    """
    written = _Written(world, shelf or Shelf(world))
    found = {f"c/{name}": world.render.web(name).encode() for name in (_CSS, _JS)}
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
    kept: dict[Hashable, bytes] = field(default_factory=dict)

    def calendar(self, one: Held, person: Person) -> bytes:
        meant = wanted(self.world, one.subject)
        if meant is None:
            raise ValueError(f"calendar {one.name} of {person.key}")
        seen = self.shelf.look().seen_by(person)
        own, today = meant.scope == Scope("person", person.key), today_of(self.world, person)
        key = (replace(meant, viewer=None), own, seen, today, person.language)
        if key not in self.kept:
            self.kept[key] = feed(self.world, meant, self.shelf)
        return self.kept[key]


def _of(world: World, written: _Written, person: Person) -> Iterator[tuple[str, bytes]]:
    """Yield a person's calendars, and the page that names them; nobody is told who fetched."""
    found = {one: written.calendar(one, person) for one in held(world, person)}
    for one, raw in found.items():
        yield f"c/{_name(one.url)}", raw
    looks, today = (
        Sight(person, sight(world, person), world.installation.directory),
        today_of(world, person),
    )
    page = world.render.web(
        "calendars.html",
        looks.reader.language,
        title=_title(world),
        css=_CSS,
        js=_JS,
        files=True,
        form="",
        done="",
        calendars=[shown(one, contents(raw, today), looks) for one, raw in found.items()],
    )
    own = next(one for one in found if one.scope == f"person:{person.key}" and not one.saved)
    yield f"c/{_name(own.url).removesuffix('.ics')}.html", page.encode()


def _name(url: str) -> str:
    return PurePosixPath(url).name


def write(found: Mapping[str, bytes], folder: Path) -> int:
    """Write files that differ, take away calendars that are none any more; return how many are.

    Each is whole at any moment: who reads it gets it as it was or as it is.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        (folder / "c").mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            for old in (folder / "c").iterdir():
                if _OURS.fullmatch(old.name) and f"c/{old.name}" not in found:
                    old.unlink()
            for path, raw in found.items():
                _bring(folder / path, raw)
    except OSError as error:
        raise UsageError(f"calendars in {folder}: {reason(error)}") from error
    return sum(path.endswith(".ics") for path in found)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process writes there."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        flock(opened, LOCK_EX)
        yield
    finally:
        os.close(opened)


def _bring(place: Path, raw: bytes) -> None:
    if place.is_file() and place.read_bytes() == raw:
        return
    beside = place.with_name(f".{place.name}.new")
    beside.write_bytes(raw)
    beside.replace(place)
