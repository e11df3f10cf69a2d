"""Names in a line of a list: where an owner is written, if any.

Only the people directory can say who is meant.  Here it is decided which words stand in the
place of an owner; a bold label is more often a label than a person.
"""

import re
from dataclasses import dataclass

from digest.markdown.inline import Inline
from digest.model.directory import fold

Range = tuple[int, int]

_HANDLE = r"@[A-Za-z0-9_][\w.-]*(?:/[\w.-]+)?(?<![.\-/])"
_HANDLES = rf"{_HANDLE}(?:(?:\s*[,/&+]\s*|\s+and\s+|\s+){_HANDLE})*"
_FIRST_HANDLES = re.compile(rf"^\s*[(\[]?({_HANDLES})(?![\w/])[)\]]?[\s:\uff1a,\u2013\u2014-]*")
_LAST_HANDLES = re.compile(rf"(?:^|[\s(\[])({_HANDLES})[)\]]?[\s.]*$")
_MIDDLE_HANDLES = re.compile(rf"\s[-\u2013\u2014]\s+({_HANDLES})(?=\s+[-\u2013\u2014(]|\s*$)")
_BRACKETS = re.compile(r"^\s*[\[(]([^\[\]()\n]{2,60})[\])]:?\s+(?=\S)")
_COLON = re.compile(r"^\s*([^\s:\uff1a][^:\uff1a\n]{0,60}?)\s*[:\uff1a]\s+(?=\S)")
_BRACKET_SIGN = re.compile(r"[\[(]")
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
# `Sam Lo <sam@northbeam.example>: `; the angles are markup and blank.
_MAIL = re.compile(
    r"^\s*((?:[^\W\d_][\w.'-]*\s+){0,4}[<\s]?[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60})+[>\s]?)"
    r"\s?(?:[:\uff1a]|\s[-\u2013\u2014])\s+(?=\S)"
)
_COMMA = re.compile(r"^\s*([^\s,:][^,:\n]{0,40}?),\s+(please\s+)?(?=[a-z])")
_LAST_NAME = re.compile(
    r"\s[-\u2013\u2014]\s+([^\s()\[\]:\u2013\u2014-][^()\[\]:\u2013\u2014]{1,40}?)[\s.]*$"
)
_LAST_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)[\s.]*$")
_BETWEEN = re.compile(r"\s*[,/&+]\s*|\s+and\s+")
_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_MOST_WORDS = 3
_INITIALS = 4  # letters; a longer word in capitals is none


@dataclass(frozen=True)
class Found:
    """Where the names stand, and what goes from the text with them."""

    who: Range
    cut: Range


@dataclass(frozen=True)
class Names:
    """Which words are names: those known, and others by their shape but for some."""

    known: frozenset[str]  # folded; of people and teams, whatever their case or shape
    never: frozenset[str]  # words that stand where a name might and are none

    def are(self, said: str, *, most: int = _MOST_WORDS) -> bool:
        """Say whether words could be the names of people or teams, nothing else."""
        parts = [part for part in _BETWEEN.split(said.strip()) if part]
        return self.all_known(said) or (
            bool(parts) and all(self._is_one(part, most) for part in parts)
        )

    def all_known(self, said: str) -> bool:
        """Say whether words are names that are known."""
        if not self.known:
            return False
        parts = [part for part in _BETWEEN.split(said.strip()) if part]
        return fold(said) in self.known or (
            bool(parts) and all(fold(part) in self.known for part in parts)
        )

    def _is_one(self, part: str, most: int) -> bool:
        words = part.split()
        if fold(part) in self.known:
            return True
        if not 1 <= len(words) <= most or part.casefold() in self.never:
            return False
        return not any(w.casefold().rstrip(".") in self.never for w in words) and all(
            _WORD.fullmatch(w) and w[0].isupper() and (len(w) <= _INITIALS or not w.isupper())
            for w in words
        )


def find(rest: str, inline: Inline, names: Names) -> Found | None:
    """Return where a line names its owners, or None."""
    if "@" in rest:
        match = _MAIL.match(rest)
        found = Found(match.span(1), match.span()) if match else _handles(rest)
        if found:
            return found
    return _first(rest, inline, names) or _last(rest, names)


def _handles(rest: str) -> Found | None:
    for pattern in (_FIRST_HANDLES, _MIDDLE_HANDLES, _LAST_HANDLES):
        match = pattern.search(rest.rstrip(" -\u2013\u2014\u00b7,;\x01"))
        if match:
            return Found(match.span(1), match.span())
    return None


def _first(rest: str, inline: Inline, names: Names) -> Found | None:
    start = len(rest) - len(rest.lstrip())
    bold = inline.source[max(0, start - 2) : start] in ("**", "__")
    if bold and inline.source[max(0, start - 3) : start - 2] != "[":
        return _bold(rest, names)
    for pattern, sign in ((_BRACKETS, _BRACKET_SIGN), (_COLON, _COLON_SIGN)):
        match = pattern.match(rest) if sign.search(rest, start) else None
        if match and names.are(match[1], most=2):
            return Found(match.span(1), match.span())
    match = _LOGIN.match(rest)
    if match and match[1] not in names.never:
        return Found(match.span(1), match.span())
    return _told(rest, names)


def _bold(rest: str, names: Names) -> Found | None:
    """Find a name in a bold label, which is more often a label than a name."""
    match = _DASH.match(rest)
    if match and names.are(match[1]) and len(match[1].split()) == 1:
        return Found(match.span(1), match.span())
    match = _COLON.match(rest)
    return Found(match.span(1), match.span()) if match and names.all_known(match[1]) else None


def _told(rest: str, names: Names) -> Found | None:
    """Find the subject of "Kim will ...", and whom "kim, please ..." asks, if known."""
    match = _WILL.match(rest)
    if match and not match[1].rstrip().endswith("ing") and names.are(match[1]):
        # The sentence needs its subject.
        return Found((match.start(1), match.start(1) + len(match[1].rstrip())), (0, 0))
    match = _COMMA.match(rest)
    if match and (match[2] or names.all_known(match[1])) and names.are(match[1]):
        return Found(
            match.span(1), (match.start(1), match.start(2) if match[2] else match.end())
        )
    match = _DASH.match(rest)
    return Found(match.span(1), match.span()) if match and names.all_known(match[1]) else None


def _last(rest: str, names: Names) -> Found | None:
    trimmed = rest.rstrip(" -\u2013\u2014\u00b7,;\x01")
    for pattern in (_LAST_NAME, _LAST_BRACKETS):
        match = pattern.search(trimmed)
        if match and match.start() > 0 and names.are(match[1]):
            return Found(match.span(1), match.span())
    return None
