"""The other side of a git source: which branches it has, fetching one, pushing to it."""

import re
from dataclasses import dataclass
from hashlib import sha256

from digest.errors import Closed, DigestError, Permanent, Transient
from digest.model.place import GitPlace
from digest.sources.program import REMOTE_SECONDS, Failed, Git
from digest.sources.select import shown

_LISTED = 10  # branches an error names
_LONGEST = 400  # characters of a remote's words
_MOVED = re.compile(
    r"\((?:fetch first|non-fast-forward|stale info|failed to update ref|failed to lock|"
    r"cannot lock ref|incorrect old value)"
)
_FINAL = re.compile(
    r"authentication failed|permission denied|could not read (?:username|password)|not found|"
    r"does not appear to be a git repository|host key verification failed|not allowed|"
    r"error: 40[134]|denied to|read-?only|declined|protected|access denied|unauthorized|"
    r"dubious ownership|terminal prompts disabled|prohibited|\[remote rejected\]",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\[remote rejected\]|\bdeclined\b|protected", re.IGNORECASE)
_PASSING = re.compile(
    r"internal server error|timed? ?out|temporar|unavailable|unpacker error", re.IGNORECASE
)


@dataclass(frozen=True)
class Heads:
    """What a remote has: the branch its HEAD names, and the newest commit of every branch."""

    head: str | None
    branches: dict[str, str]


@dataclass(frozen=True)
class Tip:
    """The newest commit of the branch; `left` is one we had that is no part of it any more."""

    branch: str
    commit: str
    left: str | None = None


class Moved(Exception):
    """The branch is not where it was."""


@dataclass(frozen=True)
class Remote:
    """What can be asked of the remote of one source."""

    place: GitPlace
    git: Git

    def tip(self, heads: "Heads | None" = None) -> Tip:
        """Fetch what is new, and return the newest commit.

        Raises:
            Transient: the remote cannot be reached.
            Permanent: it has no such branch, or refuses us.
        """
        known = heads or self.heads()
        branch = self._branch(known.head, known.branches)
        had = self._commit(_ref(branch))
        now = self.fetch(branch, known.branches[branch])
        kept = had is None or had == now or self.holds(had, now)
        return Tip(branch, now, None if kept else had)

    def fetch(self, branch: str, commit: str) -> str:
        """Fetch a branch whose newest commit was this one, and return what it is now."""
        ref = _ref(branch)
        had = self._commit(ref)
        if had == commit:
            return commit
        # A remote may be shallow itself: then its past begins where it does there.
        flags = ("--quiet", "--no-tags", "--update-shallow")
        self._ask("fetch", *flags, "--", self.place.url, f"+refs/heads/{branch}:{ref}")
        now = self._commit(ref)
        if now is None:
            raise Transient(self._told("url", f"{branch!r} did not arrive"))
        return now

    def holds(self, commit: str, tip: str) -> bool:
        """Return whether a commit is part of what leads to a tip."""
        try:
            self.git.run("merge-base", "--is-ancestor", commit, tip)
        except Failed:
            return False
        return True

    def push(self, commit: str, tip: Tip) -> None:
        """Move a branch from the tip to a commit made on top of it, or not at all.

        A tip without a commit is a branch that is not there yet.

        Raises:
            Moved: the branch is not at the tip.
            Closed: it is protected, or a hook said no.
        """
        where = f"refs/heads/{tip.branch}"
        lease = f"--force-with-lease={where}:{tip.commit}"  # compare and set; never a rewind
        arguments = ("--porcelain", "--no-verify", lease, "--", self.place.url)
        try:
            self._ask("push", *arguments, f"{commit}:{where}")
        except Failed as failed:
            raise Moved from failed
        self.git.run("update-ref", _ref(tip.branch), commit)

    def _ask(self, command: str, *arguments: str) -> bytes:
        try:
            return self.git.run(command, *arguments, seconds=REMOTE_SECONDS)
        except Failed as failed:
            told = failed.told.decode(errors="replace")
            if command == "push" and _MOVED.search(told):
                raise
            raise self._refused(told, failed) from failed

    def _refused(self, told: str, failed: Failed) -> DigestError:
        rejected = "\n".join(line for line in told.split("\n") if line.startswith("!"))
        words = _clean(f"{failed.words}\n{rejected}", self.place.password)
        if _CLOSED.search(rejected) and not _PASSING.search(rejected):
            proposals = self.place.proposals
            aside = proposals.forge is not None and not proposals.always
            return Closed(self._told("url", f"the remote refused: {words}"), aside=aside)
        if _FINAL.search(words) and not _PASSING.search(rejected):
            return Permanent(self._told("url", f"the remote refused: {words}"))
        return Transient(self._told("url", words))

    def heads(self) -> Heads:
        """Ask the remote which branches it has.

        Raises:
            Transient: it cannot be reached.
            Permanent: it refuses us.
        """
        told = self._ask("ls-remote", "--symref", "--", self.place.url, "HEAD", "refs/heads/*")
        head, branches = None, {}
        for line in told.decode(errors="surrogateescape").split("\n"):
            what, _, name = line.partition("\t")
            if name == "HEAD" and what.startswith("ref: refs/heads/"):
                head = what.removeprefix("ref: refs/heads/")
            elif name.startswith("refs/heads/"):
                branches[name.removeprefix("refs/heads/")] = what
        return Heads(head, branches)

    def _branch(self, head: str | None, branches: dict[str, str]) -> str:
        if not branches:
            raise Permanent(self._told("url", "the repository has no branch yet (push one)"))
        wanted = self.place.branch or head or min(branches)
        if wanted not in branches:
            names = sorted(branches, key=lambda name: (name not in ("main", "master"), name))
            more = ", …" if len(names) > _LISTED else ""
            listed = ", ".join(shown(name) for name in names[:_LISTED]) + more
            raise Permanent(
                self._told("branch", f"no such branch {wanted!r} (remote has: {listed})")
            )
        return wanted

    def _commit(self, ref: str) -> str | None:
        try:
            return (
                self.git.run("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
                .decode()
                .strip()
            )
        except Failed:
            return None

    def _told(self, key: str, message: str) -> str:
        return f"sources.{self.place.name}.{key}: {message}"


def _ref(branch: str) -> str:
    """Return where we keep a branch: `a` and later `a/b` must not stand in each other's way."""
    return f"refs/tips/{sha256(branch.encode(errors='surrogateescape')).hexdigest()[:16]}"


def _clean(words: str, password: str) -> str:
    """Return a remote's words on one line, without advice and without credentials."""
    lines = [line.strip() for line in words.split("\n") if not line.startswith("hint:")]
    told = re.sub(r"://[^/@\s]+@", "://", " ".join(line for line in lines if line))
    if password:
        told = told.replace(password, "…")
    return re.sub(r"[^\x20-\x7e\xa0-\uffff]+", " ", told)[:_LONGEST]
