"""Headings whose lists are something else than things to do: "Attendees", "Checklist"."""

import re
from functools import lru_cache

from digest.markdown import titles
from digest.model.vocabulary import Vocabulary

_SHORT = 6  # characters
_FEW = 3  # signs, each a syllable


@lru_cache(maxsize=titles.REMEMBERED)
def is_one(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading's lists are something else, such as who was there."""
    said = titles.bare(title)
    return said in vocabulary.strangers or bool(_ends(vocabulary).search(said))


def testing(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading is such a one for it is about testing."""
    tests = vocabulary.parts.get("testing", ())
    return any(word in tests for word in title.split()) and is_one(title, vocabulary)


@lru_cache(maxsize=32)
def _ends(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Match such a word at either end of a title; short ones are part of anything."""
    told = (w for w in vocabulary.strangers if len(w) > (_SHORT if w < "\u1100" else _FEW))
    telling = "|".join(map(re.escape, told))
    return re.compile(rf"^(?:{telling}) | (?:{telling})$")
