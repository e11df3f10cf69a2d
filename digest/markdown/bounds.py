"""Where the words of an item begin and end, once what it says of itself is taken away."""

import re

from digest.markdown.findings import Promise, Range
from digest.markdown.inline import MARKUP

EDGE = " \t\n-\u2013\u2014\u00b7|,;:\uff1a\u3001"
_EMPTY_PAIR = re.compile(r"[(\[\uff08][\s,;:\u3001\uff0c]*[)\]\uff09]")
_WORD = re.compile(r"[\w\x01]")
_JOINING = "-\u2013\u2014\u00b7|"  # between words and a field, with a space before
_DEEPEST = 9  # brackets in brackets
_PARTING = " \t\n,;\u3001"


def of_line(promise: Promise, first: int) -> Range:
    """Return the ends of the text: markup round it included, what was understood not."""
    rest = promise.rest
    while ("(" in rest or "[" in rest or "\uff08" in rest) and (
        match := _EMPTY_PAIR.search(rest)
    ):
        rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    if not _WORD.search(rest):
        rest = " " * first + promise.inline.masked[first:]
    start = len(rest) - len(rest.lstrip(EDGE))
    end = len(rest.rstrip(EDGE))
    if start >= end:
        return (first, len(rest.rstrip()))
    return _dressed(promise, first, (start, end))


def of_cell(promise: Promise) -> Range:
    """Return the ends of the text of an action cell.

    With and without a field at its end it is the same text, whatever it ends with.
    """
    rest = _emptied(promise)
    if not _WORD.search(rest):
        rest = promise.inline.masked
    start = len(rest) - len(rest.lstrip())
    while rest[start : start + 1] in EDGE and rest[start + 1 : start + 2] == " ":
        start += 2
        start += len(rest[start:]) - len(rest[start:].lstrip())
    end = len(rest.rstrip(_PARTING))
    while rest[end - 1 : end] in _JOINING and rest[end - 2 : end - 1] in (" ", "\t"):
        end = len(rest[: end - 1].rstrip(_PARTING))
    return _dressed(promise, 0, (start, max(start, end)))


def _emptied(promise: Promise) -> str:
    """Return what is not understood without the brackets in which all was."""
    rest, before, run = promise.rest, "", promise.inline.masked

    def blank(pair: re.Match[str]) -> str:
        return " " * len(pair[0]) if _WORD.search(run, *pair.span()) else pair[0]

    for _ in range(_DEEPEST):
        if rest in (before, run):
            break
        before, rest = rest, _EMPTY_PAIR.sub(blank, rest)
    return rest


def _dressed(promise: Promise, first: int, ends: Range) -> Range:
    start, end = ends
    dressed = promise.inline.dressed
    while start > first and dressed[start - 1] == MARKUP:
        start -= 1
    while end < len(dressed) and dressed[end] == MARKUP:
        end += 1
    return start, end


def tight(rest: str, where: Range) -> Range:
    """Return some characters without the white space at their ends."""
    said = rest[where[0] : where[1]]
    start = where[0] + len(said) - len(said.lstrip())
    return start, start + len(said.strip())
