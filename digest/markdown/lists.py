"""Action items in lists and paragraphs."""

import re
from functools import lru_cache

from digest.markdown import called, details, markers, people
from digest.markdown.blocks import ListItem
from digest.markdown.fields import status, words
from digest.markdown.inline import OPAQUE, Inline
from digest.markdown.made import Reader, Start, made
from digest.model.item import ActionItem, Form, Span, Status
from digest.model.vocabulary import Vocabulary

# A box the parser does not know as a task: other marks, a no-break space, escaped brackets.
_DONE = r"[XxvV\u2705\u2714\u2713\u2611]"
_OTHER = r"""[/~!<>?*+#$&"'=|\u2610\u2b1c\u274c\u23f3\u26d4\U0001f6a7\U0001f504\U0001f6ab-]"""
_BOX = re.compile(
    rf"\x02?\[(?:[ \u00a0]?(?P<done>{_DONE})\ufe0f?[ \u00a0]?"
    rf"|(?P<other>[ \u00a0]{{0,2}}|{_OTHER}|[Nn]/[Aa])\ufe0f?)\x02?\](?=\s|$)"
)
_NUMBER = re.compile(
    r"\s*(?!P[0-4]\b)(?:(?:action(?: item)?|task|item)\s*#?\d+|[A-Z]{1,3}-?\d+|#?\d+(?:\.\d+)*)"
    r"\s*[.:)\uff1a\u2013\u2014-]\s*",
    re.IGNORECASE,
)
_FEW = 2  # words of a group's name
_FEW_SIGNS = 6  # of a script without spaces
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_SIGN = re.compile(rb":|\s-|\xe2\x80[\x93\x94]|\xef\xbc\x9a")  # after a marker in a heading
_BRACKETS = re.compile(rb"[(\[][^()\[\]]*[)\]]")
_CODE_FIRST = re.compile(rf"[\x02 ]*{OPAQUE}+[\x02 ]*(?:$|[:\uff1a]|[-\u2013\u2014] )")


def read_list_item(item: ListItem, reader: Reader, *, bullets: bool) -> ActionItem | None:
    """Return what a list item promises, or None where it is no action item."""
    inline = item.inline
    if inline is None:
        return None
    box = _box(item, inline)
    if box:
        if not reader.ground.boxes:
            return None
        mark, first = box
        first = max(first, _after_label(inline, reader.ground.start))
        return made(inline, Start(item.start, first, mark), reader, Form.TASK)
    if bullets and not groups(item, inline, reader) and not _defines(inline):
        marker = markers.pattern(reader.vocabulary).match(inline.masked)
        first = marker.end() if marker else _after_label(inline, reader.ground.start)
        found = made(inline, Start(item.start, first), reader, Form.BULLET)
        return found if found and not _remarks(found, reader.vocabulary) else None
    return None


def read_handed(item: ListItem, reader: Reader) -> ActionItem | None:
    """Return what a bullet anywhere promises that ends with `(follow up Kim)` or the like."""
    inline = item.inline
    if inline is None or item.box is not None or not _BRACKETS.search(inline.bytes):
        return None
    match = _handed(reader.vocabulary).search(inline.masked)
    if match is None:
        return None
    found = made(inline, Start(item.start), reader, Form.BULLET)
    spans = found.spans if found else None
    at = inline.at(match.start())
    told = spans and spans.owner and spans.text.end <= at <= spans.owner.start
    return found if told else None


@lru_cache(maxsize=16)
def _handed(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"[(\[]\s*{words.any_of(vocabulary.markers)}(?:\s*[:\uff1a]\s*|\s+)[\w@][^()\[\]\n]{{0,60}}[)\]][\s.]*$",
        re.IGNORECASE,
    )


def _after_label(inline: Inline, start: int | None) -> int:
    """Return the character at which a promise begins, after a label such as "Merged:"."""
    if start is None:
        return 0
    return len(inline.raw[inline.start : start].decode("utf-8", "replace"))


def box_of(item: ListItem) -> tuple[bool, str] | None:
    """Return whether a task's box is ticked, and its text; None where there is no box."""
    box = _box(item, item.inline) if item.inline else None
    if box is None or item.inline is None:
        return None
    mark, first = box
    inline = item.inline
    ticked = status.mark(mark.of(inline.raw).decode("utf-8", "replace")) is Status.DONE
    return ticked, inline.words(inline.span(first, len(inline.masked)))


