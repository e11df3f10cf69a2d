"""What the templates see: words in place, nothing left to decide.

Both bodies are rendered from the same values, so that they tell the same in the same order.
All text in here is one clean line; html escaping is left to the template.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.model.directory import Person
from digest.model.item import Due
from digest.render import days, literal
from digest.render.language import ENGLISH, Language


@dataclass(frozen=True)
class Limits:
    """How much of the facts is told; narrowed when a message would be clipped."""

    urgent: int = 60  # entries of what is overdue or due; never below 10
    entries: int = 40  # entries of any other section
    title: int = 160  # characters
    detail: int = 300  # characters
    lines: int = 6  # lines of an entry's own, such as lessons
    told: int = 12  # lines under a title, all in all
    url: int = literal.URL_LENGTH
    buttons: bool = True


@dataclass(frozen=True)
class Reader:
    """Whose eyes: the name, zone, day and language on which the words depend."""

    name: str
    zone: ZoneInfo
    today: date
    reply_to: str | None = None
    limits: Limits = field(default_factory=Limits)
    language: Language = ENGLISH

    def day(self, when: date | datetime | None) -> str:
        """Return `Fri 13 Nov` in the reader's zone; empty for None."""
        if isinstance(when, datetime):
            when = when.astimezone(self.zone).date()
        return days.day(when, self.today, self.language) if when else ""

    def short_day(self, when: date | None) -> str:
        """Return `13 Nov`; empty for None."""
        return days.short_day(when, self.today, self.language) if when else ""

    def due(self, promised: Due | None) -> str:
        """Return the day or days promised, else the phrase; empty for None."""
        return days.due(promised, self.today, self.language) if promised else ""

    def minute(self, when: datetime) -> str:
        """Return `Mon 07:58`, with the date when it is not today's."""
        local = when.astimezone(self.zone)
        today = local.date() == self.today
        day = self.language.weekday(local) if today else self.day(local.date())
        return f"{day} {self.language.clock(local)}"

    def who(self, name: str) -> str:
        """Return `you` for the reader, else the name."""
        return (
            self.language.gettext("you")
            if name and name == self.name
            else literal.line(name, min(60, self.limits.title))
        )

    def by(self, name: str) -> str:
        """Return `by you` for the reader, else `by Mei Tanaka`; empty for nobody."""
        if name and name == self.name:
            return self.language.gettext("by you")
        return self.language.gettext("by {name}", name=self.who(name)) if name else ""


def reader_of(
    person: Person,
    at: datetime | date,
    reply_to: str | None,
    limits: Limits,
    language: Language = ENGLISH,
) -> Reader:
    """Return a person as a reader at a moment, or on a day of their own."""
    zone = ZoneInfo(person.schedule.zone)
    today = at.astimezone(zone).date() if isinstance(at, datetime) else at
    return Reader(person.name, zone, today, reply_to, limits, language)


@dataclass(frozen=True)
class Button:
    """A link that writes a reply."""

    label: str
    spoken: str  # for screen readers
    url: str
    urged: bool | None = None  # stands out; None: where it is the first


@dataclass(frozen=True)
class Row:
    """One entry in words."""

    title: str
    url: str | None = None
    handle: int | None = None
    strong: str = ""  # told first, in bold
    after: str = ""  # on the same line
    lines: tuple[str, ...] = ()
    code: tuple[str, ...] = ()  # lines of a file, before and after
    buttons: tuple[Button, ...] = ()
    quiet: bool = False  # nothing to be done about it
    group: str = ""  # a heading that stands before it

    @property
    def told(self) -> tuple[str, ...]:
        """All lines under the title as the text edition has them."""
        first = " · ".join(filter(None, (self.strong, self.after)))
        return (first, *self.lines) if first else self.lines

    @property
    def mark(self) -> str:
        """What stands in the gutter of the text edition."""
        return f"#{self.handle}" if self.handle is not None else "  *"


@dataclass(frozen=True)
class Block:
    """Rows under a heading; `tone` names a colour of the template."""

    heading: str
    tone: str
    rows: tuple[Row, ...]
    hint: str = ""
    more: int = 0

    @property
    def grouped(self) -> bool:
        """True when rows stand below headings of their own."""
        return any(row.group for row in self.rows)

    @property
    def gutter(self) -> bool:
        """True when some row has a handle to show."""
        return any(row.handle is not None for row in self.rows)


@dataclass(frozen=True)
class Help:
    """One line of the reply box."""

    command: str
    meaning: str


@dataclass(frozen=True)
class Count:
    """One cell of the count strip."""

    number: int
    label: str
    tone: str
