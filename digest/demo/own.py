"""A demo of somebody's own documents: a copy of them with their history, and their people.

Everybody gets a made-up address at the demo's domain.  The documents themselves and their
repository are only read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.demo.cast import DOMAIN, Cast
from digest.demo.history import Commit, commit_all
from digest.demo.settings import PEOPLE, SETTINGS, people_text, settings_text
from digest.errors import DigestError, UsageError
from digest.glance.service import Looked, looked_at
from digest.glance.wish import Wish
from digest.model.change import Touch
from digest.model.directory import Directory, Person, Team
from digest.ports import Snapshot, Source, Step
from digest.sources.worktree import WorktreeSource
from digest.workflow.overview import Overview, overview

REPOSITORY = "documents"
_MOST = 24  # people who take part, those with most to do first; the page lists 40 mails
_STAND_IN = Person("a-colleague", "A Colleague", "")
_FOUND = Touch(datetime.min.replace(tzinfo=UTC), "As it was found")


def copy(path: Path, root: Path, texts: Path, *, now: datetime) -> Cast:
    """Copy what stands at a path below `root`, and write the settings it is shown with.

    Settings and people are texts as the sample has them: a start fills its addresses in.

    Raises:
        UsageError: nothing there is anybody's, or it cannot be read.
    """
    with looked_at(Wish(path, None, now, recalls=False)) as looked:
        known = looked.world.installation.directory
        people = _people(known, overview(looked.world, now.astimezone().date()))
        if not people:
            raise UsageError(f"{path}: nobody owns anything there, so there is nobody to play")
        player, colleague, *_ = (*people, _STAND_IN)
        cast = {person.key: person for person in (*people, colleague)}
        everyone = Directory(cast, _teams(known, cast))
        commits = _Copy(looked, everyone).commits()
        commit_all(root / f"{REPOSITORY}.git", commits, apart=timedelta())
    texts.mkdir(parents=True)
    (texts / SETTINGS).write_text(settings_text(path, REPOSITORY), encoding="utf-8")
    (texts / PEOPLE).write_text(people_text(everyone), encoding="utf-8")
    return Cast(player.key, colleague.key, player.key, REPOSITORY, "", str(path.resolve()))


def _people(directory: Directory, found: Overview) -> list[Person]:
    """Return who takes part, who has most to do first."""
    busy = [share.owner for share in found.shares if isinstance(share.owner, Person)]
    others = [person for person in directory.people.values() if person not in busy]
    return [person for person in (*busy, *others) if not person.left][:_MOST]


def _teams(directory: Directory, people: Mapping[str, Person]) -> dict[str, Team]:
    """Return the teams, as far as their members take part."""
    found = {}
    for team in directory.teams.values():
        members = tuple(key for key in team.members if key in people)
        if members:
            lead = team.lead if team.lead in people else None
            found[team.key] = replace(team, members=members, lead=lead)
    return found


@dataclass
class _Copy:
    """What was read of a path, told once more as commits of the demo's people."""

    looked: Looked
    everyone: Directory

    def commits(self) -> Iterator[Commit]:
        """Yield the history of the files, and what stands there and was never committed."""
        source = self._source()
        snapshot, known = source.snapshot(), dict[str, str]()
        for found in source.history("", snapshot):
            step = self._whole(source, found) if isinstance(found, Snapshot) else found
            files = dict(_read(step.versions, step.read))
            gone = tuple(path for path in step.removed if path not in files)
            known = {path: v for path, v in known.items() if path not in gone}
            known |= {path: step.versions[path] for path in files}
            yield from self._told(step, files, gone)
        last = self._whole(source, snapshot)
        changed = {path: v for path, v in last.versions.items() if known.get(path) != v}
        gone = tuple(path for path in known if path not in last.versions)
        yield from self._told(last, dict(_read(changed, last.read)), gone)

    def _source(self) -> Source:
        source = self.looked.world.sources[self.looked.source]
        return replace(source, recalls=True) if isinstance(source, WorktreeSource) else source

    def _whole(self, source: Source, snapshot: Snapshot) -> Step:
        """Return all files of a moment as one step, as old as its newest file."""
        now = self.looked.world.clock.now()
        times = (source.touched(path, snapshot).at for path in snapshot.versions)
        at = min(max(times, default=now), now)
        touch = replace(_FOUND, at=at)
        return Step(
            snapshot.revision,
            at,
            snapshot.versions,
            (),
            read=lambda path: source.read(path, snapshot),
            touched=lambda _: touch,
        )

    def _told(
        self, step: Step, files: Mapping[str, bytes], gone: tuple[str, ...]
    ) -> Iterator[Commit]:
        paths = [*files, *gone]
        if not paths:
            return
        touch = step.touched(paths[0])
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        yield Commit(
            author=self._author(touch),
            at=min(step.at, self.looked.world.clock.now()).isoformat(),
            subject=f"{paths[0]}{more}",
            added=files,
            removed=gone,
        )

    def _author(self, touch: Touch) -> str:
        """Return a name and an address that is nobody's."""
        known = self.looked.world.installation.directory.by_mail(touch.mail)
        person = self.everyone.people.get(known.key) if known else None
        name = "".join(c for c in touch.author if c.isprintable() and c not in "<>").strip()
        return f"{name or 'Somebody'} <{person.key if person else 'somebody'}@{DOMAIN}>"


def _read(versions: Iterable[str], read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    for path in versions:
        try:
            yield path, read(path)
        except DigestError:  # it cannot be read, so it is no part of the demo
            continue
