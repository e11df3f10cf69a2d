"""What Obsidian Tasks, Dataview and todo.txt add to a line."""

import re

from digest.markdown.findings import Promise
from digest.model.vocabulary import Vocabulary

_BLOCK_ID = re.compile(r"(?:^|\s)(\^[A-Za-z0-9-]+)\s*$")
_DATAVIEW = re.compile(
    r"[\[(]\s*+([\w-](?:[\w -]{0,38}[\w-])?)\s*+::\s*+"
    r"((?:[^\]\[()\s]|\s++(?![\])]))*+)\s*+[\])]"
)
_CALENDAR = re.compile(r"[📅📆🗓]\ufe0f?\s*(\d{4}-\d\d-\d\d)")
_OTHER_DATES = re.compile(
    r"[\u2795⏳🛫✅❌]\ufe0f?\s*\d{4}-\d\d-\d\d|🔁[^📅📆🗓\u2795⏳🛫✅❌🔺⏫🔼🔽⏬🆔⛔]*"
    r"|⛔\ufe0f?\s*(?=[\w,-]{0,40}\d)[\w,-]{1,80}"  # the names of tasks it waits for
)
_OTHER_PAIRS = re.compile(r"(?<!\S)(?:t|rec|created|completed|scheduled|start):\S+")
_PAIR = re.compile(r"(?<!\S)due:(\d{4}-\d\d-\d\d)(?!\S)")
_NAMED = re.compile("\U0001f194\ufe0f?\\s*([A-Za-z0-9_-]{1,40})")  # a task's name
# `[assignee] Kim [due] 11 June [status] done`, as forms for minutes write them
_TAGGED = re.compile(
    r"(?<!\S)\[([a-z][a-z ]{1,20})\][ \t]+(?=[^\s\[])([^\[\]\n]{1,80}?)(?=[ \t]+\[|\s*$)"
)
_TAGS = ("owner", "due", "status", "priority")
_ARROWS = re.compile(r"[🔺⏫🔼🔽⏬]\ufe0f?")


def take(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take dates, priorities and identities that tools wrote; dates that are not due go too."""
    if "^" in promise.rest and (match := _BLOCK_ID.search(promise.rest)):
        promise.mark = match[1]
        promise.blank(match.span(1))
    if "::" in promise.rest:
        for match in _DATAVIEW.finditer(promise.rest):
            name = vocabulary.column_of.get(match[1].casefold(), ("other", 0))[0]
            promise.take(name, match.span(2), cut=match.span())
    if "] " in promise.rest:
        _tagged(promise, vocabulary)
    if not promise.rest.isascii():
        _pictures(promise)
    if ":" in promise.rest:
        _pairs(promise)


def _tagged(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take several fields in a row; a word alone in brackets may be one of the sentence."""
    named = [
        (name, match)
        for match in _TAGGED.finditer(promise.rest)
        if (name := vocabulary.column_of.get(match[1], ("", 0))[0]) in _TAGS
    ]
    for name, match in named if len(named) > 1 else ():
        if promise.wants(name):
            promise.take(name, match.span(2), cut=match.span())


def _pairs(promise: Promise) -> None:
    for match in _OTHER_PAIRS.finditer(promise.rest):
        promise.blank(match.span())
    for match in _PAIR.finditer(promise.rest):
        promise.take("due", match.span(1), cut=match.span())


def _pictures(promise: Promise) -> None:
    for match in _NAMED.finditer(promise.rest):
        promise.mark = promise.mark or match[1]
        promise.blank(match.span())
    for match in _CALENDAR.finditer(promise.rest):
        promise.take("due", match.span(1), cut=match.span())
    for match in _OTHER_DATES.finditer(promise.rest):
        promise.blank(match.span())
    for match in _ARROWS.finditer(promise.rest):
        promise.take("priority", match.span())
