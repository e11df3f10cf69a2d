"""Who last changed a file in git, and when."""

import secrets
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import UTC, datetime

from digest.errors import Transient
from digest.model.change import Touch
from digest.sources.program import Failed, Git
from digest.sources.select import shown

_FEW = 8  # files asked one by one before the whole log is read
_COMMITS = 20_000  # of that log
_FORMAT = "%x1f%H%x1f%ct%x1f%an%x1f%ae"
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Authors:
    """Answers for one revision at a time; many questions are answered from one log."""

    git: Git
    directory: str = ""
    _revision: str = ""
    _asked: int = 0
    _known: dict[str, Touch] = field(default_factory=dict)

    def touch(self, path: str, revision: str, paths: Container[str]) -> Touch:
        """Return the last change of a path up to a revision; `paths` may be asked for next.

        Raises:
            Transient: the revision knows nothing of it.
        """
        if revision != self._revision:
            self._revision, self._asked, self._known = revision, 0, {}
        self._asked += 1
        if self._asked == _FEW:
            self._read_log(paths)
        if path not in self._known:
            self._known[path] = self._last(path)
        return self._known[path]

    def _last(self, path: str) -> Touch:
        where = f"{self.directory}/{path}" if self.directory else path
        told = self._log(f"--format={_FORMAT}", "-1", self._revision, "--", where)
        if not told:
            raise Transient(f"{shown(path)}: no commit up to {self._revision[:12]} has it")
        return _touch(told.rstrip(b"\n"))

    def _read_log(self, paths: Container[str]) -> None:
        mark = secrets.token_hex(16)  # no file can be named so as to pass for a commit
        where = ("--", self.directory) if self.directory else ()
        told = self._log(
            "-z", "--no-renames", "--name-only", f"--format={mark}{_FORMAT}",
            f"-{_COMMITS}", self._revision, *where,
        )  # fmt: skip
        prefix, begins, head, first = f"{self.directory}/", mark.encode(), b"", False
        for token in told.split(b"\0"):
            if token.startswith(begins):
                head, first = token.removeprefix(begins), True
                continue
            name = token.removeprefix(b"\n") if first else token
            path, first = name.decode(errors="surrogateescape"), False
            path = path.removeprefix(prefix) if self.directory else path
            if path and path in paths and path not in self._known:
                self._known[path] = _touch(head)

    def _log(self, *arguments: str) -> bytes:
        try:
            return self.git.run("log", "--no-show-signature", "--no-color", *arguments)
        except Failed as failed:
            raise Transient(f"git log: {failed.words[:200]}") from failed


def _touch(told: bytes) -> Touch:
    _, commit, at, author, mail = told.decode(errors="replace").split("\x1f", 4)
    return Touch(moment(at), author, mail, commit)


def moment(seconds: str) -> datetime:
    """Return a commit's time; it may claim any year, and one that cannot be is 1970."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return _FIRST
