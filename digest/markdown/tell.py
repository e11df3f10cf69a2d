"""Write a part of an update, and prove that nothing else changed."""

import re
from collections.abc import Iterator
from dataclasses import replace

from digest.errors import Refusal
from digest.markdown import splice, titles
from digest.markdown.amend import NOT_UTF8, Amended
from digest.markdown.document import read
from digest.markdown.edits.proof import Grown
from digest.markdown.edits.target import decoded, encoded
from digest.markdown.fields import words
from digest.markdown.lines import line_of, table
from digest.markdown.splice import Splice
from digest.model.command import Tell
from digest.model.document import Document
from digest.model.item import ReadStatus
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary
from digest.sentence import Sentence

_LABELLED = re.compile(
    r"(?P<lead>[ \t>]*(?:[-*+][ \t]+)?)(?P<mark>\*\*|__)(?P<label>[^*_:]{2,60}):?(?P=mark):?"
    r"[ \t]*(?P<said>.*)"
)
_UNSAID = re.compile(r"|\[[^\]]*\]|\.{3}|…")  # nothing, or a placeholder of the form
_BELOW = 20  # lines after the last that says something, in which a part may be left open
_BESIDE = {
    "preference",
    "recommendation",
    "decide_by",
    "reason",
    "delay",
    "scope_change",
    "new_eta",
}
_LINE_END = re.compile(rb"\r\n|\n|\r")
_ELSE = Sentence(
    "writing this here would change how something else in the document reads; edit the file"
)
_TWO = Sentence("two updates have this title; edit the file")
_GONE = Sentence("the update is not there any more; edit the file")
_WRITTEN = {
    "reason": Sentence("its reason is written already; edit the file"),
    "decision": Sentence("its decision is written already; edit the file"),
}


def tell(document: Document, title: str, asked: Tell, *, vocabulary: Vocabulary) -> Amended:
    """Return the document with one part of an update said, every other byte as it was.

    Raises:
        Refusal: there is no such update, it says something else already, or there is no place.
    """
    index = _index(document, title)
    update = document.updates[index]
    text = words.plain(words.literal(asked.text))
    said = update.fields.get(asked.part, "")
    if said == text:
        return _told(document, document, index, asked)
    if said:
        raise _refusal(document, update, _WRITTEN[asked.part])
    if not asked.text.isascii() and any(p.rule == "encoding" for p in document.problems):
        raise _refusal(document, update, NOT_UTF8)
    for edit in _ways(document, update, asked, vocabulary):
        raw = splice.apply(document.raw, [edit], path=document.path)
        after = read(raw, path=document.path, vocabulary=vocabulary, date=document.date)
        if _only(document, after, index, (asked.part, text), edit):
            return _told(document, after, index, asked, edit)
    raise _refusal(document, update, _ELSE)


def _index(document: Document, title: str) -> int:
    """Return which update has a title; two that have it may mean either."""
    found = [
        n
        for n, each in enumerate(document.updates)
        if (each.delays or each.chooses) and each.title == title
    ]
    if len(found) != 1:
        raise Refusal(_TWO if found else _GONE, path=document.path)
    return found[0]


def _refusal(document: Document, update: Update, why: Sentence) -> Refusal:
    stands = line_of(document.raw, update.line)
    return Refusal(why, path=document.path, line=update.line, stands=stands)


def _ways(
    document: Document, update: Update, asked: Tell, vocabulary: Vocabulary
) -> Iterator[Splice]:
    """Yield where it may be written: where it is left open, else below what it belongs to."""
    raw, starts = document.raw, table(document.raw).starts
    text, last = words.literal(asked.text), starts[update.end_line - 1]
    beside = last
    for start in starts[update.line - 1 : update.end_line + _BELOW]:
        match = _LABELLED.fullmatch(decoded(raw[start : _end(raw, start)]))
        parts = vocabulary.parts_of.get(titles.key(match["label"]), ()) if match else ()
        if match and asked.part in parts and _UNSAID.fullmatch(match["said"].strip()):
            yield _filled(start, match, text)
        if start <= last and _BESIDE & {*parts}:
            beside = start
    for start in dict.fromkeys((beside, last)):
        yield from _after(raw, start, asked.part.capitalize(), text)


def _end(raw: bytes, start: int) -> int:
    """Return where the line that starts there ends, without its end."""
    end = _LINE_END.search(raw, start)
    return end.start() if end else len(raw)


def _filled(start: int, match: re.Match[str], text: str) -> Splice:
    before = match.string[: match.start("said")]
    gap = "" if before.endswith((" ", "\t")) else " "
    return Splice(start + len(encoded(before)), encoded(match["said"]), encoded(f"{gap}{text}"))


def _after(raw: bytes, start: int, label: str, text: str) -> Iterator[Splice]:
    """Yield the lines that may follow the one that starts there, in its manner first."""
    at = _end(raw, start)
    end = _LINE_END.match(raw, at) or _LINE_END.search(raw)
    newline = decoded(end[0]) if end else "\n"
    last = _LABELLED.fullmatch(decoded(raw[start:at]))
    bold = f"**{label}**: {text}"
    if last:
        yield Splice(at, b"", encoded(f"{newline}{last['lead']}{bold}"))
    yield Splice(at, b"", encoded(f"{newline}{newline}{bold}"))


def _only(
    before: Document, after: Document, index: int, asked: tuple[str, str], edit: Splice
) -> bool:
    """Say whether one part of one update says what was asked, and all else what it did."""
    if len(before.updates) != len(after.updates):
        return False
    grown = _grown(before, after, edit)
    part, text = asked
    old, new = before.updates[index], after.updates[index]
    told = {**dict(old.fields), part: text} == dict(new.fields)
    return told and _frame(before, index, Grown(0, 0)) == _frame(after, index, grown)


def _grown(before: Document, after: Document, edit: Splice) -> Grown:
    lines = table(before.raw)
    return Grown(len(table(after.raw).starts) - len(lines.starts), lines.at(edit.start))


def _frame(document: Document, index: int, grown: Grown) -> tuple[object, ...]:
    """Return all that a document says, but for the parts of one update."""
    back = grown.back
    options = {option.line for option in document.updates[index].options}
    items = [
        replace(
            item,
            status=ReadStatus() if item.line in options else item.status,  # a decision's effect
            line=back(item.line),
            end_line=back(item.end_line),
            parent=back(item.parent) if item.parent else None,
        )
        for item in document.items
    ]
    updates = [
        (
            u.kind,
            back(u.line),
            u.title,
            u.day,
            u.series,
            u.options if n == index else dict(u.fields),
        )
        for n, u in enumerate(document.updates)
    ]
    return (
        *(document.kind, document.title, document.date, document.authors, document.series),
        *(document.sections, document.audience, document.tags, dict(document.header)),
        [replace(lesson, line=back(lesson.line)) for lesson in document.learnings],
        [(p.rule, back(p.line), p.message) for p in document.problems],
        items,
        updates,
    )


def _told(
    before: Document, after: Document, index: int, asked: Tell, edit: Splice | None = None
) -> Amended:
    grown = _grown(before, after, edit) if edit else Grown(0, 0)
    number = table(before.raw).at(edit.start) if edit else before.updates[index].line
    by = grown.by
    said = (str(d.updates[index].fields.get(asked.part, "")) for d in (before, after))
    was, now = said
    return Amended(
        document=after,
        before=was,
        after=now,
        before_line="" if by else line_of(before.raw, number),
        after_line=line_of(after.raw, number + by),
        line=number + by,
        field=asked.part,
        changed=after.raw != before.raw,
    )
