"""Brackets at the end of a line: a status, a note."""

import re

from digest.markdown import remarks
from digest.markdown.fields import statusfind
from digest.markdown.findings import Promise
from digest.markdown.inline import MARKUP
from digest.model.vocabulary import Vocabulary

_MAYBE_ESCAPED = re.compile(rf"{MARKUP}(?=[()\[\]])")


def take(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take status and note in brackets at the end first: they may hold dates and names."""
    while promise.wants("status") or promise.wants("note"):
        text = _bracketed(promise)
        last = statusfind.last(text)
        if last is None:
            return
        if promise.wants("status") and statusfind.means(text[slice(*last[0])], vocabulary):
            promise.take("status", last[0], cut=last[1])
        elif promise.wants("note") and (note := remarks.find(text, last[0], vocabulary)):
            promise.take("note", note, cut=last[1])
        else:
            return


def _bracketed(promise: Promise) -> str:
    """Return what is not understood yet, escaped brackets as letters: they open nothing."""
    raw, text = promise.inline.bytes, promise.rest
    if b"\\" in raw:
        for match in _MAYBE_ESCAPED.finditer(promise.inline.dressed):
            at = promise.inline.at(match.end()) - promise.inline.start
            if raw[at - 1 : at] == b"\\":
                text = f"{text[: match.end()]}_{text[match.end() + 1 :]}"
    return text
