"""Pieces of what is said about one entry, each empty when there is nothing to say."""

from dataclasses import dataclass
from itertools import zip_longest

from digest.model.entry import Entry, Risk, Why
from digest.model.item import Status
from digest.render import literal, words
from digest.render.language import Language, msg
from digest.render.view import Reader

_OWNERS = {  # whose it is, and why the reader is told
    Why.TEAM: msg("Owner: {names} (your team)"),
    Why.LEAD: msg("Owner: {names} (you lead the team)"),
    Why.AUTHOR: msg("Owner: {names} (you wrote the document)"),
    Why.STEWARD: msg("Owner: {names} (you answer for the source)"),
    Why.ASKED: msg("Owner: {names} (you are asked)"),
    Why.WAITS: msg("Owner: {names} (something of yours waits for it)"),
    Why.WATCHER: msg("Owner: {names} (you watch it)"),
}
_OWNER = msg("Owner: {names}")
_WHYS = {
    Why.TEAM: msg("You see this because of your team"),
    Why.LEAD: msg("You see this because you lead the team"),
    Why.AUTHOR: msg("You see this because you wrote the document"),
    Why.STEWARD: msg("You see this because you answer for the source"),
    Why.ASKED: msg("You see this because you are asked"),
}
_LABELS = {  # of lines of an update
    "pr": msg("PR {text}"),
    "review_focus": msg("Review focus: {text}"),
    "gaps": msg("Not tested: {text}"),
    "question": msg("Question: {text}"),
    "decide_by": msg("Decision needed by {text}"),
    "completed": msg("Completed: {text}"),
    "in_progress": msg("In progress: {text}"),
    "next": msg("Next: {text}"),
    "blocked": msg("Blocked: {text}"),
}
_STATES = {Status.IN_PROGRESS: msg("in progress"), Status.BLOCKED: msg("blocked")}
NAME = 60  # characters


@dataclass(frozen=True)
class Phrases:
    """An entry as a reader is told of it."""

    entry: Entry
    reader: Reader

    @property
    def language(self) -> Language:
        """In whose words it is told."""
        return self.reader.language

    @property
    def owner(self) -> str:
        """Whose it is when not the reader's alone, and why the reader is told."""
        if self.entry.mine or not self.entry.owners:
            return ""
        who = [self.reader.who(name) for name in self.entry.owners]
        names = words.names(who, self.language)
        if self.entry.away:
            day = self.reader.day(self.entry.away)
            names = self.language.gettext("{names} (away until {day})", names=names, day=day)
        return self.language.gettext(_OWNERS.get(self.entry.why, _OWNER), names=names)

    @property
    def why(self) -> str:
        """Why the reader is told, where no owner is named."""
        why = _WHYS.get(self.entry.why)
        return self.language.gettext(why) if why else ""

    @property
    def standing(self) -> str:
        """Its priority, its state, and where it was promised."""
        state = _STATES.get(self.entry.status)
        told = self.language.gettext(state) if state else ""
        return words.capital(dotted(self.priority, told, self.origin))

    @property
    def priority(self) -> str:
        """`High priority`."""
        return words.priority(self.entry.priority, self.language)

    @property
    def about(self) -> str:
        """Owner and standing."""
        return dotted(self.owner, self.standing)

    @property
    def origin(self) -> str:
        """`Auth service outage, 2 Nov`, `Update of Payments, 20 Nov`."""
        title = literal.line(self.entry.origin, min(100, self.reader.limits.title))
        if title and self.entry.serial:
            title = self.language.gettext("Update of {name}", name=title)
        return commas(title, self.origin_day)

    @property
    def origin_day(self) -> str:
        """The day of the document."""
        return self.reader.short_day(self.entry.origin_date)

    @property
    def history(self) -> str:
        """`First due Fri 2 Oct, moved twice`."""
        if not self.entry.moves or not self.entry.first_due:
            return ""
        first = self.reader.day(self.entry.first_due)
        return commas(
            self.language.gettext("First due {day}", day=first),
            words.times(self.entry.moves, self.language),
        )

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
        told = [
            self._labelled(label, literal.line(line, self.reader.limits.detail))
            for label, line in zip_longest(self.entry.labels[: len(kept)], kept, fillvalue="")
        ]
        if more:
            told.append(self.language.ngettext("and {n} more", "and {n} more", more))
        return told

    def _labelled(self, label: str, line: str) -> str:
        known = _LABELS.get(label)
        return self.language.gettext(known, text=line) if known else line

    @property
    def promise(self) -> str:
        """The day promised, or the phrase as written."""
        limit = min(80, self.reader.limits.title)
        return literal.line(self.reader.due(self.entry.due), limit)

    @property
    def due(self) -> str:
        """`due Fri 13 Nov`."""
        return self.language.gettext("due {day}", day=self.promise) if self.promise else ""

    @property
    def late(self) -> str:
        """`due Fri 13 Nov, 10 days late`."""
        late = self.entry.late_days if self.due else 0
        return commas(self.due, words.lateness(late, self.language) if late > 0 else "")

    @property
    def risk(self) -> str:
        """`not started yet`, or `nothing heard for 21 days`."""
        match self.entry.risk:
            case Risk.NOT_STARTED:
                return self.language.gettext("not started yet")
            case Risk.SILENT:
                return self.language.ngettext(
                    "nothing heard for {n} day",
                    "nothing heard for {n} days",
                    self.entry.idle_days,
                )
        return ""

    @property
    def waited(self) -> str:
        """`for 12 days`: how long somebody has waited for the reader."""
        days = self.entry.waited_days
        return self.language.ngettext("for {n} day", "for {n} days", days) if days else ""

    @property
    def since(self) -> str:
        """`since Mon 16 Nov`: when it happened, else the day of the document."""
        day = self.reader.day(self.entry.asked or self.entry.at or self.entry.origin_date)
        return self.language.gettext("since {day}", day=day) if day else ""

    @property
    def by(self) -> str:
        """`by you`, `by Mei Tanaka`."""
        return self.reader.by(self.entry.by)

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
