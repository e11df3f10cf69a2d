"""How far a line of a list says it is: by a picture, a word or a sentence at either end."""

import re

from digest.markdown import bounds
from digest.markdown.fields import status
from digest.markdown.fields.cell import Cell, split
from digest.markdown.findings import Promise
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

# In brackets; before a colon or a dash; in brackets after a ticket: `GH-101 (Done):`.
_LEAD_STATUS = re.compile(
    r"\s*(?:[(\[]([^()\[\]]{2,80})[)\]]|(?:[\w#/-]{1,30}\s*[(\[]\s*)?([^\W\d_][\w' -]{2,40}?)"
    r"\s*[)\]]?(?=\s*[:\uff1a]\s|\s[:\u2013\u2014-]\s))"
)
_TAIL_WORD = re.compile(r"(?:\s[-\u2013\u2014]|[:\uff1a])\s*([^\W\d_][\w ]{2,24}?)\s*\.?\s*$")
_TAIL_CODE = re.compile(r"\s(:[a-z_]{1,30}:)\s*$")  # a picture by its name
# "~~Order it~~ - done, all of it"
_AFTER_STRUCK = re.compile(
    r"\s*[-\u2013\u2014:]+\s+(?P<said>(?P<word>[^\W\d_][\w ]{2,24}?)(?:\s*[,;.!]\s[^\n]*)?)\s*$"
)
# A sentence of its own at the end: "Ask the port. On hold until May."
_LAST_SENTENCE = re.compile(r"[.!?)\]]\s+(?=[^\W\d_])([^.!?\n:]{2,60}?)\s*[.!]?\s*$")
_JOINT = re.compile(r"[(\[:\uff1a\u2013\u2014-]")  # what either has
_WHERE = re.compile(r"\s+(?:in|by|via|with|on|through)\s")
_STOP = re.compile(r"[.!?)\]]\s+\S")


def take(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take a picture or `(blocked)` at the start, a word after a dash at the end."""
    if not promise.wants("status"):
        return
    lead = len(promise.rest) - len(promise.rest.lstrip())
    picture = promise.rest[lead : lead + 1]
    if not picture.isascii() and not picture.isalnum() and status.known(picture, vocabulary):
        promise.take("status", (lead, lead + 1 + promise.rest.startswith("\ufe0f", lead + 1)))
        return
    code = _TAIL_CODE.search(promise.rest)
    if code and status.known(code[1], vocabulary):
        promise.take("status", code.span(1), cut=code.span())
        return
    trimmed = promise.rest.rstrip(bounds.EDGE)
    if promise.inline.bytes.startswith(b"~~") and _after_struck(promise, trimmed, vocabulary):
        return
    for find in (_LEAD_STATUS.match, _TAIL_WORD.search) if _JOINT.search(trimmed) else ():
        match = find(trimmed)
        group = match.lastindex if match else None
        if match and group and _closes(match[group], vocabulary, label=group > 1):
            first = match.start(group)
            last = first + len(match[group].rstrip(bounds.EDGE))
            promise.take("status", (first, last), cut=match.span())
            return
    _sentence(promise, trimmed, vocabulary)


def _after_struck(promise: Promise, text: str, vocabulary: Vocabulary) -> bool:
    """Take what stands behind all that was to be done, where that is a status and a remark."""
    match = _AFTER_STRUCK.match(text)
    if match is None or not _closes(match["word"], vocabulary, label=False):
        return False
    promise.take("status", match.span("said"), cut=match.span())
    return True


def _sentence(promise: Promise, text: str, vocabulary: Vocabulary) -> None:
    """Take a sentence at the end that is a status, or says what all of it waits for."""
    match = _LAST_SENTENCE.search(text) if _STOP.search(text) else None
    if match is None:
        return
    said = " ".join(match[1].casefold().split())
    found = vocabulary.statuses.get(said, Status.OPEN)
    if found is Status.OPEN:
        cell = split(match[1], vocabulary)
        found = cell.value if cell and _goes_on(cell) else Status.OPEN
    if found is not Status.OPEN:
        promise.take("status", match.span(1), cut=(match.start(1), match.end()))


def _goes_on(cell: Cell) -> bool:
    """Say whether a sentence tells what all waits for, or where it was done: "Fixed in #12"."""
    if cell.value is Status.BLOCKED:
        return True
    return (
        cell.value is Status.DONE and cell.word[:1].isupper() and bool(_WHERE.match(cell.tail))
    )


def _closes(said: str, vocabulary: Vocabulary, *, label: bool) -> bool:
    """Say whether a word is a status and not just "open", which says nothing here.

    As a label, "Testing:" or "Draft:" tell what the work is about; "In progress:" does not.
    """
    word = " ".join(said.casefold().rstrip(bounds.EDGE).split())
    status = vocabulary.statuses.get(word, Status.OPEN)
    if label and status is Status.OPEN and (cell := split(said, vocabulary)) and _goes_on(cell):
        return cell.value is Status.DONE  # "Completed in the yard:"
    plain = status is not Status.IN_PROGRESS or said.isupper() or word in vocabulary.boards
    return status is not Status.OPEN and (plain or not label)
