"""Where a part of an update may be written: a line that is left open, or one of its own."""

import re
from collections.abc import Iterator

from digest.markdown import titles
from digest.markdown.edits.target import decoded, encoded
from digest.markdown.fields import words
from digest.markdown.lines import table
from digest.markdown.splice import Splice
from digest.model.command import Tell
from digest.model.document import Document
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

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


def ways(
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
