"""An owner beside a label such as "Follow-up:" or "Lead:", where it is a name."""

import re
from functools import lru_cache

from digest.markdown.called import BETWEEN, Names, handles
from digest.markdown.fields import words
from digest.markdown.fields.owner import placeholder
from digest.model.vocabulary import Vocabulary

Range = tuple[int, int]

_LONGEST = 200  # characters of a value
# "Assigned Kim 3/22": a name, and perhaps the day on which it was.
_NAMED = re.compile(
    r"(?P<who>@?[^\W\d_][\w.'\u2019-]*(?: [^\W\d_a-z][\w.'\u2019-]*)?)"
    r"(?:\s+(?:on\s+)?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)?(?=\s*(?:[.,;)]|$|\s{2}|due\b))",
    re.IGNORECASE,
)


def find(
    text: str, vocabulary: Vocabulary, names: Names, *, alone: bool = False
) -> tuple[Range, Range] | None:
    """Return the characters of the names, and of them with their label.

    `alone`: the line is such a label and its value; otherwise words stand before it.
    """
    if not words.may_hold(text, _begins(vocabulary)):
        return None
    for match in _labels(vocabulary).finditer(text):
        if not (alone or match["open"] or text[: match.start()].strip()):
            continue
        told = match["sign"] or match["open"]
        given = _beside(text, match, names) if told else _without_sign(text, match, names)
        if given:
            return given
    return None


def _beside(text: str, match: re.Match[str], names: Names) -> tuple[Range, Range] | None:
    """Return the names after a label with a colon, or in the brackets that it begins."""
    first = match.start("value")
    end = _end_of_names(match["value"][:_LONGEST], names)
    rest = text[first + end :].lstrip()
    if end and match["open"] and rest[:1] in (")", "]"):
        closing = text.index(rest[0], first + end)
        return (first, first + end), (match.start("open"), closing + 1)
    if end and match["sign"]:
        return (first, first + end), (match.start("label"), first + end)
    return None


def _without_sign(text: str, match: re.Match[str], names: Names) -> tuple[Range, Range] | None:
    """Return whom "Assigned Kim" at the end of a sentence names, if it is a person."""
    given = _NAMED.match(text, match.start("value")) if match["passive"] else None
    if given is None or not names.people(given["who"]):
        return None
    return given.span("who"), (match.start("label"), given.end())


def _end_of_names(value: str, names: Names) -> int:
    """Return how many characters at the beginning are names; none where other words follow."""
    end = at = 0
    for part in BETWEEN.split(value):
        at = value.index(part, at)
        if not part.strip() or placeholder(part):
            break
        if not (handles(part) or names.is_one(part.strip())):
            break
        at += len(part)
        end = at
    return len(value[:end].rstrip())


@lru_cache(maxsize=16)
def _begins(vocabulary: Vocabulary) -> frozenset[str]:
    return words.begins(vocabulary.assigning)


@lru_cache(maxsize=16)
def _labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match a label at the beginning of a line or after a bracket or stop, and its value."""
    label = rf"(?:(?P<passive>assigned(?: to)?)|{words.any_of(vocabulary.assigning)})"
    return re.compile(
        rf"(?:^|(?<=\n)|(?P<open>[(\[\uff08])|(?<=[|;,.\u00b7\u3002\u2013\u2014-]))\s*"
        rf"(?P<label>{label})(?:\s*(?P<sign>[:=\uff1a])\s*|\s+)"
        r"(?P<value>[^()\[\]\uff08\uff09|;:\uff1a\n]*)",
        re.IGNORECASE,
    )
