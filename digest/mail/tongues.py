"""Words of answers in other languages, put into the English ones that are understood."""

from collections.abc import Container
from functools import lru_cache

from digest.model.vocabulary import Vocabulary


def in_english(said: str, vocabulary: Vocabulary) -> str:
    """Return what is said with its first words in English; all that follows is as typed."""
    found = beginning(said, vocabulary.replies, _longest(vocabulary))
    return f"{vocabulary.replies[found]}{said[len(found) :]}" if found else said


def beginning(said: str, words: Container[str], longest: int) -> str:
    """Return the longest of some folded words that a text begins with, empty for none."""
    folded = said[: longest + 1].casefold()
    if len(folded) != len(said[: longest + 1]):  # a letter that folds to two would shift all
        folded = said[: longest + 1].lower()
    for end in range(min(longest, len(folded)), 0, -1):
        joined = folded[end - 1].isalnum() and folded[end : end + 1].isalnum()
        if not joined and folded[:end] in words:
            return folded[:end]
    return ""


def words_for(english: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what other languages say for an English word."""
    return tuple(word for word, said in vocabulary.replies.items() if said == english)


@lru_cache(maxsize=16)
def _longest(vocabulary: Vocabulary) -> int:
    return max(map(len, vocabulary.replies), default=0)
