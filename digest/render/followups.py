"""Follow-ups in words: one page as values for its templates, and as rows for programs."""

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import date

from digest.markdown.fields.words import literal as escaped
from digest.model.followups import CLOSED_DAYS, FollowUp, FollowUps, Group
from digest.model.item import Status
from digest.render import days, literal, words
from digest.render.language import ENGLISH, Language, msg
from digest.render.phrases import commas

_STATES = {
    Status.OPEN: msg("open"),
    Status.IN_PROGRESS: msg("in progress"),
    Status.BLOCKED: msg("blocked"),
}
_FORMULA = re.compile(r"[=+\-@\t\r]")  # what a spreadsheet would reckon with
_COLUMNS = (
    *("text", "owners", "due", "due_as_written", "late_days", "first_due", "moves"),
    *("status", "detail", "priority", "title", "date", "source", "path", "line", "url", "id"),
)


@dataclass(frozen=True)
class Line:
    """One item in words."""

    text: str
    url: str | None
    owner: str
    due: str
    late: str
    state: str
    origin: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of a markdown table, in which nothing is a mark."""
        text = escaped(self.text)
        linked = f"[{text}]({self.url})" if self.url else text
        due = commas(self.due, self.late)
        return (linked, *map(escaped, (self.owner, due, self.state, self.origin)))


@dataclass(frozen=True)
class Part:
    """A group in words."""

    title: str
    facts: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FollowUpPage:
    """Everything the templates of a report show."""

    title: str
    facts: str
    parts: tuple[Part, ...]


def followup_page(found: FollowUps, language: Language = ENGLISH) -> FollowUpPage:
    """Return follow-ups in words."""
    day = language.formatted(found.today, language.pgettext("date", "d MMMM y"))
    facts = _facts(len(found.lines), found.overdue, found.closed, language)
    parts = tuple(_part(group, found.today, language) for group in found.groups)
    return FollowUpPage(language.gettext("Follow-ups, {day}", day=day), facts, parts)


def _facts(is_open: int, overdue: int, closed: int, language: Language) -> str:
    many = language.ngettext
    return commas(
        many("{n} open", "{n} open", is_open),
        many("{n} overdue", "{n} overdue", overdue) if overdue else "",
        many(
            "{n} done in the last {days} days",
            "{n} done in the last {days} days",
            closed,
            days=CLOSED_DAYS,
        )
        if closed
        else "",
    )


def _part(group: Group, today: date, language: Language) -> Part:
    lines = tuple(_line(line, today, language) for line in group.lines)
    facts = _facts(len(group.lines), group.overdue, group.closed, language)
    return Part(literal.line(language.said(group.title), 160), facts, lines)


def _line(one: FollowUp, today: date, language: Language) -> Line:
    _ = language.gettext
    state = _(_STATES[one.status]) if one.status in _STATES else one.status.value
    return Line(
        text=literal.line(one.text) or _("Untitled"),
        url=literal.web_address(one.url),
        owner=literal.line(words.names(one.owners, language), 120)
        if one.owners
        else _("nobody"),
        due=literal.line(days.due(one.due, today, language), 80) if one.due else "",
        late=commas(
            words.lateness(one.late_days, language) if one.late_days else "",
            words.times(one.moves, language) if one.moves else "",
        ),
        state=literal.line(f"{state}: {one.detail}" if one.detail else state, 160),
        origin=commas(
            one.priority or "",
            literal.line(one.title, 100),
            days.short_day(one.date, today, language) if one.date else "",
        ),
    )


def as_json(found: FollowUps) -> str:
    """Return follow-ups as one JSON object; each group has its items."""
    groups = [
        {
            "title": group.title,
            "closed": group.closed,
            "items": [_row(line) for line in group.lines],
        }
        for group in found.groups
    ]
    told = {"today": found.today.isoformat(), "by": found.by.value, "groups": groups}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_csv(found: FollowUps) -> str:
    """Return follow-ups as CSV (RFC 4180), an item in a group a row."""
    out = io.StringIO()
    rows = csv.DictWriter(out, ("group", *_COLUMNS))
    rows.writeheader()
    for group in found.groups:
        for line in group.lines:
            told = {"group": group.title, **_row(line)}
            rows.writerow({name: _cell(value) for name, value in told.items()})
    return out.getvalue()


def _row(one: FollowUp) -> dict[str, object]:
    told = {name: getattr(one, name, None) for name in _COLUMNS}
    day = one.due.day if one.due else None
    told |= {"due": day, "due_as_written": one.due.raw if one.due else None}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in told.items()}


def _cell(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula."""
    if isinstance(value, tuple):
        value = "; ".join(value)
    if not isinstance(value, str):
        return value
    plain = literal.plain(value, 2000)
    return f"'{plain}" if _FORMULA.match(plain) else plain
