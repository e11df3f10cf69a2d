"""Names in a line of a list: where an owner is written, if any.

Only the people directory can say who is meant.  Here it is decided which words stand in the
place of an owner; a bold label is more often a label than a person.
"""

import re
from dataclasses import dataclass
from itertools import islice

from digest.markdown import endings, logins
from digest.markdown.asides import ARROW
from digest.markdown.called import Names
from digest.markdown.inline import Inline
from digest.model.directory import fold

Range = tuple[int, int]

# `Kim -> mend it`, `Mend it -> Kim`, `Mend it  Kim/Lee`: only people, not what looks like one.
_FIRST_ARROW = re.compile(
    rf"^\s*([^\s<>=\u2192\u21d2-][^<>=\u2192\u21d2\n]{{0,40}}?)\s*{ARROW}\s+(?=\S)"
)
_LAST_PEOPLE = re.compile(
    rf"\s(?:{ARROW}\s*([^\s<>()\[\]:=][^<>()\[\]:=\n]{{1,40}}?)"
    r"|((?:[^\W\d_][\w'-]{0,20}/){1,4}[^\W\d_][\w'-]{0,20}))[\s.]*$"
)
_BRACKETS = re.compile(r"^\s*[\[(]([^\[\]()\n]{2,60})[\])]:?\s+(?=\S)")
_COLON = re.compile(
    r"^\s*(?:(?i:for|f\u00fcr|para|pour)\s+)?([^\s:\uff1a][^:\uff1a\n]{0,60}?)\s*[:\uff1a]\s+(?=\S)"
)
_BRACKET_SIGN = re.compile(r"[\[(]")
_COLON_SIGN = re.compile(r"[:\uff1a]")
_DASH_SIGN = re.compile(r"[\u2013\u2014-]")
_BRACKET_END = re.compile(r"[)\uff09]")
# A login and a sentence; `docs: fix it` and the like go on in lower case.
_LOGIN = re.compile(r"^\s*([a-z][a-z0-9_-]{2,20}): (?=[A-Z][a-z]+ )")
_DASH = re.compile(
    r"^\s*([^\s\u2013\u2014-][^\u2013\u2014\n-]{0,40}?)\s+[\u2013\u2014-]\s+(?=\S)"
)
_WILL = re.compile(
    r"^\s*((?:[^\W\d_][\w'.-]*(?:\s*[,/&]\s*|\s+and\s+|\s+)){1,5}?)"
    r"(?:to\s+(?=[a-z])"
    r"|(?:will|is going to|(?:is|are) working on|(?:plans|agree[sd]|promise[sd]|offers|offered"
    r"|volunteers|volunteered) to)\s+(?=\w))"
)
_COMMA = re.compile(r"^\s*([^\s,:][^,:\n]{0,40}?),\s+(please\s+)?(?=[a-z])")
_LAST_NAME = re.compile(
    r"\s[-\u2013\u2014]\s+([^\s()\[\]:\u2013\u2014-][^()\[\]:\u2013\u2014]{1,40}?)[\s.]*$"
)
_LAST_BRACKETS = re.compile(
    r"(?:(?<![A-Za-z0-9_])\(|\uff08)([^()\uff08\uff09\n]{2,60})[)\uff09][\s.\u3002]*$"
)
_NEXT = re.compile(r"(?<=[\w.])\s+([^\W\d_A-Z][\w'\u2019-]*)")  # a word in lower case
_TOPIC = re.compile(
    r"^\s*([^\s\u3001\u3002:\uff1a]{1,12}?\s?[^\W\da-zA-Z]{1,2})(?:\s?[\u306f\u304c\u306b\u3001])"
)
_INSIDE = re.compile(r"\(([^()\n]{2,40})\)")
_ROLE = re.compile(r"\s\([^()@\n]{2,20}\)")  # `Kim (lead)`
_MOST_SUBJECTS = 6  # words
_FEW = 2  # words, or pieces of code


@dataclass(frozen=True)
class Found:
    """Where the names stand, and what goes from the text with them."""

    who: Range
    cut: Range


def find(rest: str, inline: Inline, names: Names) -> Found | None:
    """Return where a line names its owners, or None."""
    found = logins.find(rest) if "@" in rest else None
    if found:
        return Found(*found)
    begun = _first(rest, inline, names)
    if begun and (begun.cut[1] == begun.cut[0] or _people(rest[slice(*begun.who)], names)):
        return begun
    ended = _last(rest, names)
    # "Upgrade: check the hinge (Kim)" is Kim's, though an upgrade is written like a name.
    sure = ended and _people(rest[slice(*ended.who)], names)
    return ended if sure or not begun else begun


