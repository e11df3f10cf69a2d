"""What a person asks of an item by reply."""

from dataclasses import dataclass
from datetime import date

from digest.model.item import Due, Status


@dataclass(frozen=True)
class SetStatus:
    """Change the status; `detail` is the reason given, one line of literal text."""

    status: Status
    detail: str = ""


@dataclass(frozen=True)
class SetDue:
    """Move the date; `raw` is what was typed."""

    due: Due


@dataclass(frozen=True)
class SetOwner:
    """Give it to somebody; `spellings` are further names that mean the same person or team."""

    name: str  # as typed
    spellings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to write the name, as typed first."""
        return (self.name, *self.spellings)


@dataclass(frozen=True)
class SetPriority:
    """Rank it anew; `level` is P0 to P4."""

    level: str


@dataclass(frozen=True)
class AddNote:
    """Note something of it, beside what is noted already; one line of literal text."""

    text: str


@dataclass(frozen=True)
class Because:
    """Say why its date moved; one line of literal text."""

    text: str


@dataclass(frozen=True)
class Choose:
    """Take an option of a timeline update or blocker; `detail` is what was said besides."""

    option: str  # its name as the document counts: "2", "B"
    detail: str = ""


@dataclass(frozen=True)
class Tell:
    """Write a part of a timeline update or blocker; one line of literal text."""

    part: str  # "reason" or "decision"
    text: str


@dataclass(frozen=True)
class Later:
    """Do not remind of it before a day; its date stays."""

    until: date  # the first day on which it may be called to mind again


@dataclass(frozen=True)
class NotMine:
    """It is somebody else's: it needs another owner."""


@dataclass(frozen=True)
class Undo:
    """Take back what was changed of it by reply last."""

    proposed: str = ""  # where that waits, and changes nothing yet: a request or a branch


@dataclass(frozen=True)
class Restore:
    """Put a field back as it stood before an edit, which left it as `after`."""

    item: str  # id
    title: str
    field: str
    before: str
    after: str
    before_line: str = ""  # empty: the edit added the line
    after_line: str = ""
    undoes: str = ""  # inbox entry and position of the edit, "entry/2"


Action = SetStatus | SetDue | SetOwner | SetPriority | AddNote  # what is done to an item
Choice = Later | NotMine  # what a person decides of it for themselves
Asked = Action | Because | Choose | Tell | Choice | Undo | Restore


_FIELDS: dict[type[Asked], str] = {
    SetStatus: "status",
    SetDue: "due",
    SetOwner: "owner",
    SetPriority: "priority",
    AddNote: "note",
    Because: "reason",
    Choose: "decision",
    Later: "reminders",
    NotMine: "not_mine",
    Undo: "undo",
}


def field_of(action: Asked) -> str:
    """Return the name of the field that an action is about."""
    match action:
        case Tell(part=part):
            return part
        case Restore(field=field):
            return field
    return _FIELDS[type(action)]


@dataclass(frozen=True)
class Command:
    """One instruction: the handle as this delivery showed it, and what to do."""

    handle: int
    action: Asked
    line: str  # as typed, for the receipt


@dataclass(frozen=True)
class Stop:
    """Get no more mail of the kind that is answered."""

    line: str  # as typed


@dataclass(frozen=True)
class Pause:
    """Get no digest and no notice before a day."""

    line: str
    until: date  # the first day with mail again


@dataclass(frozen=True)
class Resume:
    """Get everything again."""

    line: str


@dataclass(frozen=True)
class TakeBack:
    """Undo all that the last reply changed, or the one whose receipt is answered."""

    line: str


@dataclass(frozen=True)
class Help:
    """Say what can be written."""

    line: str


Wish = Stop | Pause | Resume | TakeBack | Help


@dataclass(frozen=True)
class NotUnderstood:
    """A typed line that mentions an item or looks like a command and is not one."""

    line: str
    hint: str


@dataclass(frozen=True)
class Parsed:
    """What the typed lines of one mail ask for, in order."""

    commands: tuple[Command, ...] = ()
    wishes: tuple[Wish, ...] = ()  # about the mail itself
    unclear: tuple[NotUnderstood, ...] = ()
    prose: str = ""  # the rest, which changes nothing
