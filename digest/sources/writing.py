"""A branch of a repository as a reply finds it, to be written on with one commit."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from typing import Protocol

from digest.errors import Permanent, Transient
from digest.model.installation import Mailbox
from digest.ports import Landed, Note, Rewritten
from digest.sources import tree
from digest.sources.blobs import contents
from digest.sources.commit import Message, blob, commit
from digest.sources.identities import Identities
from digest.sources.program import Git
from digest.sources.remote import Moved, Remote, Tip
from digest.sources.select import outside, shown
from digest.sources.stale import stale

_TRIES = 5  # pushes, while others push too


@dataclass(frozen=True)
class Desk:
    """What writing on a repository needs."""

    remote: Remote
    git: Git
    identities: Identities
    service: Mailbox  # the committer
    max_bytes: int

    def read(self, path: str, at: str) -> bytes:
        """Return a file of a commit."""
        entry = self._entry(path, at)
        if entry is None:
            raise Transient(f"{shown(path)}: is not in {at[:12]}")
        if entry.size > self.max_bytes:
            raise Permanent(f"{path}: has more than {self.max_bytes:,} bytes (split it)")
        return contents(self.git, [entry.blob]).get(entry.blob, b"")

    def entries(self, files: Sequence[Rewritten], at: str) -> list[tree.Entry]:
        """Return the files as they are to be, where exactly what was read stands."""
        return [self._rewritten(each, at) for each in files]

    def message(self, note: Note, tip: str) -> Message:
        """Return what a commit on top of a tip says of itself."""
        habits = self.remote.place.commits
        author = self.identities.of(note.by, tip, self.service, habits)
        return Message(
            note.subject, author, self.service, note.at, note.body, note.trailers, habits
        )

    def push(self, made: str, tip: Tip) -> None:
        """Move a branch; one that moved already to where we want it counts as moved by us."""
        try:
            self.remote.push(made, tip)
        except Transient:
            # The line may have gone down after the remote took it: look before saying no.
            now = self.remote.heads().branches.get(tip.branch, "")
            if not now or not self.remote.holds(made, self.remote.fetch(tip.branch, now)):
                raise

    def _rewritten(self, each: Rewritten, at: str) -> tree.Entry:
        entry = self._entry(each.path, at)
        if entry is None:
            raise stale(each.path, each.seen, b"")
        found = contents(self.git, [entry.blob]).get(entry.blob, b"")
        if found != each.seen:
            raise stale(each.path, each.seen, found)
        return replace(entry, blob=blob(self.git, each.new))

    def _entry(self, path: str, at: str) -> tree.Entry | None:
        directory = self.remote.place.directory
        if outside(path):
            raise Permanent(f"{shown(path)}: leads out of its source")
        entry = tree.entry(self.git, at, f"{directory}/{path}" if directory else path)
        if entry and entry.mode not in tree.REGULAR:
            raise Permanent(f"{path}: is a link or submodule there (it is not written)")
        return entry


class Hold(Protocol):
    """Keeps the clone for ourselves while something is done with it."""

    def __call__(self) -> AbstractContextManager[None]:
        """Return what holds it."""


@dataclass(frozen=True)
class BranchDraft:
    """The branch itself: what lands there is what the source says from then on."""

    desk: Desk
    tip: Tip
    hold: Hold
    aside: bool = False
    ahead: bool = False

    def read(self, path: str) -> bytes:
        """Return a file as the branch has it."""
        with self.hold():
            return self.desk.read(path, self.tip.commit)

    def waits(self, branch: str) -> bool:  # noqa: ARG002 - see ports.Draft
        """Return False: nothing of ours waits while all of it lands."""
        return False

    def land(self, files: Sequence[Rewritten], note: Note) -> Landed:
        """Push one commit with all files; a branch that moved on elsewhere takes it on top."""
        desk, tip = self.desk, self.tip
        with self.hold():
            for _ in range(_TRIES):
                entries = desk.entries(files, tip.commit)
                message = desk.message(note, tip.commit)
                made = commit(desk.git, [tip.commit], tip.commit, entries, message)
                with suppress(Moved):
                    desk.push(made, tip)
                    return Landed(made)
                tip = desk.remote.tip()
        told = f"sources.{desk.remote.place.name}.branch: it moved on at each of {_TRIES} tries"
        raise Transient(f"{told} (it is tried again)")
