"""Names in a line of a list: where an owner is written, if any.

Only the people directory can say who is meant.  Here it is decided which words stand in the
place of an owner; a bold label is more often a label than a person.
"""

import re
from dataclasses import dataclass

from digest.markdown.inline import Inline

Range = tuple[int, int]

_HANDLE = r"@[A-Za-z0-9_][\w.-]*(?:/[\w.-]+)?(?<![.\-/])"
_HANDLES = rf"{_HANDLE}(?:(?:\s*[,/&+]\s*|\s+and\s+|\s+){_HANDLE})*"
_FIRST_HANDLES = re.compile(rf"^\s*[(\[]?({_HANDLES})(?![\w/])[)\]]?[\s:\uff1a,\u2013\u2014-]*")
_LAST_HANDLES = re.compile(rf"(?:^|[\s(\[])({_HANDLES})[)\]]?[\s.]*$")
_MIDDLE_HANDLES = re.compile(rf"\s[-\u2013\u2014]\s+({_HANDLES})(?=\s+[-\u2013\u2014(]|\s*$)")
_BRACKETS = re.compile(r"^\s*\[([^\[\]\n]{2,60})\]:?\s+(?=\S)")
_COLON = re.compile(r"^\s*([^\s:\uff1a][^:\uff1a\n]{0,60}?)\s*[:\uff1a]\s+(?=\S)")
_BRACKET_SIGN = re.compile(r"\[")
_COLON_SIGN = re.compile(r"[:\uff1a]")
# A login and a sentence; `docs: fix it` and the like go on in lower case.
_LOGIN = re.compile(r"^\s*([a-z][a-z0-9_-]{2,20}): (?=[A-Z][a-z]+ )")
_DASH = re.compile(
    r"^\s*([^\s\u2013\u2014-][^\u2013\u2014\n-]{0,40}?)\s+[\u2013\u2014-]\s+(?=\S)"
)
_WILL = re.compile(
    r"^\s*((?:[^\W\d_][\w'.-]*(?:\s*[,/&]\s*|\s+and\s+|\s+)){1,5}?)"
    r"(?:to\s+(?=[a-z])|(?:will|is going to)\s+(?=\w))"
)
_LAST_NAME = re.compile(
    r"\s[-\u2013\u2014]\s+([^\s()\[\]:\u2013\u2014-][^()\[\]:\u2013\u2014]{1,40}?)[\s.]*$"
)
_LAST_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)[\s.]*$")
_BETWEEN = re.compile(r"\s*[,/&+]\s*|\s+and\s+")
_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_MOST_WORDS = 3


@dataclass(frozen=True)
class Found:
    """Where the names stand, and what goes from the text with them."""

    who: Range
    cut: Range


def find(rest: str, inline: Inline, not_names: frozenset[str]) -> Found | None:
    """Return where a line names its owners, or None."""
    if "@" in rest and (found := _handles(rest)):
        return found
    return _first(rest, inline, not_names) or _last(rest, not_names)


def _handles(rest: str) -> Found | None:
    for pattern in (_FIRST_HANDLES, _MIDDLE_HANDLES, _LAST_HANDLES):
        match = pattern.search(rest.rstrip(" -\u2013\u2014\u00b7,;\x01"))
        if match:
            return Found(match.span(1), match.span())
    return None


def _first(rest: str, inline: Inline, not_names: frozenset[str]) -> Found | None:
    start = len(rest) - len(rest.lstrip())
    bold = inline.source[max(0, start - 2) : start] in ("**", "__")
    bold = bold and inline.source[max(0, start - 3) : start - 2] != "["
    if bold:
        match = _DASH.match(rest)
        said = match and _names(match[1], not_names) and len(match[1].split()) == 1
        return Found(match.span(1), match.span()) if match and said else None
    for pattern, sign in ((_BRACKETS, _BRACKET_SIGN), (_COLON, _COLON_SIGN)):
        match = pattern.match(rest) if sign.search(rest, start) else None
        if match and _names(match[1], not_names, most=2):
            return Found(match.span(1), match.span())
    match = _LOGIN.match(rest)
    if match and match[1] not in not_names:
        return Found(match.span(1), match.span())
    match = _WILL.match(rest)
    if match and not match[1].rstrip().endswith("ing") and _names(match[1].strip(), not_names):
        # The sentence needs its subject.
        who = (match.start(1), match.start(1) + len(match[1].rstrip()))
        return Found(who, (0, 0))
    return None


def _last(rest: str, not_names: frozenset[str]) -> Found | None:
    trimmed = rest.rstrip(" -\u2013\u2014\u00b7,;\x01")
    for pattern in (_LAST_NAME, _LAST_BRACKETS):
        match = pattern.search(trimmed)
        if match and match.start() > 0 and _names(match[1].strip(), not_names):
            return Found(match.span(1), match.span())
    return None


def _names(said: str, not_names: frozenset[str], *, most: int = _MOST_WORDS) -> bool:
    """Say whether words could be the names of people or teams, nothing else."""
    parts = [part for part in _BETWEEN.split(said.strip()) if part]
    return bool(parts) and all(_name(part, not_names, most) for part in parts)


def _name(part: str, not_names: frozenset[str], most: int) -> bool:
    words = part.split()
    if not 1 <= len(words) <= most or part.casefold() in not_names:
        return False
    if any(word.casefold().rstrip(".") in not_names for word in words):
        return False
    return all(
        _WORD.fullmatch(word) and word[0].isupper() and (len(word) <= 4 or not word.isupper())  # noqa: PLR2004
        for word in words
    )
