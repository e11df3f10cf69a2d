"""Fields that stand on lines of their own below an item: `- Owner: Kim`, `Due: Friday`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from digest.markdown import assigned, called, tickets
from digest.markdown import promise as promising
from digest.markdown.fields import due, owner, priority, status, words
from digest.markdown.findings import Promise
from digest.markdown.inline import Inline
from digest.markdown.made import Reader
from digest.model.item import ActionItem, Span, Spans, Status
from digest.model.vocabulary import Vocabulary

_FIELDS = ("owner", "due", "status", "priority", "ticket", "type", "number")
_TELLING = ("owner", "due", "status", "priority")
_SIGN = re.compile(r"[:=\uff1a]")  # what ends a label
_SAID = re.compile(r"[\w\x01]")
_WORDS = re.compile(r"\w")
_SHORT = 40  # bytes: a day or a word of its own
_LONGEST = 600  # bytes: beyond it, it explains


def find(inline: Inline, vocabulary: Vocabulary) -> Promise | None:
    """Return the fields some lines tell; None where they say anything else too."""
    if inline.end - inline.start > _LONGEST or not _maybe(inline):
        return None
    run = inline.masked
    promise = Promise(inline, run)
    for name, value, whole in _labelled(run, vocabulary):
        promise.take(name, value, cut=whole)
    names = called.names(frozenset(vocabulary.names), vocabulary)
    told = assigned.find(promise.rest, vocabulary, names, alone=True)
    if told and "owner" not in promise.found:
        promise.take("owner", told[0], cut=told[1])
    if promise.found:
        promise.rest = promise.rest.replace("|", " ").replace("\u00b7", " ")
    if _SAID.search(promise.rest):
        promise = promising.read(inline, 0, vocabulary)
        _status_alone(promise, vocabulary)
    linked = "status" in promise.found and b"://" in inline.bytes  # where it is being done
    alone = not (_WORDS if linked else _SAID).search(promise.rest)
    return promise if alone and promise.found else None


def _status_alone(promise: Promise, vocabulary: Vocabulary) -> None:
    """Take a line that is nothing but "Done" or "WIP"."""
    said = promise.rest.strip()
    word = said.casefold()
    plain = vocabulary.boards.get(word, Status.OPEN) is not Status.OPEN
    if plain and word in vocabulary.statuses:
        first = promise.rest.index(said)
        promise.take("status", (first, first + len(said)))


def tells(promise: Promise) -> bool:
    """Say whether it tells more than where something is tracked."""
    return any(promise.found.get(name) for name in _TELLING)


def noted(item: ActionItem, promise: Promise, reader: Reader) -> ActionItem:
    """Return an item with what stands below it, where it does not say so itself."""
    spans = item.spans
    if spans is None:
        return item
    said = {n: promise.said(n) for n in promise.found if not _has(item, n, spans)}
    changes: dict[str, object] = {}
    if owners := owner.read(said.get("owner", "")):
        changes["owners"] = owners
    if day := due.read(said.get("due", ""), reader.ground.base, reader.vocabulary):
        changes["due"] = day
    if "status" in said and said["status"].strip():
        changes["status"] = status.read(said["status"], reader.vocabulary)
    if urgency := priority.read(said.get("priority", ""), reader.vocabulary):
        changes["priority"] = urgency
    ticket = item.ticket or tickets.anywhere([promise.inline])
    found = {name: promise.span(name) for name in said if name in _TELLING}
    return replace(item, ticket=ticket, spans=replace(spans, **found), **changes)  # type: ignore[arg-type]


def handed(item: ActionItem, inline: Inline, reader: Reader) -> ActionItem | None:
    """Return an item with those whom a line below it names, where it says nothing else."""
    names = called.names(reader.known, reader.vocabulary)
    if item.spans is None or not (
        names.may_begin(inline.plain) and names.all_known(inline.plain)
    ):
        return None
    owners = (*item.owners, *owner.read(inline.plain))
    span = item.spans.owner or inline.whole
    return replace(item, owners=owners, spans=replace(item.spans, owner=span))


def _has(item: ActionItem, name: str, spans: Spans) -> bool:
    if name == "status" and spans.mark is not None and item.status.value.closed:
        return True
    return isinstance(getattr(spans, name, None), Span)


def _maybe(inline: Inline) -> bool:
    raw = inline.bytes
    return b":" in raw or b"@" in raw or b"\xef\xbc\x9a" in raw or len(raw) < _SHORT


def _labelled(
    run: str, vocabulary: Vocabulary
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Yield field, characters of the value and of all of it, for `Label: value`."""
    if not _SIGN.search(run):
        return
    found = list(_labels(vocabulary).finditer(run))
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(run)
        line = run.find("\n", match.end(), end)
        end = line if line >= 0 else end
        value = run[match.end() : end]
        first = match.end() + len(value) - len(value.lstrip())
        last = match.end() + len(value.rstrip(" \t,;|\u00b7"))
        label = " ".join(match["label"].casefold().split())
        if label in vocabulary.column_of:  # a dotless i is no i to it
            name = vocabulary.column_of[label][0]
            yield name, (first, max(first, last)), (match.start(), end)


@lru_cache(maxsize=16)
def _labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match a label at the beginning of a line or after what parts one field from the next."""
    spellings = [s for s, (name, _) in vocabulary.column_of.items() if name in _FIELDS]
    return re.compile(
        rf"(?:(?<=\n)|(?<=[|,;\u00b7])|\A)\s*(?P<label>{words.any_of(spellings)})\s*{_SIGN.pattern}",
        re.IGNORECASE,
    )
