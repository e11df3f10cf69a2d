"""Statuses: the word in a cell with what follows it, the mark in a checkbox."""

import re
from collections.abc import Sequence

from digest.markdown.fields import notes, wording, words
from digest.markdown.fields.cell import BOX, mark, split
from digest.markdown.fields.statusfind import find
from digest.model.item import ReadStatus, Status
from digest.model.vocabulary import Vocabulary

_PAIRS = ("()", "[]", "\uff08\uff09")
_JOINING = re.compile(rf"^(?:[{words.DASHES}]+|[:,;.\uff1a]+(?=\s)|[:,;.\uff1a])\s*")

__all__ = ["find", "known", "mark", "noted", "read", "write"]


def read(raw: str, vocabulary: Vocabulary) -> ReadStatus:
    """Return what a cell says; OPEN with the raw words where none is understood."""
    said = words.plain(raw)
    if box := BOX.fullmatch(raw):
        return ReadStatus(said, mark(box["mark"]), _detail(box["tail"]))
    cell = split(raw, vocabulary)
    if cell is None:
        return ReadStatus(said)
    return ReadStatus(said, cell.value, _detail(cell.tail))


def known(raw: str, vocabulary: Vocabulary) -> bool:
    """Say whether a cell begins with a word, picture or box that means a status."""
    return bool(BOX.fullmatch(raw)) or split(raw, vocabulary) is not None


def alone(raw: str, vocabulary: Vocabulary) -> bool:
    """Say whether a cell for something else holds a status, and no more than a remark to it."""
    cell = split(raw, vocabulary)
    return cell is not None and bool(re.fullmatch(r"(?:\s*\(.*\))?\s*", cell.tail))


def write(
    status: Status,
    detail: str,
    *,
    like: str,
    others: Sequence[str],
    vocabulary: Vocabulary,
) -> str:
    """Return the cell that says `status` in the document's own words.

    `like` is the cell it replaces and `others` are the rest of its column, raw.  `detail` is
    what a person typed.  What followed the old word stays unless it contradicts the new one.
    """
    box = BOX.fullmatch(like)
    reason = f" ({words.bracketed(words.literal(detail))})" if words.literal(detail) else ""
    if box and status is not Status.BLOCKED:
        same = mark(box["mark"]) is status and box["tail"].endswith(reason)
        return like if same else _boxed(box, status, others) + reason
    old = split(like, vocabulary)
    if old and old.value is status:
        same = not reason or old.tail.startswith(reason)
        return like if same else old.styled + reason
    column = [cell for raw in others if (cell := split(raw, vocabulary))]
    word = wording.choose(status, old=old, column=column, vocabulary=vocabulary)
    return word + reason + wording.kept(old, status, vocabulary)


def noted(
    text: str, *, like: str, now: Status, others: Sequence[str], vocabulary: Vocabulary
) -> str:
    """Return a cell with what a person noted in brackets after its word, which is added."""
    word = like.strip()
    if not known(word, vocabulary):
        word = write(now, "", like="", others=others, vocabulary=vocabulary)
    cell = split(word, vocabulary)
    if cell is None:
        return notes.in_tail(word, text)
    return cell.styled + notes.in_tail(cell.tail, text)


def _detail(tail: str) -> str:
    """Return what follows the word without its brackets and joining marks."""
    raw = tail.strip()
    if _enclosed(raw):
        return words.plain(raw[1:-1])
    return _JOINING.sub("", words.plain(raw), count=1)


def _enclosed(raw: str) -> bool:
    """Say whether all of some markdown stands in one pair of brackets."""
    if raw[:1] + raw[-1:] not in _PAIRS:
        return False
    depth = 0
    for match in re.finditer(rf"\\.|[{re.escape(raw[0] + raw[-1])}]", raw):
        depth += (match[0] == raw[0]) - (match[0] == raw[-1])
        if depth == 0:
            return match.end() == len(raw)
    return True  # one too many: a smile


def _boxed(box: re.Match[str], status: Status, others: Sequence[str]) -> str:
    marks = [found["mark"] for raw in others if (found := BOX.fullmatch(raw))]
    own = [character for character in marks if mark(character) is status]
    plain = {Status.DONE: "x", Status.IN_PROGRESS: "/", Status.CANCELLED: "-"}
    new = own[0] if own else plain.get(status, " ")
    return box["lead"] + new + box["close"] + box["tail"]
