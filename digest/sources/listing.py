"""What a source wants of one commit, followed from commit to commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.errors import Permanent, Problem
from digest.model.place import GitPlace
from digest.ports import Snapshot
from digest.sources import ignore
from digest.sources.blobs import contents
from digest.sources.program import Failed, Git
from digest.sources.select import Selection, name_flaw, outside, shown, twins
from digest.sources.tree import (
    NOTHING,
    POINTER_BYTES,
    REGULAR,
    SUBMODULE,
    Entry,
    differing,
    entries,
    is_pointer,
    sized,
)
from digest.sources.walk import MAX_FILES


@dataclass(frozen=True)
class Flaw:
    """What keeps a file from being read, and what to do."""

    message: str
    hint: str
    regular: bool = False  # a file it is: what was known of it stays


_POINTS = Flaw(
    "is a Git LFS pointer: its words are elsewhere", "keep markdown in git itself", regular=True
)


@dataclass(frozen=True)
class Listing:
    """What a source wants of one commit: what can be read, and what stands in the way."""

    commit: str
    selection: Selection
    versions: Mapping[str, str]  # path to blob, ordered by path
    flaws: Mapping[str, Flaw]
    told: tuple[Problem, ...] = ()  # of the ignore file
    since: str | None = None  # the commit it was followed from
    differing: frozenset[str] = frozenset()  # paths with another version there, or with none

    def snapshot(self) -> Snapshot:
        """Return it as everybody else sees it."""
        problems = [
            Problem(shown(path), 0, flaw.message, flaw.hint, "source")
            for path, flaw in sorted(self.flaws.items())
        ]
        unread = [p for p, f in self.flaws.items() if f.regular and name_flaw(p) is None]
        every = (*self.told, *problems, *twins(self.versions))
        return Snapshot(
            self.commit,
            self.versions,
            every,
            unread=tuple(sorted(unread)),
            since=self.since,
            differing=self.differing,
        )


def listing(git: Git, place: GitPlace, commit: str, *, max_bytes: int) -> Listing:
    """Return the files a source wants of a commit.

    Raises:
        Permanent: the commit has no such directory, or more files than anybody reads.
    """
    try:
        found = entries(git, commit, place.directory)
    except Failed as failed:
        told = f"sources.{place.name}.directory: no directory {place.directory!r}"
        raise Permanent(f"{told} in {commit[:12]} (was it renamed?)") from failed
    ignored, told_of_it = _ignored(git, found)
    selection = Selection(place.include, place.exclude, ignored)
    empty = Listing(commit, selection, {}, {}, told_of_it)
    return _with(git, empty, found, max_bytes=max_bytes)


def follow(
    git: Git, place: GitPlace, before: Listing, commit: str, *, max_bytes: int
) -> Listing:
    """Return the files of a commit by what differs from another; as `listing`, but sooner."""
    trees = [f"{one}:{place.directory}" for one in (before.commit, commit)]
    try:
        found = differing(git, *trees)
    except Failed:  # the directory came or went, or the old commit is gone
        return listing(git, place, commit, max_bytes=max_bytes)
    if any(one.path == ignore.NAME for one in found):
        return listing(git, place, commit, max_bytes=max_bytes)
    paths = {one.path for one in found}
    versions, flaws = dict(before.versions), dict(before.flaws)
    for path in paths:
        versions.pop(path, None)
        flaws.pop(path, None)
    kept = Listing(commit, before.selection, versions, flaws, before.told)
    wants = kept.selection.wants
    files = [one for one in found if one.mode in REGULAR and wants(one.path)]
    others = [one for one in found if one.mode not in (*REGULAR, NOTHING)]
    now = _with(git, kept, [*others, *sized(git, files)], max_bytes=max_bytes)
    known = (before.versions, now.versions)
    apart = frozenset(path for path in paths if any(path in some for some in known))
    return replace(now, since=before.commit, differing=apart)


def _with(git: Git, before: Listing, found: Sequence[Entry], *, max_bytes: int) -> Listing:
    """Return a listing with more entries, or with others."""
    wants = before.selection.wants
    wanted = [one for one in found if one.mode == SUBMODULE or wants(one.path)]
    flaws = {one.path: _flaw(one, max_bytes) for one in wanted}
    small = [o.blob for o in wanted if flaws[o.path] is None and o.size <= POINTER_BYTES]
    pointers = {blob for blob, raw in contents(git, small).items() if is_pointer(raw)}
    flaws |= {one.path: _POINTS for one in wanted if one.blob in pointers}
    versions = {**before.versions, **{o.path: o.blob for o in wanted if not flaws[o.path]}}
    if len(versions) > MAX_FILES:
        raise Permanent(f"{before.commit}: more than {MAX_FILES:,} files (narrow `include`)")
    return replace(
        before,
        versions=dict(sorted(versions.items())),
        flaws={**before.flaws, **{path: flaw for path, flaw in flaws.items() if flaw}},
    )


def _ignored(git: Git, found: Sequence[Entry]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    own = [one for one in found if one.path == ignore.NAME and one.mode in REGULAR]
    raw = contents(git, [one.blob for one in own if one.size <= ignore.MAX_BYTES])
    return ignore.patterns(b"".join(raw.values()))


def _flaw(one: Entry, max_bytes: int) -> Flaw | None:
    """Return what keeps a file from being read."""
    if one.mode == SUBMODULE:
        return Flaw("is a submodule: it is not read", "make it a source of its own")
    if one.mode not in REGULAR:
        return Flaw("is a link: it is not followed", "name the file it leads to")
    if outside(one.path):
        return Flaw("leads out of its source", "rename it")
    if told := name_flaw(one.path):
        return Flaw(told, "rename it")
    if one.size > max_bytes:
        told = f"has {one.size:,} bytes, more than {max_bytes:,} are not read"
        return Flaw(told, "split it or exclude it", regular=True)
    return None
