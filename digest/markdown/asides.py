"""`TODO:` and the like in the middle of a line, and lines that an arrow begins: `=> …`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from digest.markdown import markers
from digest.model.vocabulary import Vocabulary

Range = tuple[int, int]  # characters, half-open

ARROW = r"(?:[-=]{1,2}>|\u2192|\u21d2)"
_AFTER_ARROW = re.compile(rf"(?:^|\n)[^\S\n]*(?P<arrow>{ARROW}[^\S\n]*)(?=\S)")
_ARROW = re.compile(rf"\s*{ARROW}\s*")
_CLOSING = re.compile(r"[()\n]")
_LINE = re.compile(r"[^\n]*")


@dataclass(frozen=True)
class Aside:
    """Some characters of a text, from the marker on, and where its words begin."""

    start: int
    words: int
    end: int
    who: Range | None = None
    arrow: bool = False


def find(text: str, vocabulary: Vocabulary) -> Iterator[Aside]:
    """Yield what a text in which markup is blank marks as to be done, from left to right."""
    at = 0
    for match in _inside(vocabulary).finditer(text):
        if match.start() < at:
            continue
        inside = match["open"] or match["opened"]
        at = closed(text, match.end()) if inside else _line_end(text, match.end())
        name = next((n for n in markers.NAMED if match[n]), "")
        who = match.span(name) if name else None
        begun = match.start(next(n for n in ("marker", "bare", "named") if match[n]))
        yield Aside(begun, match.end(), at, who)
    for match in _AFTER_ARROW.finditer(text):
        end = _line_end(text, match.end())
        yield Aside(match.start("arrow"), match.end(), end, arrow=True)


def handed(text: str, vocabulary: Vocabulary) -> tuple[Range, Range] | None:
    """Return whom an end such as `-> Kim` or `TODO: Kim` may name, and all of that end.

    A status and a note may stand behind it in brackets.
    """
    match = _handed(vocabulary).search(text)
    return (match.span("who"), match.span("end")) if match else None


@lru_cache(maxsize=16)
def _handed(vocabulary: Vocabulary) -> re.Pattern[str]:
    marker = rf"{markers.shouted(vocabulary.markers)}\s?[:\uff1a]\s*"
    return re.compile(
        rf"\s(?P<end>(?:{ARROW}\s*(?:{marker})?|[(\[]?{marker})"
        r"(?P<who>[\w@][^\n:()\[\]]{0,40}?)[)\]]?)(?:\s*\([^()\n]{1,80}\)){0,2}\s*$"
    )


def nothing(before: str) -> bool:
    """Say whether before a sentence stands nothing, or an arrow."""
    return not before.strip() or bool(_ARROW.fullmatch(before))


def arrow_inside(text: str) -> bool:
    """Say whether a later line begins with an arrow."""
    return any(match.start() for match in _AFTER_ARROW.finditer(text))


@lru_cache(maxsize=16)
def _inside(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = vocabulary.markers
    shouted, word = markers.shouted(words), markers.either(words)
    return re.compile(
        rf"(?:(?P<open>\()|[.;,!?\u2013\u2014]\s|{ARROW}\s|\s-\s|(?<=\w)(?=[ \t]+TODO\b))[ \t]*"
        rf"(?P<marker>{shouted}{markers.NUMBER}{markers.WHO}\s?[:\uff1a]\s*)(?=\S)"
        rf"|(?P<opened>\()[ \t]*(?P<bare>{markers.BARE})"
        r"(?=[^\W\d_a-z][\w.-]*\s+[^\W\d_A-Z]\S*\s)"
        rf"|(?<=\s)(?P<named>{markers.WHOSE.format(word=word)})(?=\S)"
    )


def closed(text: str, at: int) -> int:
    """Return where brackets end that were open before, or the line."""
    deep = 1
    for match in _CLOSING.finditer(text, at):
        if match[0] == "\n":
            return match.start()
        deep += 1 if match[0] == "(" else -1
        if deep == 0:
            return match.start()
    return len(text)


def _line_end(text: str, at: int) -> int:
    match = _LINE.match(text, at)
    return match.end() if match else at
