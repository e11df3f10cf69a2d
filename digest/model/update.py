"""Passages worth telling: updates and what was learned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.model.duration import Duration
from digest.model.item import Due

FieldValue = str | tuple[str, ...] | Due


@dataclass(frozen=True)
class Step:
    """One line of a progress update: what was done, is being done or comes next."""

    line: int  # 1-based
    part: str  # "completed", "in_progress" or "next"
    text: str  # all of it as plain text, without the verb
    verb: str = ""  # the label before it: "Completed", "Merged", "Drafted"
    refs: tuple[str, ...] = ()  # what proves it: #123, PLAT-7, an address
    eta: Due | None = None


@dataclass(frozen=True)
class Need:
    """What stands still, and what would set it going again."""

    line: int
    text: str  # e.g. "Need a test gate from Priya Nair"
    who: tuple[str, ...] = ()  # as written: whom it is asked of
    needed: str = ""  # what would resolve it, where the text says so apart
    impact: str = ""  # what stands still meanwhile


@dataclass(frozen=True)
class Attempt:
    """Something that was tried with its outcome, or was not tried with the reason."""

    line: int
    text: str
    outcome: str = ""


@dataclass(frozen=True)
class Option:
    """One way out of several."""

    line: int
    name: str  # as the document counts: "A", "1"
    text: str  # without that name
    who: tuple[str, ...] = ()  # as written: whose action it takes
    cost: Duration | None = None  # in time, where the text says so
    chosen: bool = False  # the preference or recommendation names it


@dataclass(frozen=True)
class Estimate:
    """One reading of when something is done: a day, a length of time, or words alone."""

    line: int
    reading: str  # "optimistic", "realistic", "pessimistic", "original" or "new"
    raw: str
    eta: Due | None = None  # set with days only where the words name some
    length: Duration | None = None


@dataclass(frozen=True)
class Changed:
    """One line of what a completion changed."""

    line: int
    text: str
    category: str = ""  # as written: "Added", "API"


@dataclass(frozen=True)
class Check:
    """One line of what was tested; no action item."""

    line: int
    text: str
    done: bool
    level: str = ""  # "unit", "integration", "manual", "edge" where the text says so


@dataclass(frozen=True)
class Question:
    """A question to those who review, which is an ask too."""

    line: int
    text: str


@dataclass(frozen=True)
class Update:
    """A titled passage of one of the guide's forms.

    `fields` holds the words of each part in the order written, by these names; a list is a
    tuple of its lines, a child bullet joined to the line it explains:

    - progress: completed, in_progress, next, blockers, notes (lists)
    - blocker: trying_to, getting, error, environment, impact, urgency, preference, decision
      (text);
      tried, not_tried, need (lists)
    - completion: pr, summary, technical_notes, testing, review_focus, less_critical (text);
      changes, gaps, questions (lists)
    - timeline: original_eta, new_eta, decide_by (Due); scope_change, reason, delay,
      recommendation, decision, optimistic, realistic, pessimistic (text); options (list)

    The tuples below it say what lines of these parts mean.
    """

    kind: str  # "progress", "blocker", "completion" or "timeline"
    line: int  # 1-based, its heading
    end_line: int
    title: str
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    day: date | None = None  # its own date, from its heading or a field
    series: str | None = None  # progress: the team or author, where it names its own
    steps: tuple[Step, ...] = ()  # progress
    needs: tuple[Need, ...] = ()  # progress and blocker
    attempts: tuple[Attempt, ...] = ()  # blocker: what was tried
    untried: tuple[Attempt, ...] = ()  # blocker: what was not, and why
    options: tuple[Option, ...] = ()  # blocker and timeline
    estimates: tuple[Estimate, ...] = ()  # timeline and progress
    delay: Duration | None = None  # timeline: how much later, e.g. "+3-5 days"
    decide_by: Due | None = None  # timeline: when the decision is needed
    changed: tuple[Changed, ...] = ()  # completion
    checks: tuple[Check, ...] = ()  # completion
    questions: tuple[Question, ...] = ()  # completion

    @property
    def eta(self) -> Due | None:
        """The ETA that counts: the new one, else the realistic reading."""
        by_reading = {estimate.reading: estimate.eta for estimate in self.estimates}
        return by_reading.get("new") or by_reading.get("realistic")

    @property
    def chooses(self) -> bool:
        """True where a blocker lists ways out to choose from."""
        return self.kind == "blocker" and bool(self.options)

    @property
    def asked(self) -> tuple[str, ...]:
        """Whose action a way out of a blocker takes, as written."""
        return tuple(name for option in self.options for name in option.who if self.chooses)

    @property
    def delays(self) -> bool:
        """True when it moves a date: more than readings of when something is done."""
        readings = {"optimistic", "realistic", "pessimistic", "impact", "notes"}
        return self.kind == "timeline" and not readings.issuperset(self.fields)


@dataclass(frozen=True)
class Learning:
    """One lesson: its category (Detection, Prevention, Response, Recovery, or as written)."""

    line: int
    category: str
    text: str  # what follows **Learning**:, else the passage itself
    context: str = ""  # the prose before it