def read_paragraph(inline: Inline, reader: Reader) -> ActionItem | None:
    """Return what a paragraph under an action heading promises."""
    return made(inline, Start(inline.start), reader, Form.PARAGRAPH)


def read_heading(inline: Inline, reader: Reader) -> ActionItem | None:
    """Return what a heading promises below which an owner and a date are told."""
    number = _NUMBER.match(inline.masked)
    return made(
        inline, Start(inline.start, number.end() if number else 0), reader, Form.PARAGRAPH
    )


def read_marked_heading(inline: Inline, reader: Reader) -> ActionItem | None:
    """Return what a heading promises that begins with `Action:` or the like."""
    if not _SIGN.search(inline.bytes):
        return None
    match = markers.heading(reader.vocabulary).match(inline.masked)
    if match is None or len(inline.masked[match.end() :].split()) <= _FEW:
        return None
    return made(inline, Start(inline.start, match.end()), reader, Form.PARAGRAPH)


def _box(item: ListItem, inline: Inline) -> tuple[Span, int] | None:
    """Return the one character between the brackets, and where the text begins."""
    if item.box is not None:
        return Span(item.box.start + 1, item.box.end - 1), 0
    if not inline.bytes.startswith((b"[", b"\\[")):
        return None
    found = box_at(inline.dressed, 0)
    return (inline.span(*found[0]), found[1]) if found else None


def box_at(text: str, at: int) -> tuple[tuple[int, int], int] | None:
    """Return the characters between the brackets of a box, and where it ends."""
    match = _BOX.match(text, at)
    return (match.span("done" if match["done"] else "other"), match.end()) if match else None


def _defines(inline: Inline) -> bool:
    """Say whether a bullet explains some code: a piece of it, a dash, what it does."""
    return bool(_CODE_FIRST.match(inline.dressed))


def _remarks(item: ActionItem, vocabulary: Vocabulary) -> bool:
    """Say whether a bullet only tells of those around it, or who is away: "This was ..."."""
    said = item.text.casefold() + " "
    if said.startswith(_absent(vocabulary)):
        return True
    return not item.owners and not item.due and said.startswith(_openings(vocabulary))


@lru_cache(maxsize=16)
def _openings(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(f"{words} " for words in vocabulary.remarks)


@lru_cache(maxsize=16)
def _absent(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(f"{words} " for words in vocabulary.absences)


def _asks(plain: str, vocabulary: Vocabulary) -> bool:
    """Say whether a line says what to do: "Replace the key in:"."""
    words = plain.split()
    return len(words) > _FEW and words[0].casefold() in vocabulary.verbs


def _was_done(plain: str, reader: Reader) -> bool:
    """Say whether a line tells what was done, before its details: "The hinge was mended:"."""
    ground = reader.ground
    return ground.bullets and ground.status is Status.DONE and len(plain.split()) > _FEW


def _promised(plain: str, reader: Reader) -> bool:
    """Say whether a line says what somebody known will do: "Kim writes two guides:"."""
    names = called.names(reader.known, reader.vocabulary)
    who = people.subject(plain, names) if len(plain.split()) > _FEW + 1 else None
    return who is not None and len(plain[who[1] :].split()) > _FEW


def _is_short(plain: str) -> bool:
    """Say whether a bullet is short as the name of a group; a sentence may have no space."""
    return len(plain.split()) <= _FEW and len(_UNSPACED.findall(plain)) <= _FEW_SIGNS


def groups(item: ListItem, inline: Inline, reader: Reader) -> bool:
    """Say whether a bullet only names the group of those below it: "Backend", "By Friday:"."""
    if not item.children:
        return False
    if inline.plain.endswith((":", "\uff1a")):
        plain = inline.plain
        told = _asks(plain, reader.vocabulary) or _was_done(plain, reader)
        return not (told or _promised(plain, reader))
    few = _is_short(inline.plain) and "@" not in inline.plain
    named = few and reader.ground.named and not _defines(inline)
    return named and any(
        child.inline is not None and details.find(child.inline, reader.vocabulary) is None
        for child in item.children
    )
