"""Lists of words out of the language tables, each word folded as it is compared."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from digest.markdown.fields import words
from digest.settings import unaccented

# Of these, the lists whose words are told without their accents too; in others they are as
# often words of another language: French "terminé" and German "Termine".
_BARE = frozenset(
    ("headings", "files", "nouns", "qualifiers", "stems", "finished", "lessons", "checklists")
)
TOLD = ("headings", "strangers", "lone")  # lists that the words of coming work add to
Table = Mapping[str, Any]


@lru_cache(maxsize=64)
def table(language: str) -> Table:
    """Return the table of a language, or another that stands beside them."""
    text = (files("digest") / "languages" / f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def listed(tables: list[Table], name: str) -> tuple[str, ...]:
    """Return the words of a list in all tables, each once."""
    said = (words.fold(word) for each in tables for word in each.get(name, ()))
    found = tuple(dict.fromkeys(said))
    return unaccented.beside(found) if name in _BARE else found


def lists(tables: list[Table], name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of a part of all tables by their names, each word once."""
    found: dict[str, tuple[str, ...]] = {}
    for each in tables:
        for key, spellings in each.get(name, {}).items():
            folded = (words.fold(spelling) for spelling in spellings)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *folded)))
    return found


def pairs(tables: list[Table], name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield meanings and their words, so that the first meaning of a word comes last."""
    for each in reversed(tables):
        for meaning, spellings in reversed(each.get(name, {}).items()):
            yield meaning, tuple(map(words.fold, spellings))


def numbers(tables: list[Table], name: str) -> dict[str, int]:
    """Return the numbers that words stand for; the first table that has a word counts."""
    found = [
        (words.fold(word), number)
        for each in tables
        for word, number in each.get(name, {}).items()
    ]
    return dict(reversed(found))


def alone(found: Table) -> Table:
    """Return a language's words with its whole headings called as those of its own file are."""
    return {("headings" if name == "alone" else name): said for name, said in found.items()}


def spelled(given: Table) -> dict[str, tuple[str, ...]]:
    """Return the words of a language that headings are put together of."""
    found = unaccented.grouped(
        {
            name: tuple(_starred(word) for word in said)
            for name, said in given.items()
            if isinstance(said, list) and name not in TOLD
        }
    )
    return {**found, "joined": ()} if given.get("joined") else found


def _starred(word: str) -> str:
    """Return a word as it is compared, with the star that stands for its end or beginning."""
    first, last = word.startswith("*"), word.endswith("*")
    return "*" * first + words.fold(word.strip("*")) + "*" * last
