"""Commands of a reply, written the way the cases write them."""

from datetime import date
from functools import partial

from digest.mail import commands, trim
from digest.mail.inbound import Inbound
from digest.mail.lines import TypedLine
from digest.markdown.fields import due
from digest.model.command import (
    AddNote,
    Command,
    Parsed,
    SetDue,
    SetOwner,
    SetPriority,
    SetStatus,
)
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

MONDAY = date(2026, 11, 23)
WORDS = Vocabulary(
    statuses={"shipped": Status.DONE, "no": Status.OPEN, "delayed": Status.BLOCKED}
)
read_due = partial(due.read, vocabulary=WORDS)


def parse(*lines: TypedLine | str) -> Parsed:
    """Parse typed lines."""
    typed = [line if isinstance(line, TypedLine) else TypedLine(line) for line in lines]
    return commands.parse(typed, base=MONDAY, vocabulary=WORDS, read_due=read_due)


def told(parsed: Parsed) -> str:
    """Write down what was understood and what was not."""
    lines = [_command(command) for command in parsed.commands]
    return "".join(f"{line}\n" for line in [*lines, *(f"? {u.line}" for u in parsed.unclear)])


def reply(inbound: Inbound) -> str:
    """Write down what a message asks for."""
    return told(parse(*trim.typed(inbound.text, inbound.html)))


def _command(command: Command) -> str:
    match command.action:
        case SetStatus(status, detail):
            return f"#{command.handle} {status}" + (f": {detail}" if detail else "")
        case SetDue(due):
            return f"#{command.handle} due {due.day}"
        case SetOwner(name):
            return f"#{command.handle} owner {name}"
        case SetPriority(level):
            return f"#{command.handle} {level}"
        case AddNote(text):
            return f"#{command.handle} note: {text}"
        case answer:
            return f"#{command.handle} {answer}"
