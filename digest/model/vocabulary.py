"""The words that reading understands: header names, headings, status words, phrases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.model.item import Status


@dataclass(frozen=True)
class Sprints:
    """When a sprint began and how long sprints last; resolves "Next sprint"."""

    start: date
    days: int = 14


@dataclass(frozen=True)
class Vocabulary:
    """All words are compared folded: lower case, no markup, single spaces."""

    columns: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # field -> header names
    statuses: Mapping[str, Status] = field(default_factory=dict)
    wordings: tuple[Mapping[Status, str], ...] = ()  # the words written, one set a language
    headings: tuple[str, ...] = ()  # headings that hold action items
    priorities: Mapping[str, str] = field(default_factory=dict)  # word -> P0..P4
    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    placeholders: tuple[str, ...] = ()
    sprints: Sprints | None = None
