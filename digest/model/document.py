"""A document: one file's bytes plus what we read in them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from digest.errors import Problem
from digest.model.duration import Duration
from digest.model.item import ActionItem
from digest.model.update import Learning, Update


class Kind(StrEnum):
    """What a document is, by its guide template; `notes` is everything else."""

    POST_MORTEM = "post-mortem"
    PROGRESS = "progress"
    BLOCKER = "blocker"
    COMPLETION = "completion"
    TIMELINE = "timeline"
    LEARNINGS = "learnings"
    NOTES = "notes"


@dataclass(frozen=True)
class Passage:
    """What stands under one heading of a post-mortem, as plain text, one block a line."""

    line: int  # 1-based, the heading's
    title: str
    level: int  # 1 to 6
    text: str = ""


@dataclass(frozen=True)
class Document:
    """What one file says.  `raw` is empty for a document that comes from the store."""

    path: str  # relative to its source, with forward slashes
    raw: bytes = field(repr=False)
    kind: Kind
    title: str
    date: datetime.date | None = None
    authors: tuple[str, ...] = ()  # as written
    audience: tuple[str, ...] = ()  # front matter; empty: whoever may read the source
    tags: tuple[str, ...] = ()  # front matter
    series: str | None = None  # progress updates only: the team or author they belong to
    header: Mapping[str, str] = field(
        default_factory=dict
    )  # e.g. duration, impact, by its name
    duration: Duration | None = None  # what the header says of it, where that is a time
    sections: tuple[str, ...] = ()  # headings in order, plain text
    items: tuple[ActionItem, ...] = ()
    repeats: tuple[ActionItem, ...] = ()  # told once more, as below "Previous action items"
    updates: tuple[Update, ...] = ()
    learnings: tuple[Learning, ...] = ()
    problems: tuple[Problem, ...] = ()
    passages: tuple[Passage, ...] = ()  # of post-mortems: what stands under their headings

    @property
    def impact(self) -> str:
        """What was affected, in the header's words; empty where it does not say."""
        return self.header.get("impact", "")

    @property
    def current(self) -> tuple[ActionItem, ...]:
        """The items that stand: those of older progress updates in the same file are history.

        The newest update is the one with the latest day; without any, the first in the file.
        Updates that name another team or author have a newest of their own.
        """
        progress = [u for u in self.updates if u.kind == Kind.PROGRESS]
        newest: dict[str | None, Update] = {}
        for update in sorted(progress, key=_age):
            newest[self.series_of(update)] = update
        standing = {id(update) for update in newest.values()}
        older = [range(u.line, u.end_line + 1) for u in progress if id(u) not in standing]
        return tuple(i for i in self.items if not any(i.line in lines for lines in older))

    def series_of(self, update: Update) -> str | None:
        """Return whose progress an update tells."""
        return update.series or self.series

    def series_at(self, line: int) -> str | None:
        """Return whose progress is told at a line: its update's, else the document's."""
        at = (u for u in self.updates if u.series and u.line <= line <= u.end_line)
        return next((u.series for u in at), self.series)


def _age(update: Update) -> tuple[datetime.date, int]:
    return update.day or datetime.date.min, -update.line
