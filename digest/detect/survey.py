"""Everything `digest init` finds out about a folder, together."""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from digest.detect.documents import VENDORED, Seen, documents, opened
from digest.detect.globs import globs
from digest.detect.ground import Ground, Repository, look
from digest.detect.people import Found, people
from digest.errors import Problem
from digest.model.place import MARKDOWN, directory_flaw, url_flaw
from digest.model.vocabulary import Vocabulary
from digest.sources.program import Failed
from digest.sources.select import Selection

_ODD = 20  # documents of which one in another language tells nothing
_DEEP = 4  # folders below which other people's are not looked for

Watched = Callable[[Iterator[Seen], int], Iterable[Seen]]
"""What shows how far the reading of so many documents has come."""


@dataclass(frozen=True)
class Survey:
    """What there is: where it stands, what it tells, and who owns what."""

    ground: Ground
    seen: tuple[Seen, ...]
    found: Found
    committed: bool = False  # git has most of it: history can be read too
    uncommitted: tuple[str, ...] = ()  # worth reading, and not in git's branch yet
    problems: tuple[Problem, ...] = ()  # of files that are not read

    @cached_property
    def telling(self) -> tuple[Seen, ...]:
        """The documents worth reading."""
        return tuple(one for one in self.seen if one.telling)

    @cached_property
    def include(self) -> tuple[str, ...]:
        """Patterns that hold them; none where everything may be read."""
        telling = [one.path for one in self.telling]
        return globs(telling, [o.path for o in self.seen if not o.telling and not o.household])

    @property
    def exclude(self) -> tuple[str, ...]:
        """Patterns for what would be read for nothing, or worse."""
        wants = Selection(self.include or MARKDOWN).wants
        household = [o for o in self.seen if o.household and o.items and wants(o.path)]
        names = {one.path.rpartition("/")[2] for one in household if not one.telling}
        needed = {one.path.rpartition("/")[2] for one in self.telling}
        inside = () if self.include else _vendored(self.ground.folder)
        return (*inside, *sorted(names - needed))

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of what is worth reading, the usual one first; not of the odd document."""
        counted = Counter(one.language for one in self.telling if one.language)
        least = counted.total() / _ODD
        return tuple(code for code, times in counted.most_common() if times >= least)

    @property
    def strange(self) -> Counter[str]:
        """Status words that are not understood, and how often they stand."""
        return Counter(word for one in self.telling for word in one.strange)

    @property
    def sprints(self) -> int:
        """How many dates are told by a sprint."""
        return sum(one.sprints for one in self.telling)

    @cached_property
    def owned(self) -> Counter[str]:
        """How many open items each has, by key of person or team."""
        resolve = self.found.directory.resolve
        meant = (resolve(owner) for one in self.telling for owner in one.owners)
        return Counter(who.key for r in meant if (who := r.person or r.team))


def survey(
    path: Path,
    environ: Mapping[str, str],
    vocabulary: Vocabulary,
    *,
    today: date,
    watched: Watched = lambda seen, _: seen,
) -> Survey:
    """Return what a folder or repository is.

    Raises:
        DigestError: it cannot be listed.
    """
    ground = look(path, environ)
    with tempfile.TemporaryDirectory(prefix="digest-") as work:
        source, snapshot = opened(ground, Path(work))
        reading = documents(source, snapshot, vocabulary)
        seen = tuple(watched(reading, len(snapshot.versions)))
    kept, uncommitted = _committed(ground, seen)
    standing = seen if kept is None else kept
    owners = [owner for one in standing if one.telling for owner in one.owners]
    spoken_for = [team for one in standing if one.telling for team in one.teams]
    found = people(ground, owners, today=today, told=spoken_for)
    committed, problems = kept is not None, snapshot.problems
    return Survey(ground, standing, found, committed, uncommitted, problems)


def _committed(
    ground: Ground, seen: Sequence[Seen]
) -> tuple[tuple[Seen, ...] | None, tuple[str, ...]]:
    """Return what git has of documents, None where it has too little, and what it lacks."""
    repository = ground.repository
    if repository is None or not repository.default or not _readable(repository):
        return None, ()
    if repository.bare:
        return tuple(seen), ()
    inside = ground.directory
    tracked = _tracked(repository, f"{inside}/" if inside else "")
    kept = tuple(one for one in seen if one.path in tracked)
    lacking = [one.path for one in seen if one.telling and one.path not in tracked]
    has = sum(one.telling for one in kept)
    if directory_flaw(inside) or has <= len(lacking):
        return None, ()
    return kept, tuple(lacking)


def _readable(repository: Repository) -> bool:
    """Say whether a source can clone it: it is this user's, and its address can be written."""
    try:
        own = repository.top.stat().st_uid == os.geteuid()
    except OSError:
        return False
    place = str(repository.top)
    # The settings take a path with blanks in it where it is relative.
    return own and (url_flaw(place) is None or re.fullmatch(r"[\w./ -]+", place) is not None)


def _tracked(repository: Repository, prefix: str) -> set[str]:
    try:
        told = repository.ask("ls-tree", "-r", "-z", "--name-only", repository.default)
    except Failed:
        return set()
    paths = (raw.decode(errors="surrogateescape") for raw in told.split(b"\0"))
    return {path.removeprefix(prefix) for path in paths if path.startswith(prefix)}


def _vendored(folder: Path) -> tuple[str, ...]:
    """Return patterns for the folders of others that are there, not too deep."""
    known, found = {pattern.rstrip("/") for pattern in VENDORED}, set[str]()
    for place, inner, _ in os.walk(folder):
        found |= known.intersection(inner)
        deep = len(Path(place).relative_to(folder).parts) >= _DEEP
        inner[:] = [n for n in inner if not deep and n not in known and n[0] != "."]
    return tuple(pattern for pattern in VENDORED if pattern.rstrip("/") in found)
