"""One line that names items: `2 done, 4 blocked: why`, read from left to right."""

import re
from dataclasses import dataclass
from datetime import date

from digest.mail import answers, verbs, wishes
from digest.mail.verbs import ReadDue
from digest.model.command import (
    AddNote,
    Asked,
    Because,
    Command,
    NotUnderstood,
    SetStatus,
    Wish,
)
from digest.model.vocabulary import Vocabulary

NO_VERB = "say what to do with it, such as #3 done, #3 blocked: why, or #3 due 2026-12-04"

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
_NUMBER = re.compile(r"\d{1,4}")

Found = list[Command | Wish | NotUnderstood]


@dataclass(frozen=True)
class Reader:
    """What words mean on a day, in an answer to a mail."""

    base: date
    vocabulary: Vocabulary
    read_due: ReadDue
    about: tuple[int, ...] = ()  # handles of the delay notice that is answered

    def verb(self, said: str) -> Asked | str:
        """Return what is asked of an item, a hint, or "" for other words."""
        answer = answers.read(said)
        return answer or verbs.read(
            said, base=self.base, vocabulary=self.vocabulary, read_due=self.read_due
        )

    def answer(self, line: str) -> Command | NotUnderstood | None:
        """Return what a whole line without a number answers to a delay notice."""
        found = answers.read(line) if self.about else None
        if found is None or isinstance(found, str):
            return NotUnderstood(line, found) if found else None
        if len(self.about) > 1:
            return NotUnderstood(line, answers.WHICH)
        return Command(self.about[0], found, line)

    def wish(self, line: str) -> Wish | NotUnderstood | None:
        """Return what a whole line asks of the mail itself."""
        found = wishes.read(line, base=self.base, read_due=self.read_due)
        return NotUnderstood(line, found) if isinstance(found, str) else found


def first_words(text: str, reader: Reader) -> Found:
    """Read `close #3 & #4`."""
    first = _VERB_FIRST.fullmatch(text)
    action = reader.verb(first["said"]) if first else ""
    if first is None or isinstance(action, str):
        return []
    return [Command(handle, action, text) for handle in _handles(first["handles"])]


def begins(text: str) -> bool:
    """Return whether a line begins with what names items."""
    return _HEAD.fullmatch(text) is not None


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


def _explains(text: str, reader: Reader) -> bool:
    """Return whether a segment ends in a reason, which may hold commas and numbers."""
    found = _single(text, reader)
    actions = [one.action for one in found if isinstance(one, Command)]
    return any(
        isinstance(a, AddNote | Because) or (isinstance(a, SetStatus) and a.detail)
        for a in actions
    )


def _single(text: str, reader: Reader) -> Found:
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
