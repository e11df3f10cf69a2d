"""One line that names items: `2 done, 4 blocked: why`, read from left to right."""

import re

from digest.mail import numbers
from digest.mail.meaning import Reader
from digest.model.command import (
    AddNote,
    Asked,
    Because,
    Command,
    NotUnderstood,
    SetDue,
    SetStatus,
    Wish,
)

NO_VERB = "say what to do with it, such as #3 done, #3 blocked: why, or #3 due 2026-12-04"

_NEXT = re.compile(
    rf"(?: ?[,;] ?(?:and |und |et |y )?| (?:and|und|et|y) )(?={numbers.LIST}[ :)])",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(
    r"(?:(?:i['\u2019]m|i am|we['\u2019]re|we are) )?"
    rf"(?P<said>[^\d#:]{{1,40}}?):?(?: (?:with|mit|avec|con|com|met|med))?"
    rf" (?P<handles>(?=#){numbers.LIST})[ .!]*",
    re.IGNORECASE,
)

# "2 are due this week" counts.
_COUNT = re.compile(r"\d+ (?:are|were|sind|sont|sono|zijn|est[aá]n|s[aã]o)\b", re.IGNORECASE)

Found = list[Command | Wish | NotUnderstood]


def first_words(text: str, reader: Reader) -> Found:
    """Read `close #3 & #4`."""
    first = _VERB_FIRST.fullmatch(text)
    actions = reader.verb(first["said"]) if first else ""
    if first is None or isinstance(actions, str):
        return []
    return _of_each(first["handles"], actions, text, reader)


def begins(text: str) -> bool:
    """Return whether a line begins with what names items."""
    return numbers.HEAD.fullmatch(text) is not None


def segments(text: str, reader: Reader) -> Found:
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
    head = numbers.HEAD.match(text)
    floor = head.start("said") if head else 0
    for cut in _NEXT.finditer(text):
        if cut.start() >= floor:
            cuts.append(cut)
            head = numbers.HEAD.match(text, cut.end())
            floor = head.start("said") if head else cut.end()
    return cuts


def _commanding(found: Found) -> bool:
    return bool(found) and all(isinstance(one, Command) for one in found)


def _explains(text: str, reader: Reader) -> bool:
    """Return whether a segment ends in a reason, which may hold commas and numbers."""
    found = _single(text, reader)
    actions = [one.action for one in found if isinstance(one, Command)]
    return any(
        isinstance(a, AddNote | Because) or (isinstance(a, SetStatus) and a.detail)
        for a in actions
    )


def _single(text: str, reader: Reader) -> Found:
    if _COUNT.match(text):
        return []
    span = numbers.SPAN.fullmatch(text)
    meant = reader.verb(span["said"]) if span else ""
    if span and not isinstance(meant, str) and not isinstance(meant[0], SetDue):
        return _of_each(span["handles"], meant, text, reader)
    head = numbers.HEAD.fullmatch(text)
    if head is None:
        return []
    actions = reader.verb(head["said"])
    if not isinstance(actions, str):
        return _of_each(head["handles"], actions, text, reader)
    marked = "#" in head["handles"] or "\uff03" in head["handles"]
    if actions or marked:
        return [NotUnderstood(text, actions or NO_VERB)]
    return []


def _of_each(written: str, actions: tuple[Asked, ...], text: str, reader: Reader) -> Found:
    """Return what is asked of every item that is named."""
    found = numbers.read(written, reader.answered.shown)
    if found.problem:
        return [NotUnderstood(text, found.problem)]
    return [Command(handle, action, text) for handle in found.handles for action in actions]