def _first(rest: str, inline: Inline, names: Names) -> Found | None:
    start = len(rest) - len(rest.lstrip())
    if _in_bold(inline, start):
        return _bold(rest, names)
    for pattern, sign in ((_BRACKETS, _BRACKET_SIGN), (_COLON, _COLON_SIGN)):
        match = pattern.match(rest) if sign.search(rest, start) else None
        if match and (names.are(_ROLE.sub("", match[1]), most=2) or names.all_of_us(match[1])):
            return Found(match.span(1), match.span())
    match = _LOGIN.match(rest) if names.shapes else None
    if match and match[1] not in names.never:
        return Found(match.span(1), match.span())
    match = _FIRST_ARROW.match(rest)
    if match and names.people(match[1]):
        return Found(match.span(1), match.span())
    return _told(rest, names)


def _in_bold(inline: Inline, start: int) -> bool:
    """Say whether the words that begin at a character do so in bold, and in no link."""
    before = inline.source[max(0, start - 3) : start] if start > 1 else ""
    return before[-2:] in ("**", "__") and before[:-2] != "["


def _bold(rest: str, names: Names) -> Found | None:
    """Find a name in a bold label, which is more often a label than a name."""
    match = _DASH.match(rest)
    if match and _people(match[1], names) and len(match[1].split()) == 1:
        return Found(match.span(1), match.span())
    match = _COLON.match(rest)
    if match and _people(_ROLE.sub("", match[1]), names):
        return Found(match.span(1), match.span())
    match = _WILL.match(rest)
    return _subject(match) if match and _people(match[1], names) else None


def _subject(match: re.Match[str]) -> Found:
    """Return those who stand before "will": the sentence needs its subject."""
    return Found((match.start(1), match.start(1) + len(match[1].rstrip())), (0, 0))


def _people(said: str, names: Names) -> bool:
    return names.all_known(said) or names.people(said)


def _inside(said: str, names: Names) -> bool:
    """Say whether words in the middle are owners: a full name there is as often a source."""
    return names.all_known(said) or (" " not in said.strip() and names.people(said))


def _told(rest: str, names: Names) -> Found | None:
    """Find the subject of "Kim will ...", and whom "kim, please ..." asks, if known."""
    match = _WILL.match(rest) if "to" in rest or "will" in rest else None
    who = match[1] if match else ""
    if match and (
        names.all_of_us(who) or (not who.rstrip().endswith("ing") and names.are(who))
    ):
        return _subject(match)
    if who := subject(rest, names):
        return Found(who, (0, 0))
    match = _COMMA.match(rest)
    if match and (match[2] or names.all_known(match[1])) and names.are(match[1]):
        return Found(
            match.span(1), (match.start(1), match.start(2) if match[2] else match.end())
        )
    match = _DASH.match(rest) if _DASH_SIGN.search(rest) else None
    return Found(match.span(1), match.span()) if match and names.all_known(match[1]) else None


def subject(rest: str, names: Names) -> Range | None:
    """Find those known who begin a sentence: "Kim sends ...", "田中さんが ..."."""
    if not rest.isascii() and (match := _TOPIC.match(rest)):
        return match.span(1) if names.are(match[1]) else None
    first = len(rest) - len(rest.lstrip())
    if not rest[first : first + 1].isupper() or not names.may_begin(rest):
        return None
    found = None
    for match in islice(_NEXT.finditer(rest), _MOST_SUBJECTS):
        said = rest[first : match.start()].rstrip()
        if match[1].casefold() in names.connecting or not names.all_known(said):
            continue
        if fold(said) not in names.teams and fold(said) not in names.doubtful:
            found = first, match.start()
    return found


def _last(rest: str, names: Names) -> Found | None:
    trimmed = rest.rstrip(" -\u2013\u2014\u00b7,;\x01")
    for pattern, sign in ((_LAST_NAME, _DASH_SIGN), (_LAST_BRACKETS, _BRACKET_END)):
        match = pattern.search(trimmed) if sign.search(trimmed) else None
        if match and match.start() > 0 and _ends(trimmed[: match.start()], match, names):
            return Found(match.span(1), match.span())
    if (after := endings.after_sign(trimmed)) and _people(trimmed[slice(*after[0])], names):
        return Found(*after)
    match = _LAST_PEOPLE.search(trimmed)
    if match and match.lastindex and names.people(match[match.lastindex]):
        return Found(match.span(match.lastindex), match.span())
    inside = (m for m in _INSIDE.finditer(trimmed) if _inside(m[1], names))
    found = next(inside, None)
    return Found(found.span(1), found.span()) if found else None


def _ends(before: str, match: re.Match[str], names: Names) -> bool:
    """Say whether words at an end are names, and no words on the one thing before them."""
    if names.all_known(match[1]) or names.all_of_us(match[1]):
        return True
    few = len(before.split()) < _FEW and match.re is _LAST_NAME
    # `fedora (TSC)`: what the letters stand for is hardly who is to do it.
    acronym = match[1].isupper() and match.re is _LAST_BRACKETS
    # One word in brackets is as often a remark.
    single = match.re is _LAST_BRACKETS and " " not in match[1].strip()
    named = names.people(match[1]) if single else names.are(match[1])
    return named and not few and not acronym
