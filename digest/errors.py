"""Every error the service raises on purpose."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.sentence import Sentence


class DigestError(Exception):
    """Base of all deliberate errors; anything else is a bug."""


class Transient(DigestError):
    """May succeed later: the ledger says when it is tried next."""


class Unsettled(Transient):
    """One file is being changed as we look; nothing is wrong with the others."""


class Permanent(DigestError):
    """Will never succeed as asked: record it, tell someone, do not retry."""


class Closed(Permanent):
    """A branch takes nothing from us: it is protected, or a hook of its host said no.

    `aside`: a branch of our own may be tried instead.
    """

    def __init__(self, told: str, *, aside: bool = False) -> None:
        self.aside = aside
        super().__init__(told)


def reason(error: OSError) -> str:
    """Return what the system says of a path, without numbers and without the path again."""
    if isinstance(error, FileExistsError):  # of a folder that is to be made
        return "there is a file of that name"
    return (error.strerror or str(error)).lower()


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a person's file, as an editor would print it.

    Problems are values, not exceptions: one bad line must not hide the file's good ones.
    """

    path: str
    line: int  # 1-based; 0 where no single line is to blame
    message: str
    hint: str = ""
    rule: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}: {self.message}{hint}"


class StaleEdit(Permanent):
    """The file changed under us: the bytes to replace are no longer there."""

    def __init__(self, path: str, line: int, expected: bytes, found: bytes) -> None:
        self.path, self.line, self.expected, self.found = path, line, expected, found
        super().__init__(f"{path}:{line}: expected {expected!r}, found {found!r}")


class Refusal(Permanent):
    """A command that was understood and cannot be done; the text is for the person.

    `stands` is the line of the file as it is now, empty where there is none to show.
    """

    def __init__(
        self, reason: Sentence, *, path: str = "", line: int = 0, stands: str = ""
    ) -> None:
        self.reason, self.path, self.line, self.stands = reason, path, line, stands
        super().__init__(f"{path}:{line}: {reason}" if path else reason)


class UsageError(DigestError):
    """A person's mistake in a command or in the settings: shown without a traceback.

    All mistakes found are reported at once, one line each.
    """

    def __init__(self, lines: str | Sequence[str]) -> None:
        self.lines = (lines,) if isinstance(lines, str) else tuple(lines)
        super().__init__("\n".join(self.lines))
