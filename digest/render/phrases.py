"""Pieces of what is said about one entry, each empty when there is nothing to say."""

from dataclasses import dataclass

from digest.model.edition import Entry, Risk, Why
from digest.model.item import Status
from digest.render import literal, words
from digest.render.view import Reader

_WHYS = {
    Why.OWNER: "",
    Why.TEAM: "your team",
    Why.LEAD: "you lead the team",
    Why.AUTHOR: "you wrote the document",
    Why.STEWARD: "you answer for the source",
    Why.ASKED: "you are asked",
    Why.READER: "",
}
_STATES = {Status.IN_PROGRESS: "in progress", Status.BLOCKED: "blocked"}
NAME = 60  # characters


@dataclass(frozen=True)
class Phrases:
    """An entry as a reader is told of it."""

    entry: Entry
    reader: Reader

    @property
    def owner(self) -> str:
        """Whose it is when not the reader's alone, and why the reader is told."""
        if self.entry.mine or not self.entry.owners:
            return ""
        names = words.names([self.reader.who(name) for name in self.entry.owners])
        why = _WHYS[self.entry.why]
        return f"Owner: {names}" + (f" ({why})" if why else "")

    @property
    def why(self) -> str:
        """Why the reader is told, where no owner is named."""
        why = _WHYS[self.entry.why]
        return f"You see this because {why}" if why else ""

    @property
    def standing(self) -> str:
        """Its priority, its state, and where it was promised."""
        state = _STATES.get(self.entry.status, "")
        return words.capital(dotted(words.priority(self.entry.priority), state, self.origin))

    @property
    def about(self) -> str:
        """Owner and standing."""
        return dotted(self.owner, self.standing)

    @property
    def origin(self) -> str:
        """`Auth service outage, 2 Nov`."""
        title = literal.line(self.entry.origin, min(100, self.reader.limits.title))
        return commas(title, self.origin_day)

    @property
    def origin_day(self) -> str:
        """The day of the document."""
        day = self.entry.origin_date
        return words.short_day(day, self.reader.today) if day else ""

    @property
    def history(self) -> str:
        """`First due Fri 2 Oct, moved twice`."""
        if not self.entry.moves or not self.entry.first_due:
            return ""
        first = self.reader.day(self.entry.first_due)
        return f"First due {first}, moved {words.times(self.entry.moves)}"

    @property
    def detail(self) -> str:
        """The reason, need or summary."""
        return literal.line(self.entry.detail, self.reader.limits.detail)

    def name(self, written: str) -> str:
        """A name as it was written."""
        return literal.line(written, min(NAME, self.reader.limits.title))

    @property
    def lines(self) -> list[str]:
        """The entry's lines; those beyond the limit are counted."""
        kept = self.entry.lines[: self.reader.limits.lines]
        more = len(self.entry.lines) - len(kept)
        told = [literal.line(line, self.reader.limits.detail) for line in kept]
        return [*told, f"and {more} more"] if more else told

    @property
    def promise(self) -> str:
        """The day promised, or the phrase as written."""
        due = self.entry.due
        limit = min(80, self.reader.limits.title)
        return literal.line(words.due(due, self.reader.today), limit) if due else ""

    @property
    def due(self) -> str:
        """`due Fri 13 Nov`."""
        return f"due {self.promise}" if self.promise else ""

    @property
    def late(self) -> str:
        """`due Fri 13 Nov, 10 days late`."""
        late = self.entry.late_days
        return commas(self.due, words.lateness(late) if late > 0 and self.due else "")

    @property
    def risk(self) -> str:
        """`not started yet`, or `nothing heard for 21 days`."""
        match self.entry.risk:
            case Risk.NOT_STARTED:
                return "not started yet"
            case Risk.SILENT:
                return f"nothing heard for {words.count(self.entry.idle_days, 'day')}"
        return ""

    @property
    def since(self) -> str:
        """`since Mon 16 Nov`: when it happened, else the day of the document."""
        day = self.reader.day(self.entry.at or self.entry.origin_date)
        return f"since {day}" if day else ""

    @property
    def by(self) -> str:
        """`by you`, `by Mei Tanaka`."""
        return f"by {self.reader.who(self.entry.by)}" if self.entry.by else ""

    @property
    def reason(self) -> str:
        """`Mei Tanaka: the review takes longer`, or who it was where no reason is known."""
        by = words.capital(self.reader.who(self.entry.by))
        if not by or not self.detail:
            return self.detail or words.capital(self.by)
        return f"{by}: {self.detail}"


def dotted(*parts: str) -> str:
    """Join what is not empty with middle dots."""
    return " · ".join(filter(None, parts))


def commas(*parts: str) -> str:
    """Join what is not empty with commas."""
    return ", ".join(filter(None, parts))
