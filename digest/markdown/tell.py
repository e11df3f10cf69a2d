"""Write a part of an update, and prove that nothing else changed."""

from digest.errors import Refusal
from digest.markdown import splice
from digest.markdown.amend import NOT_UTF8, Amended
from digest.markdown.document import read
from digest.markdown.edits import parts
from digest.markdown.edits.frame import UNGROWN, Grown, around_update
from digest.markdown.fields import words
from digest.markdown.lines import line_of, table
from digest.markdown.splice import Splice
from digest.model.command import Tell
from digest.model.document import Document
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary
from digest.sentence import Sentence

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
    for edit in parts.ways(document, update, asked, vocabulary):
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
    return told and around_update(before, index, UNGROWN) == around_update(after, index, grown)


def _grown(before: Document, after: Document, edit: Splice) -> Grown:
    lines = table(before.raw)
    return Grown(len(table(after.raw).starts) - len(lines.starts), lines.at(edit.start))


def _told(
    before: Document, after: Document, index: int, asked: Tell, edit: Splice | None = None
) -> Amended:
    grown = _grown(before, after, edit) if edit else UNGROWN
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
