"""A table of a settings file that collects every mistake instead of stopping at the first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True)
class Stray:
    """A key that its table does not know: where it is told of, where it stands."""

    at: int  # index in the lines of findings
    file: str
    table: str  # dotted, empty at the top
    key: str


@dataclass
class Findings:
    """Everything wrong so far, and every key that was asked for (names as `*`)."""

    lines: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    strays: list[Stray] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """Values by key.  A parser returns a value or raises ValueError with what is wrong."""

    file: str
    raw: Mapping[str, object]
    findings: Findings
    key: str = ""  # dotted, as a person would write it
    pattern: str = ""  # the same with * for names
    _asked: set[str] = field(default_factory=set)

    def get(self, key: str, parse: Callable[[object], T], default: D) -> T | D:
        """Return a value, or the default where it is absent or wrong."""
        self._ask(key)
        return self._parsed(key, parse, default) if key in self.raw else default

    def need(self, key: str, parse: Callable[[object], T], stand_in: T, example: str) -> T:
        """Return a value that must be there; the stand-in is never used, for loading fails."""
        if key not in self.raw:
            self.bad(key, f"is missing (write {key} = {example})")
        return self.get(key, parse, stand_in)

    def table(self, key: str) -> "Table":
        """Return an inner table, empty where it is absent."""
        self._ask(key)
        return self._inner(key, _join(self.pattern, key))

    def tables(self, key: str) -> Iterator[tuple[str, "Table"]]:
        """Return the named tables beneath a key, such as one for each person."""
        found = self.table(key)
        for name in found.raw:
            yield name, found._inner(name, _join(found.pattern, "*"))  # noqa: SLF001 - our own

    def named(self, parse: Callable[[object], T], default: T) -> dict[str, T]:
        """Return all values of a table whose keys are the person's own words."""
        self.findings.asked.add(_join(self.pattern, "*"))
        self._asked.update(self.raw)
        return {key: self._parsed(key, parse, default) for key in self.raw}

    def bad(self, key: str, message: str) -> None:
        """Note what is wrong with a key, or (empty) with the table itself."""
        self.findings.lines.append(f"{self.file}: {self._dotted(key)}: {message}")

    def close(self) -> None:
        """Note every key that nobody asked for; call it when all are read."""
        for key in self.raw:
            if key not in self._asked:
                at = len(self.findings.lines)
                self.findings.strays.append(Stray(at, self.file, self.key, key))
                self.bad(key, f"is not a setting ({meant(key, self._asked)})")

    @property
    def known(self) -> frozenset[str]:
        """What was asked for in this table."""
        return frozenset(self._asked)

    def _parsed(self, key: str, parse: Callable[[object], T], default: D) -> T | D:
        try:
            return parse(self.raw[key])
        except ValueError as flaw:
            self.bad(key, str(flaw))
            return default

    def _inner(self, key: str, pattern: str) -> "Table":
        raw = self.raw.get(key, {})
        if not isinstance(raw, Mapping):
            self.bad(key, f"{raw!r} is not a table (write [{self._dotted(key)}])")
            raw = {}
        return Table(self.file, raw, self.findings, self._dotted(key), pattern)

    def _ask(self, key: str) -> None:
        self._asked.add(key)
        self.findings.asked.add(_join(self.pattern, key))

    def _dotted(self, key: str) -> str:
        return _join(self.key, key) if key else self.key


def meant(written: str, known: Iterable[str]) -> str:
    """Return a question about the likeliest of the known words, or all of them."""
    words = sorted(known)
    close = get_close_matches(written, words, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known here: {', '.join(words)}" if words else "there are none"


def _join(key: str, inner: str) -> str:
    return f"{key}.{inner}" if key else inner
