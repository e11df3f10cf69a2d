"""Take a reply's edit back: the line as it stood, or by meaning where that changed since."""

from collections.abc import Iterator

from digest.errors import Refusal
from digest.markdown import amend as amending
from digest.markdown import splice
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.markdown.edits import proof
from digest.markdown.edits.frame import Grown
from digest.markdown.edits.target import encoded
from digest.markdown.fields import due, status
from digest.markdown.lines import line_of, table
from digest.markdown.splice import Splice
from digest.model.command import Action, Restore, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.document import Document
from digest.model.vocabulary import Vocabulary
from digest.sentence import Sentence

_CHANGED = Sentence("it was changed since")
_NO_WAY = Sentence("what stood there before cannot be written again; edit the file")


def restore(
    document: Document, index: int, asked: Restore, *, vocabulary: Vocabulary
) -> Amended:
    """Return the document with a field of an item as it was before an edit.

    Raises:
        Refusal: the item says something else by now, or more than it would change.
    """
    item = document.items[index]
    now = amending.shown(item, asked.field)
    if now == asked.before:
        return _told(document, document, index, asked, None)
    if now != asked.after:
        raise _refusal(document, index, _CHANGED)
    for edit in _lines(document, item.line, asked):
        raw = splice.apply(document.raw, [edit], path=document.path)
        after = read(raw, path=document.path, vocabulary=vocabulary, date=document.date)
        grown = Grown(_more(document, after), table(document.raw).at(edit.start))
        same = proof.restored(document, after, index, asked.field, grown)
        if same and amending.shown(after.items[index], asked.field) == asked.before:
            return _told(document, after, index, asked, edit)
    return _by_meaning(document, index, asked, vocabulary)


def restore_part(document: Document, asked: Restore, *, vocabulary: Vocabulary) -> Amended:
    """Return the document without a part of an update that an edit wrote.

    Raises:
        Refusal: it is not there as it was written.
    """
    for edit in _lines(document, 0, asked):
        raw = splice.apply(document.raw, [edit], path=document.path)
        after = read(raw, path=document.path, vocabulary=vocabulary, date=document.date)
        if len(after.updates) == len(document.updates) and len(after.items) == len(
            document.items
        ):
            return _told(document, after, None, asked, edit)
    raise Refusal(_CHANGED, path=document.path)


def _lines(document: Document, near: int, asked: Restore) -> Iterator[Splice]:
    """Yield how the line may become what it was, the nearest such line first."""
    starts = table(document.raw).starts
    if "\ufffd" in asked.before_line + asked.after_line:  # not all of it is known
        return
    found = [
        n for n in range(1, len(starts) + 1) if line_of(document.raw, n) == asked.after_line
    ]
    for number in sorted(found, key=lambda n: abs(n - near)):
        start = starts[number - 1]
        end = starts[number] if number < len(starts) else len(document.raw)
        whole = document.raw[start:end]
        bare = whole.rstrip(b"\r\n")
        if asked.before_line:
            yield Splice(start, bare, encoded(asked.before_line))
        elif len(whole) > len(bare) or not start:
            yield Splice(start, whole, b"")
        else:  # the last line, which has no end of its own: that of the one before goes
            before = document.raw[:start]
            cut = len(before) - len(before.rstrip(b"\r\n")) if before else 0
            cut = min(cut, 2 if before.endswith(b"\r\n") else 1)
            yield Splice(start - cut, before[start - cut :] + whole, b"")


def _by_meaning(
    document: Document, index: int, asked: Restore, vocabulary: Vocabulary
) -> Amended:
    """Say of the item what it said before, in the words the document has for it."""
    action = _action(document, asked, vocabulary)
    if action is None:
        raise _refusal(document, index, _NO_WAY)
    return amend(document, index, action, vocabulary=vocabulary)


def _action(document: Document, asked: Restore, vocabulary: Vocabulary) -> Action | None:
    match asked.field:
        case "status":
            said = status.read(asked.before, vocabulary)
            return SetStatus(said.value, said.detail) if said.raw else None
        case "due":
            found = due.read(asked.before, document.date, vocabulary)
            return SetDue(found) if found and found.start else None
        case "owner":
            return SetOwner(asked.before) if asked.before else None
        case "priority":
            level = vocabulary.priorities.get(asked.before.casefold())
            return SetPriority(level or asked.before) if asked.before else None
    return None


def _refusal(document: Document, index: int, why: Sentence) -> Refusal:
    line = document.items[index].line
    stands = line_of(document.raw, line)
    return Refusal(why, path=document.path, line=line, stands=stands)


def _more(before: Document, after: Document) -> int:
    return len(table(after.raw).starts) - len(table(before.raw).starts)


def _told(
    before: Document, after: Document, index: int | None, asked: Restore, edit: Splice | None
) -> Amended:
    number = table(before.raw).at(edit.start) if edit else 1
    number = before.items[index].line if index is not None and not edit else number
    return Amended(
        document=after,
        before=asked.after,
        after=asked.before,
        before_line=asked.after_line if edit else "",
        after_line=asked.before_line if edit else "",
        line=number,
        field=asked.field,
        changed=after.raw != before.raw,
    )
