"""Replies proposed on branches of our own: one for each reply, or one for all until merged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.errors import Permanent, Unsettled
from digest.model.ids import checksum
from digest.ports import Landed, Note, Rewritten
from digest.sources import tree
from digest.sources.authors import moment
from digest.sources.commit import Message, commit
from digest.sources.forges import open_forge
from digest.sources.merging import merged
from digest.sources.program import Failed
from digest.sources.remote import Heads, Moved, Tip
from digest.sources.writing import Desk, Hold

PREFIX = "digest/"
_BRANCHES = 100  # rolling ones that contradict the branch and wait for somebody
_ID = 12  # characters of a reply's id
_SHOWN = 200  # changes that a request lists
_WHY = (
    "Asked for by mail. Items change when this is merged;"
    " to decline, close it and delete its branch."
)


def proposal(desk: Desk, reply: str, hold: Hold) -> "ProposalDraft":
    """Return the branch on which a reply is proposed, as it is or will be."""
    heads = desk.remote.heads()
    main = desk.remote.tip(heads)
    if desk.remote.place.proposals.rolling:
        branch, base = _rolling(desk, heads, main)
    else:
        # The id is that of the whole mail: nobody can choose a branch's name.
        name = f"{PREFIX}reply-{checksum(reply.encode())[:_ID]}"
        branch, base = _begun(desk, heads, main, name) or (Tip(name, ""), main.commit)
    return ProposalDraft(desk, main, heads, branch, base, hold)


def _begun(desk: Desk, heads: Heads, main: Tip, name: str) -> tuple[Tip, str] | None:
    """Return a branch that is there already, and the commit to write on; None: it is not.

    Where it was merged, even if squashed, that is what the main branch has now.
    """
    if name not in heads.branches:
        return None
    found = desk.remote.fetch(name, heads.branches[name])
    if desk.remote.holds(found, main.commit):
        return Tip(name, found), main.commit
    if _taken(desk, found, main.commit):
        now = desk.git.run("rev-parse", f"{main.commit}^{{tree}}").decode().strip()
        return Tip(name, found), _merge(desk, (found, main), now)
    return Tip(name, found), found


def _rolling(desk: Desk, heads: Heads, main: Tip) -> tuple[Tip, str]:
    """Return the branch for all replies, brought up to date with what it goes into.

    One that contradicts it by now is left to whoever merges, and another is begun.
    """
    for number in range(1, _BRANCHES + 1):
        name = f"{PREFIX}replies" + (f"-{number}" if number > 1 else "")
        begun = _begun(desk, heads, main, name)
        if begun is None:
            return Tip(name, ""), main.commit
        branch, base = begun
        if desk.remote.holds(main.commit, base):
            return begun
        both = merged(desk.git, base, main.commit)
        if both is not None:
            return branch, _merge(desk, (base, main), both)
    raise Permanent(
        f"sources.{desk.remote.place.name}: {_BRANCHES} branches {PREFIX}replies… wait"
        " (merge or delete some)"
    )


def _merge(desk: Desk, both: tuple[str, Tip], made: str) -> str:
    ours, main = both
    told = desk.git.run("log", "-1", "--format=%ct", main.commit)
    at = moment(told.decode().strip())
    message = Message(f"Merge {main.branch}", desk.service, desk.service, at)
    message = replace(message, habits=desk.remote.place.commits)
    return commit(desk.git, [ours, main.commit], made, [], message)


def _taken(desk: Desk, branch: str, main: str) -> bool:
    """Return whether all that a branch changed is in the main branch, whoever put it there."""
    try:
        base = desk.git.run("merge-base", branch, main).decode().strip()
    except Failed:
        return False
    changed = tree.differing(desk.git, base, branch)
    left = {(one.path, one.blob) for one in tree.differing(desk.git, main, branch)}
    return bool(changed) and not any((one.path, one.blob) in left for one in changed)


@dataclass(frozen=True)
class ProposalDraft:
    """A branch beside the one a source is read from; somebody merges it, or does not."""

    desk: Desk
    main: Tip
    heads: Heads
    branch: Tip
    base: str  # the commit to write on
    hold: Hold
    aside: bool = True

    @property
    def ahead(self) -> bool:
        """True where something waits on this branch."""
        return bool(self.branch.commit) and self.waits(self.branch.branch)

    def read(self, path: str) -> bytes:
        """Return a file as it is with what was proposed on this branch before."""
        with self.hold():
            return self.desk.read(path, self.base)

    def waits(self, branch: str) -> bool:
        """Return whether a branch is there and not merged."""
        tip = self.heads.branches.get(branch)
        if tip is None or self.desk.remote.holds(tip, self.main.commit):
            return False
        return not _taken(self.desk, tip, self.main.commit)

    def land(self, files: Sequence[Rewritten], note: Note) -> Landed:
        """Push one commit with all files to the branch, and have its request opened."""
        with self.hold():
            made = self._push(files, note) if files else self.branch.commit or self.base
            landed = Landed(made, self.branch.branch)
            forge = self.desk.remote.place.proposals.forge
            if forge is None:
                return landed
            title, body = self._words(made, note)
        try:
            request = open_forge(forge).propose(
                self.branch.branch, self.main.branch, title=title, body=body
            )
        except Permanent as problem:  # the branch is there: nothing is lost
            return replace(landed, trouble=str(problem))
        return replace(landed, url=request)

    def _push(self, files: Sequence[Rewritten], note: Note) -> str:
        desk = self.desk
        entries = desk.entries(files, self.base)
        message = desk.message(note, self.main.commit)
        made = commit(desk.git, [self.base], self.base, entries, message)
        try:
            desk.push(made, self.branch)
        except Moved:
            raise Unsettled(f"{self.branch.branch} moved on (it is tried again)") from None
        return made

    def _words(self, made: str, note: Note) -> tuple[str, str]:
        """Return title and body of the request, of all that its branch proposes."""
        if not self.desk.remote.place.proposals.rolling:
            return note.subject, f"{note.body}\n\n{_WHY}"
        flags = ("--reverse", "--no-merges", "--no-show-signature", "--format=%b")
        told = self.desk.git.run("log", *flags, f"{self.main.commit}..{made}")
        lines = told.decode(errors="replace").splitlines()
        changes = [line for line in lines if line.startswith("- ")]
        more = f"\n- … {len(changes) - _SHOWN} before them" if len(changes) > _SHOWN else ""
        title = f"Replies by mail: {len(changes)} change{'' if len(changes) == 1 else 's'}"
        return title, "\n".join(changes[-_SHOWN:]) + more + f"\n\n{_WHY}"
