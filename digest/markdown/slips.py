"""Words with a slip of one letter: "mext" for "next", "upcomming" for "upcoming"."""

from collections.abc import Iterable, Iterator

_SHORTEST = 4  # characters: a slip makes another word of a shorter one
_APART = 1  # characters


def of(said: str, words: Iterable[str]) -> Iterator[str]:
    """Yield the words that something said is with one letter too many, too few, or wrong."""
    if len(said) < _SHORTEST:
        return
    for word in words:
        near = abs(len(word) - len(said)) <= _APART and len(word) >= _SHORTEST
        if near and _is_slip(said, word):
            yield word


def _is_slip(said: str, word: str) -> bool:
    """Say whether two words differ in one letter, or two that changed places."""
    at = next((i for i, (a, b) in enumerate(zip(said, word, strict=False)) if a != b), None)
    if at is None:
        return len(said) != len(word)
    if len(said) > len(word):
        return said[at + 1 :] == word[at:]
    if len(said) < len(word):
        return said[at:] == word[at + 1 :]
    swapped = said[at : at + 2] == word[at : at + 2][::-1]
    return said[at + 1 :] == word[at + 1 :] or (swapped and said[at + 2 :] == word[at + 2 :])
