"""What a rule says, where it says so, and how it may be mended."""

from dataclasses import dataclass
from enum import StrEnum

from digest.markdown.splice import Splice


class Severity(StrEnum):
    """How much a finding weighs; `advice` alone fails nothing unless that is asked for."""

    ADVICE = "advice"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """Return a number that is larger for what weighs more."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Place:
    """Where in a file: lines and columns are 1-based, columns count characters.

    `end_column` is the one after the last character.  Columns are 0 where the whole line is
    meant, and the line is 0 where the whole file is.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True)
class Remark:
    """What a rule says of one place; `fix` are splices that mend it beyond doubt."""

    place: Place
    message: str
    hint: str
    fix: tuple[Splice, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A remark with the rule that made it."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    fix: tuple[Splice, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Return what findings are sorted by."""
        return self.place.path, self.place.line, self.place.column, self.code
