"""What a branch went through, commit by commit.

Only what the branch itself was counts: of a merge, what it changed of its first parent.  Who
wrote those lines is asked of the commits that were merged.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from digest.errors import Permanent, Transient
from digest.model.change import Touch
from digest.model.place import GitPlace
from digest.ports import Snapshot, Step
from digest.sources import log, tree
from digest.sources.course import Course, Version, surveyed
from digest.sources.listing import listing
from digest.sources.program import Failed, Git
from digest.sources.select import Selection, name_flaw, outside, shown
from digest.sources.stream import Blobs, blobs

_MERGED = 50_000  # commits on merged branches that are asked who wrote what


@dataclass(frozen=True)
class Past:
    """The history of one source."""

    git: Git
    place: GitPlace
    max_bytes: int
    selection: Selection  # as it is now: what is ignored today has no history

    def steps(self, after: str, tip: str) -> Iterator[Snapshot | Step]:
        """Yield what led to a commit, oldest first; see `digest.ports.Source.history`."""
        where = ("--", self.place.directory) if self.place.directory else ()
        chosen = (_between(after, tip), *where)
        course = surveyed(self.git, self.place.depth, self._wanted, chosen)
        if course.cut:
            with suppress(Permanent):  # the directory was not there yet
                cut = listing(self.git, self.place, course.cut, max_bytes=self.max_bytes)
                yield cut.snapshot()
        if not course.commits:
            return
        writers = self._writers(course, chosen)
        chosen = (_between(course.cut or after, tip), *where)
        walk = log.commits(self.git, "--first-parent", "--reverse", "-M", *chosen)
        with closing(walk), blobs(self.git) as contents:
            told = (commit for commit in walk if commit.id in course.commits)
            for number, commit in enumerate(told, 1):
                step = self._step(commit, writers, contents)
                yield replace(step, number=number, of=len(course.commits))

    def leads(self, after: str, tip: str) -> bool:
        """Return whether the branch itself, not what was merged into it, was at `after`."""
        try:
            between = self.git.run(
                "rev-list", "--first-parent", "--parents", "--end-of-options",
                f"{after}..{tip}", "--",
            )  # fmt: skip
        except Failed:  # it is not in the clone: the branch was rewritten, or this is another
            return False
        _, parent, *_ = *between.decode().rstrip("\n").rpartition("\n")[2].split(" "), "", ""
        return parent == after

    def _relative(self, path: str) -> str:
        return path.removeprefix(f"{self.place.directory}/") if self.place.directory else path

    def _wanted(self, path: str) -> bool:
        return self.selection.wants(self._relative(path))

    def _writers(self, course: Course, chosen: tuple[str, ...]) -> dict[Version, Touch]:
        """Return who wrote what merges brought, by the commits that were merged."""
        found: dict[Version, Touch] = {}
        if course.merged:
            # Without --full-history git leaves out a branch that was merged as it was.
            told = ("--no-merges", "--full-history", "--no-renames", f"-{_MERGED}", *chosen)
            with closing(log.commits(self.git, *told)) as walk:
                for commit in walk:
                    for entry in commit.entries:
                        version = (entry.path, entry.blob)
                        if version in course.merged:
                            found.setdefault(version, commit.touch())
        return found

    def _step(self, commit: log.Commit, writers: dict[Version, Touch], contents: Blobs) -> Step:
        versions: dict[str, str] = {}
        removed, renamed, touches = list[str](), dict[str, str](), dict[str, Touch]()
        for entry in commit.entries:
            path, before = self._relative(entry.path), self._relative(entry.before)
            touches[path] = touches[before] = _written(commit, entry, writers)
            if before and self.selection.wants(before):
                removed.append(before)
            if not self.selection.wants(path):
                continue
            if entry.mode not in tree.REGULAR:
                removed.append(path)
            elif not outside(path) and name_flaw(path) is None:
                versions[path] = entry.blob
                renamed |= {path: before} if before in removed else {}
        return Step(
            revision=commit.id,
            at=commit.at,
            versions=versions,
            removed=tuple(removed),
            read=lambda path: self._read(contents, path, versions[path]),
            touched=lambda path: touches.get(path) or commit.touch(),
            renamed=renamed,
        )

    def _read(self, contents: Blobs, path: str, blob: str) -> bytes:
        raw = contents.read(blob, self.max_bytes)
        if raw is None:
            raise Transient(f"{shown(path)}: {blob[:12]} is not in the clone")
        if len(raw) > self.max_bytes:
            raise Permanent(f"{shown(path)}: has more than {self.max_bytes:,} bytes (split it)")
        if tree.is_pointer(raw):
            raise Permanent(f"{shown(path)}: is a Git LFS pointer: its words are elsewhere")
        return raw


def _between(after: str, tip: str) -> str:
    return f"{after}..{tip}" if after else tip


def _written(commit: log.Commit, entry: log.Entry, writers: dict[Version, Touch]) -> Touch:
    """Return who wrote a version: merged lines are their author's, as of the merge."""
    touch = commit.touch()
    writer = writers.get((entry.path, entry.blob))
    return replace(touch, author=writer.author, mail=writer.mail) if writer else touch
