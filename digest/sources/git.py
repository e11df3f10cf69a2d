"""A branch of a git repository as a source: a bare clone of our own, no work tree."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from digest.errors import Permanent, Problem, Transient
from digest.logs import Log
from digest.model.change import Touch
from digest.model.installation import Mailbox
from digest.model.place import GitPlace
from digest.ports import Draft, Snapshot, Step
from digest.sources.authors import Authors
from digest.sources.beneath import explained
from digest.sources.blobs import Ahead
from digest.sources.folder import MAX_BYTES
from digest.sources.identities import Identities
from digest.sources.listing import Listing, follow, listing
from digest.sources.past import Past
from digest.sources.program import Failed, Git, environment
from digest.sources.proposals import proposal
from digest.sources.remote import Remote
from digest.sources.select import outside, shown
from digest.sources.writing import BranchDraft, Desk

log = Log(__name__)


class GitSource:
    """Reads commits and writes them; `workdir` is ours alone."""

    def __init__(
        self,
        place: GitPlace,
        workdir: Path,
        committer: Mailbox,
        *,
        environ: Mapping[str, str] = os.environ,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._place, self._workdir, self._committer = place, workdir.absolute(), committer
        self._max_bytes = max_bytes
        self._repository = self._workdir / f"{place.name}.git"
        self._git = Git(self._repository, environment(place, environ))
        self._remote = Remote(place, self._git)
        self._ahead = Ahead(self._git)
        self._identities = Identities(self._git)
        self._authors = Authors(self._git, place.directory)
        self._listed: Listing | None = None
        self._last: Snapshot | None = None

    @property
    def name(self) -> str:
        """Return its name in the settings."""
        return self._place.name

    def snapshot(self) -> Snapshot:
        """Fetch the branch and list the files of its newest commit.

        A history that was rewritten is named among the problems, once.
        """
        with self._clone():
            tip = self._remote.tip()
            if self._last is None or self._last.revision != tip.commit:
                self._last = self._list(tip.commit).snapshot()
        if tip.left is None:
            return self._last
        told = f"the history of {tip.branch} was rewritten: {tip.left[:12]} is no part of it"
        problem = Problem(f"sources.{self.name}", 0, told, "nothing to do", "rewritten")
        log.warning(
            "history rewritten", source=self.name, branch=tip.branch, left=tip.left[:12]
        )
        last = self._last
        return Snapshot(last.revision, last.versions, (*last.problems, problem), last.unread)

    def history(self, after: str, snapshot: Snapshot) -> Iterator[Snapshot | Step]:
        """Yield the commits of the branch from one revision to a snapshot, oldest first."""
        with _local():
            selection = self._list(snapshot.revision).selection
            past = Past(self._git, self._place, self._max_bytes, selection)
            if not after or past.leads(after, snapshot.revision):
                yield from past.steps(after, snapshot.revision)

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file as it is in the snapshot's commit."""
        if outside(path):
            raise Permanent(f"{shown(path)}: leads out of its source")
        with _local():
            return self._ahead.read(path, snapshot)

    def touched(self, path: str, snapshot: Snapshot) -> Touch:
        """Return the author of the last commit that changed a file."""
        return self._authors.touch(path, snapshot.revision, snapshot.versions)

    def draft(self, reply: str, *, aside: bool = False) -> Draft:
        """Fetch, and return the branch, or one of our own beside it, to be written on."""
        desk = Desk(self._remote, self._git, self._identities, self._committer, self._max_bytes)
        with self._clone():
            if aside or self._place.proposals.always:
                return proposal(desk, reply, self._clone)
            return BranchDraft(desk, self._remote.tip(), self._clone)

    def _list(self, commit: str) -> Listing:
        git, place, most = self._git, self._place, self._max_bytes
        if self._listed is None:
            self._listed = listing(git, place, commit, max_bytes=most)
        elif self._listed.commit != commit:
            self._listed = follow(git, place, self._listed, commit, max_bytes=most)
        return self._listed

    @contextmanager
    def _clone(self) -> Iterator[None]:
        """Hold the clone for ourselves, made where it is missing."""
        repository = self._repository
        with _local(), self._opened() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (repository / "HEAD").exists() or not (repository / "refs").is_dir():
                self._git.run("init", "--quiet", "--bare", "--template=", str(repository))
            for left in (*repository.glob("*.lock"), *repository.glob("refs/tips/*.lock")):
                left.unlink()  # of a process that was killed: nobody else is here
            yield

    def _opened(self) -> IO[str]:
        try:
            self._workdir.mkdir(parents=True, exist_ok=True)
            return (self._workdir / f"{self.name}.lock").open("w")
        except OSError as problem:
            raise explained(str(self._workdir), problem) from problem


@contextmanager
def _local() -> Iterator[None]:
    """Take what git cannot do with our own clone for passing: a full disk, mostly."""
    try:
        yield
    except Failed as failed:
        told = " ".join(failed.words.split())[:300]
        raise Transient(f"git: {told} (the clone may be removed, it is made anew)") from failed
