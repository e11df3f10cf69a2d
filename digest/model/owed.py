"""What is owed to whom and when: slots, editions, what was told, the choices people made."""

from dataclasses import dataclass, field
from datetime import date, datetime

from digest.model.schedule import Chosen


@dataclass(frozen=True)
class Slot:
    """A person's digest that is due: the cadence and the local date it belongs to."""

    person: str
    cadence: str  # "weekly"
    day: date

    @property
    def key(self) -> str:
        """The delivery subject that makes it unique."""
        return f"{self.cadence}/{self.day.isoformat()}"


@dataclass(frozen=True)
class EditionLine:
    """A line that stood in an edition, and why."""

    section: str  # digest.model.edition.SectionKey
    item: str  # its id; empty where the line is about a document
    why: str  # digest.model.edition.Why
    title: str


@dataclass(frozen=True)
class EditionRecord:
    """That an edition was made for a slot, or that there was nothing to say."""

    slot: Slot
    made_at: datetime
    through: int  # number of the last change it could know
    delivery: str | None  # None: nothing to say
    rehearsed: bool = False  # made before the installation was started: nobody saw it
    recorded: int = 0  # number of the last recording it could know; 0: it is not known
    lines: tuple[EditionLine, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What a person decided for themselves; it wins over the settings."""

    person: str
    since: datetime  # subscribed since; slots before it are not owed
    unsubscribed: tuple[str, ...] = ()  # kinds of message
    suspended: bool = False  # the address bounced
    paused_until: date | None = None  # the first day with mail again
    schedule: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True)
class DueSlot:
    """When it has to be looked next whether a person is owed a message of a kind.

    Nothing can be owed to them before `due_at`; what happens meanwhile and changes that brings
    the moment forward and counts `turn` up.
    """

    person: str
    kind: str  # digest or reminder
    due_at: datetime
    turn: int


@dataclass(frozen=True)
class Telling:
    """That a person was told of a moved date: what was said of it, in which message."""

    person: str
    about: str  # id of an item, or of an announcement
    nth: int  # of this person about this, from 1
    due: date | None = None  # the day as it was told; None: there was none
    explained: bool = False  # with the reason
    decided: bool = False  # with what was decided
    asked: bool = False  # the person was asked for the reason
    rehearsed: bool = False  # told the operator in place of the person
    delivery: str = ""
    reached: bool = True  # False: rehearsed, not sent any more, or refused for good
