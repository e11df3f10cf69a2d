"""What a run of the rules is told: the day, the words, the people, and which rules count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pathspec import GitIgnoreSpec

from digest.lint.finding import Severity
from digest.model.directory import Directory
from digest.model.vocabulary import Vocabulary

History = Callable[[str, bytes], Mapping[int, date]]
"""When each line (1-based) of a file, by its path and bytes, was last changed."""


@dataclass(frozen=True)
class Choice:
    """Which rules count, by code or by how codes begin (`DG1`)."""

    select: tuple[str, ...] = ()  # empty: all
    ignore: tuple[str, ...] = ()
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # pattern -> ignored
    severities: Mapping[str, Severity] = field(default_factory=dict)  # code -> another one

    def wants(self, code: str) -> bool:
        """Say whether a rule is to be run at all."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not code.startswith(self.ignore or ("-",))

    def silent(self, code: str, path: str) -> bool:
        """Say whether a rule is off for a path, which is relative to the settings."""
        return any(
            code.startswith(codes) and _spec(pattern).match_file(path)
            for pattern, codes in self.paths.items()
        )


@dataclass(frozen=True)
class Options:
    """`today` is what "overdue" is measured by."""

    today: date
    vocabulary: Vocabulary
    codes: tuple[str, ...] = ()  # of all rules there are
    directory: Directory | None = None  # None: nobody said who there is
    choice: Choice = field(default_factory=Choice)
    dated: frozenset[str] = frozenset()  # priorities that have a usual date
    stale_days: int = 30  # overdue and unchanged for so long is stale
    history: History | None = None  # None: it was not asked for

    def words(self, name: str) -> tuple[str, ...]:
        """Return a word list of the languages."""
        return self.vocabulary.lint.get(name, ())


@lru_cache(maxsize=256)
def _spec(pattern: str) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines([pattern])
