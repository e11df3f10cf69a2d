"""Typed lines to commands: `#3 done`, `2 due 4 Dec, 4 blocked: waiting for the vendor`.

A line either is a command as a whole, or is reported as not understood, or is prose.  A number
alone is never a guess: "we did 3 of them" is prose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.mail import verbs, wishes
from digest.mail.lines import LineKind, TypedLine
from digest.mail.verbs import ReadDue
from digest.model.command import (
    Action,
    AddNote,
    Command,
    NotUnderstood,
    Parsed,
    SetStatus,
    Wish,
)
from digest.model.vocabulary import Vocabulary

MAX_COMMANDS = 100
MAX_LINE = 1000  # characters of a line that may be a command

NOT_TYPED = "this line may belong to the quoted mail or to a signature (write it at the top)"
NO_VERB = "say what to do with it, such as #3 done, #3 blocked: why, or #3 due 2026-12-04"
TOO_MANY = f"more than {MAX_COMMANDS} commands in one mail (send the rest in another)"

# Lines have single spaces here.  Every way to join two handles can match in one way only, or
# a long list would be tried in all of them.
_HANDLE = r"(?:[#\uff03] ?\d{1,4}|\d{1,3})(?![\w/%])"
_JOIN = r" ?(?:, ?(?:and )?|[&+;] ?|(?:and|und|et|y) )"
_LIST = rf"{_HANDLE}(?:{_JOIN}{_HANDLE})*+"
_HEAD = re.compile(
    rf"(?:(?:items?|tasks?|no\.?) )?(?P<handles>{_LIST})(?: ?[:).\u2013\u2014-]++ ?| )"
    r"(?P<said>[^ ].*)",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"(?: ?[,;] ?(?:and )?| and )(?={_HANDLE}[ :,&)])", re.IGNORECASE)
_VERB_FIRST = re.compile(rf"(?P<said>[^\d#:]{{2,40}}?):? (?P<handles>(?=#){_LIST})[ .!]*")
_MENTION = re.compile(r"(?<![\w/&#])#\d{1,4}(?![\w-])")
_NUMBER = re.compile(r"\d{1,4}")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|bonjour|hola)\b[^,:!\d#]{0,40}[,:!]\s*(?=[#\d])", re.IGNORECASE
)
_BULLET = re.compile(r"(?:[-*\u2022\u00b7\u2013\u2014+]\s+|\[[ xX]?\]\s+)+")


@dataclass(frozen=True)
class _Reader:
    base: date
    vocabulary: Vocabulary
    read_due: ReadDue

    def verb(self, said: str) -> Action | str:
        return verbs.read(
            said, base=self.base, vocabulary=self.vocabulary, read_due=self.read_due
        )

    def wish(self, line: str) -> Wish | NotUnderstood | None:
        found = wishes.read(line, base=self.base, read_due=self.read_due)
        return NotUnderstood(line, found) if isinstance(found, str) else found


Found = list[Command | Wish | NotUnderstood]


def parse(
    lines: Sequence[TypedLine], *, base: date, vocabulary: Vocabulary, read_due: ReadDue
) -> Parsed:
    """Return what the lines ask for, in order; only typed ones command.

    Dates resolve against `base` through `read_due`, which returns None, or a Due without days,
    for what it does not understand.
    """
    reader = _Reader(base, vocabulary, read_due)
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


def _line(line: TypedLine, reader: _Reader) -> Iterator[Command | Wish | NotUnderstood | str]:
    text = _bare(line.text)
    found = _commands(text, line, reader) if len(text) <= MAX_LINE else []
    if line.kind is not LineKind.TYPED:
        # Nothing is done, but a person who meant it is told.
        if any(not isinstance(one, NotUnderstood) for one in found):
            yield NotUnderstood(line.text.strip(), NOT_TYPED)
        elif line.kind is LineKind.CLOSING:
            yield line.text.strip()
        return
    if found:
        yield from found
    elif _MENTION.search(text):
        yield NotUnderstood(text[:MAX_LINE], NO_VERB)
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


def _commands(text: str, line: TypedLine, reader: _Reader) -> Found:
    """Return the commands of a line; empty when it is prose."""
    head = _HEAD.fullmatch(text)
    if head:
        return _segments(text, reader)
    first = _VERB_FIRST.fullmatch(text)
    if first:
        action = reader.verb(first["said"])
        if not isinstance(action, str):
            return [Command(handle, action, text) for handle in _handles(first["handles"])]
    if line.context_handle is not None and not _MENTION.search(text):
        action = reader.verb(text)
        if isinstance(action, str):
            return [NotUnderstood(text, action)] if action else []
        return [Command(line.context_handle, action, text)]
    wish = reader.wish(text)
    return [wish] if wish else []


def _segments(text: str, reader: _Reader) -> Found:
    """Read `2 done, 4 blocked: why` from left to right.

    What follows a comma is a command of its own where it reads as one; else it belongs to the
    reason before it, if there is one, or is reported.
    """
    done: Found = []
    begin, cuts = 0, _cuts(text)
    stops = [*(cut.start() for cut in cuts), len(text)][1:]
    for cut, stop in zip(cuts, stops, strict=True):
        before, piece = text[begin : cut.start()], _single(text[cut.end() : stop], reader)
        if _commanding(piece) or (piece and not _explains(before, reader)):
            done += _single(before, reader)
            begin = cut.end()
    return done + _single(text[begin:], reader)


def _cuts(text: str) -> list[re.Match[str]]:
    """Return where another handle begins, outside lists like `3, 4 and 5 done`."""
    cuts: list[re.Match[str]] = []
    head = _HEAD.match(text)
    floor = head.start("said") if head else 0
    for cut in _NEXT.finditer(text):
        if cut.start() >= floor:
            cuts.append(cut)
            head = _HEAD.match(text, cut.end())
            floor = head.start("said") if head else cut.end()
    return cuts


def _commanding(found: Found) -> bool:
    return bool(found) and all(isinstance(one, Command) for one in found)


def _explains(text: str, reader: _Reader) -> bool:
    """Return whether a segment ends in a reason, which may hold commas and numbers."""
    found = _single(text, reader)
    actions = [one.action for one in found if isinstance(one, Command)]
    return any(
        isinstance(a, AddNote) or (isinstance(a, SetStatus) and a.detail) for a in actions
    )


def _single(text: str, reader: _Reader) -> Found:
    head = _HEAD.fullmatch(text)
    if head is None:
        return []
    action = reader.verb(head["said"])
    if not isinstance(action, str):
        return [Command(handle, action, text) for handle in _handles(head["handles"])]
    marked = "#" in head["handles"] or "\uff03" in head["handles"]
    if action or marked:
        return [NotUnderstood(text, action or NO_VERB)]
    return []


def _handles(written: str) -> list[int]:
    return list(dict.fromkeys(int(number) for number in _NUMBER.findall(written)))
