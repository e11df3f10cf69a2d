"""A file's bytes as blocks: encoding, size, byte order mark, front matter, line ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from digest.errors import Problem
from digest.markdown import frontmatter, lines, scan
from digest.markdown.blocks import Block
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.lines import Lines
from digest.markdown.overflow import Overflow

LARGEST = 1_000_000  # bytes
NOT_TEXT, TOO_LARGE = "not-text", "too-large"  # rules of problems: nothing could be read
_BOM = b"\xef\xbb\xbf"
_TELLING = re.compile(rb"[#\[|:*_+=\xef\xe2\xf0-]|\d[.)]")
# The row below a table's header, for which the parser takes spaces only.
_DELIMITERS = re.compile(rb"^[ >]{0,20}+[|:-][|:\t -]*+(?=[\r\n]|\Z)", re.MULTILINE)
# The parser does not see a fence that ends before a lone CR; LF is as long.
_LONE_CR = re.compile(rb"\r(?!\n)")
_STRANGE = re.compile("[\udc80-\udcff]")
_FEW_STRANGE = 8  # bytes, which are too few to tell anything
_MOST_STRANGE = 0.05  # of all bytes; beyond it, it is no text, or one in UTF-16


@dataclass(frozen=True)
class Text:
    """A file's bytes with what was found in them so far."""

    raw: bytes
    path: str
    lines: Lines
    matter: FrontMatter
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def report(text: Text, line: int, *, rule: str, message: str, hint: str) -> None:
    """Add a problem of a file."""
    text.problems.append(Problem(text.path, line, message, hint, rule))


def read(raw: bytes, path: str) -> Text:
    """Return the blocks of a file, or none and the problem that prevents it."""
    if len(raw) > LARGEST:
        text = Text(raw, path, lines.table(b""), FrontMatter())
        message = f"{len(raw)} bytes: at most {LARGEST} are read"
        report(text, 0, rule=TOO_LARGE, message=message, hint="split it")
        return text
    start = len(_BOM) if raw.startswith(_BOM) else 0
    text = Text(raw, path, lines.table(raw), frontmatter.read(raw, start))
    if problem := text.matter.problem:
        report(text, 1, rule="front-matter", message=problem, hint="all below it was read")
    readable = _readable(text)
    if readable is not None and _TELLING.search(readable, text.matter.end):
        _scan(text, _as_the_parser_wants(readable))
    return text


def nothing_read(problems: Iterable[Problem]) -> bool:
    """Return whether the problems of a document say that nothing of it could be read."""
    return any(problem.rule in (NOT_TEXT, TOO_LARGE) for problem in problems)


def _as_the_parser_wants(raw: bytes) -> bytes:
    """Return as many bytes, in which lone CR ends a line and tables may be drawn with tabs."""
    if b"\r" in raw:
        raw = _LONE_CR.sub(b"\n", raw)
    if b"\t" in raw and b"--" in raw:
        raw = _DELIMITERS.sub(lambda row: row[0].replace(b"\t", b" "), raw)
    return raw


def _scan(text: Text, readable: bytes) -> None:
    try:
        scan.scan(readable, text.matter.end, text.blocks)
    except Overflow as limit:
        at, message = text.lines.at(limit.offset), f"{limit}: the rest was not read"
        report(text, at, rule="limit", message=message, hint="split the document here")


def _readable(text: Text) -> bytes | None:
    """Return the bytes as UTF-8 of the same length, or None where that would be guessing.

    A few bytes of another encoding are common in old files: each reads as a question mark,
    and everything else keeps its place.
    """
    raw = text.raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"not UTF-8: found byte {raw[error.start : error.start + 1]!r}"
        at = text.lines.at(error.start)
        mended = _STRANGE.sub("?", raw.decode("utf-8", "surrogateescape")).encode("utf-8")
        strange = mended.count(b"?") - raw.count(b"?")
        few = strange <= max(_FEW_STRANGE, len(raw) * _MOST_STRANGE) and b"\0" not in raw
        rule = "encoding" if few else NOT_TEXT
        report(text, at, rule=rule, message=message, hint="save it as UTF-8")
        return mended if few else None
    return raw
