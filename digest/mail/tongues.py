"""Words of answers in other languages, put into the English ones that are understood."""

import re
from functools import lru_cache

from digest.model.vocabulary import Vocabulary


def in_english(said: str, vocabulary: Vocabulary) -> str:
    """Return what is said with its first words in English; all that follows is as typed."""
    pattern = _heads(vocabulary)
    found = pattern.match(said) if pattern else None
    if found is None:
        return said
    english = vocabulary.replies.get(found[0].casefold())
    return f"{english}{said[found.end() :]}" if english else said


def words_for(english: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what other languages say for an English word."""
    return tuple(word for word, said in vocabulary.replies.items() if said == english)


@lru_cache(maxsize=16)
def _heads(vocabulary: Vocabulary) -> re.Pattern[str] | None:
    longest_first = sorted(vocabulary.replies, key=len, reverse=True)
    whole = (re.escape(w) + (r"(?!\w)" if w[-1].isalnum() else "") for w in longest_first)
    return re.compile("|".join(whole), re.IGNORECASE) if longest_first else None
