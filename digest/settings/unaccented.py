"""Words as people write them without accents: "Acoes preventivas", "Tache".

A word that is itself known keeps its own meaning, whatever another would be without accents.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping

_SHORTEST = 4  # characters; shorter words are often others without their accents
_WHOLE = str.maketrans("\u0142\u00f8\u0111\u0131", "lodi")  # these do not come apart
_LAST_LATIN = "\u024f"


def beside(spelled: Iterable[str]) -> tuple[str, ...]:
    """Return words and, after them all, the same without accents."""
    known = tuple(dict.fromkeys(spelled))
    return (*known, *_new(known, frozenset(known)))


def grouped(spelled: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the words of several meanings, each with its own without accents after them."""
    taken = {word for words in spelled.values() for word in words}
    return {name: (*words, *_new(words, taken)) for name, words in spelled.items()}


def _new(words: Iterable[str], taken: Collection[str]) -> tuple[str, ...]:
    bare = dict.fromkeys(_bare(word) for word in words if _long(word))
    return tuple(word for word in bare if word not in taken)


def _long(word: str) -> bool:
    return len(word) >= _SHORTEST and not word.isascii()


def _bare(word: str) -> str:
    """Return a word without its accents; of Latin letters alone, which mean the same then."""
    parts = (_letter(each) if each <= _LAST_LATIN else each for each in word)
    return "".join(parts).translate(_WHOLE)


def _letter(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
