"""What a template leaves for people to fill in."""

import re

from digest.model.vocabulary import Vocabulary

# [Task 1], <owner>, {{date}}
_GAP = r"(?:\{\{[^{}]*\}\}|[\[<\uff08][^\[\]<>{}\uff08\uff09]*[\]>\uff09])"
_ASKED = rf"{_GAP}(?:\s+(?:from|by)\s+{_GAP})?"
_TEMPLATE = re.compile(
    rf"{_GAP}(?:\s*(?:[-\u2013\u2014:,]\s*)?(?:(?:eta|owner|due|who|by|from|need)\s*:?\s*)?"
    rf"{_GAP}.*)?(?:\s*\((?:pr )?#?(?:[xyn]|\d+|{_GAP})?\))?|[^:]{{1,40}}:\s+{_ASKED}"
)
_GAP_SIGN = re.compile(r"[{\[<\uff08]")  # what any such gap begins with
_WORD = re.compile(r"[^\W_]")
_FIRST_WORDS = re.compile(r"\s[-\u2013\u2014]\s|[;,.]\s")
_WORDS_OF_PLANS = frozenset(("todo", "tbd", "tba", "tbc"))


def _unbracketed(folded: str) -> str:
    """Return a text without the round brackets that all of it stands in."""
    inside = folded[1:-1]
    return inside if f"({inside})" == folded and "(" not in inside else folded


def placeholder(text: str, vocabulary: Vocabulary) -> bool:
    """Say whether a text is what a template leaves for people to fill in."""
    folded = _unbracketed(text.casefold().strip(" ."))
    if not _WORD.search(folded) or folded in vocabulary.placeholders:
        return True
    begins = folded.startswith(vocabulary.placeholders)
    said = _FIRST_WORDS.split(folded, maxsplit=1)[0] if begins else ""
    nothing = begins and said in vocabulary.placeholders and said not in _WORDS_OF_PLANS
    gaps = _GAP_SIGN.search(folded) and _TEMPLATE.fullmatch(folded)
    return nothing or bool(gaps) or "yyyy-mm-dd" in folded
