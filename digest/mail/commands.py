"""Typed lines to commands: `#3 done`, `2 due 4 Dec, 4 blocked: waiting for the vendor`.

A line either is a command as a whole, or is reported as not understood, or is prose.  A number
alone is never a guess: "we did 3 of them" is prose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from digest.mail import answers, attempts
from digest.mail.choices import ReadDue
from digest.mail.lines import LineKind, TypedLine
from digest.mail.meaning import Answered, Reader
from digest.mail.segments import NO_VERB, Found, begins, first_words, segments
from digest.model.command import AddNote, Command, NotUnderstood, Parsed, Wish
from digest.model.vocabulary import Vocabulary

MAX_COMMANDS = 100
MAX_LINE = 1000  # characters of a line that may be a command

NOT_TYPED = "this line may belong to the quoted mail or to a signature (write it at the top)"
TOO_MANY = f"more than {MAX_COMMANDS} commands in one mail (send the rest in another)"

_MENTION = re.compile(r"(?<![\w/&#])#\d{1,4}(?![\w-])")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|bonjour|hola)\b[^,:!\d#]{0,40}[,:!]\s*(?=[#\d])", re.IGNORECASE
)
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u2013\u2014+]\s+|\[[ xX]?\]\s+)+")


def parse(
    lines: Sequence[TypedLine],
    *,
    base: date,
    vocabulary: Vocabulary,
    read_due: ReadDue,
    answered: Answered | None = None,
) -> Parsed:
    """Return what the lines ask for, in order; only typed ones command.

    Dates resolve against `base` through `read_due`, which returns None, or a Due without days,
    for what it does not understand.
    """
    to = answered or Answered()
    found = _parse(lines, Reader(base, vocabulary, read_due, to))
    about = to.noted if to.asked is None else to.asked
    if about is None or found.commands or found.wishes or found.unclear:
        return found
    said = answers.sentence([line.text for line in lines if line.kind is LineKind.TYPED])
    if said is None:
        return found
    action = said if to.asked is not None else AddNote(said.text)
    return replace(found, commands=(Command(about, action, said.text),), prose="")


def _parse(lines: Sequence[TypedLine], reader: Reader) -> Parsed:
    commands: list[Command] = []
    wished: list[Wish] = []
    unclear: list[NotUnderstood] = []
    prose: list[str] = []
    for line in lines:
        if line.blank or line.kind is LineKind.QUOTED:
            continue
        for found in _line(line, reader):
            if isinstance(found, str):
                prose.append(found)
            elif isinstance(found, NotUnderstood):
                unclear.append(found)
            elif len(commands) + len(wished) >= MAX_COMMANDS:
                unclear.append(NotUnderstood(found.line, TOO_MANY))
            elif isinstance(found, Command):
                commands.append(found)
            else:
                wished.append(found)
    few = tuple(unclear[:MAX_COMMANDS])
    return Parsed(tuple(commands), tuple(wished), few, "\n".join(prose))


def _line(line: TypedLine, reader: Reader) -> Iterator[Command | Wish | NotUnderstood | str]:
    text = _bare(line.text)
    found = _commands(text, line, reader) if len(text) <= MAX_LINE else []
    if line.kind is not LineKind.TYPED:
        # Nothing is done, but a person who meant it is told.
        if any(not isinstance(one, NotUnderstood) for one in found):
            yield NotUnderstood(line.text.strip(), NOT_TYPED)
        elif line.kind is LineKind.CLOSING:
            yield line.text.strip()
        return
    hint = NO_VERB if _MENTION.search(text) else attempts.hint(text, reader)
    if found:
        yield from found
    elif hint:
        yield NotUnderstood(text[:MAX_LINE], hint)
    else:
        yield line.text.strip()


def _bare(text: str) -> str:
    """Return a line without bullet, emphasis, greeting and final stop."""
    plain = " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())
    plain = _BULLET.sub("", plain, count=1) if _BULLET.match(plain) else plain
    plain = plain.strip("*_` ").replace("**", "")
    if plain[:1] in "\"'" and plain[:1] == plain[-1:]:  # the whole line is quoted
        plain = plain[1:-1].strip()
    return _GREETING.sub("", plain, count=1).rstrip(" .")


def _commands(text: str, line: TypedLine, reader: Reader) -> Found:
    """Return the commands of a line; empty when it is prose."""
    if begins(text):
        return segments(text, reader)
    if found := first_words(text, reader):
        return found
    if line.context_handle is not None and not _MENTION.search(text):
        actions = reader.verb(text)
        if isinstance(actions, str):
            return [NotUnderstood(text, actions)] if actions else []
        return [Command(line.context_handle, action, text) for action in actions]
    asked = reader.wish(text) or reader.answer(text)
    return [asked] if asked else [*reader.unnumbered(text)]
