"""What a person asks of an item by reply."""

from dataclasses import dataclass

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


Action = SetStatus | SetDue


@dataclass(frozen=True)
class Command:
    """One instruction: the handle as this delivery showed it, and what to do."""

    handle: int
    action: Action
    line: str  # as typed, for the receipt


@dataclass(frozen=True)
class NotUnderstood:
    """A typed line that mentions an item or looks like a command and is not one."""

    line: str
    hint: str


@dataclass(frozen=True)
class Parsed:
    """What the typed lines of one mail ask for, in order."""

    commands: tuple[Command, ...] = ()
    unclear: tuple[NotUnderstood, ...] = ()
    prose: str = ""  # the rest, which changes nothing
