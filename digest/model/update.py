"""Passages worth telling: updates and what was learned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.model.item import Due

FieldValue = str | tuple[str, ...] | Due


@dataclass(frozen=True)
class Update:
    """A titled passage of one of the guide's forms.

    `fields` holds everything the form asks for, by these names:

    - progress: completed, in_progress, blockers, notes (tuples of lines as plain text)
    - blocker: impact, urgency, trying_to, getting, tried, need
    - completion: pr, summary, changes, testing, review_focus
    - timeline: original_eta (Due), new_eta (Due), reason, options, recommendation
    """

    kind: str  # "progress", "blocker", "completion" or "timeline"
    line: int  # 1-based, its heading
    end_line: int
    title: str
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    day: date | None = None  # its own date, from its heading or a field


@dataclass(frozen=True)
class Learning:
    """One lesson: its category (Detection, Prevention, Response, Recovery, or as written)."""

    line: int
    category: str
    text: str  # what follows **Learning**:, else the passage itself
    context: str = ""  # the prose before it
