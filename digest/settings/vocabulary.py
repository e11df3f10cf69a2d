"""The language tables of the package, as the vocabulary that reading is given."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from digest.markdown import tongues
from digest.markdown.fields import words
from digest.model.item import Status
from digest.model.vocabulary import Sprints, Vocabulary
from digest.settings import unaccented

LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "ru", "ja", "ko", "zh", "sv", "da", "no", "fi"),
    *("pl", "cs", "uk", "bg", "tr", "id", "vi", "hu", "ro", "ca", "el", "ar", "he", "hi"),
)
_LISTS = (
    "headings",
    "files",
    "plans",
    "nouns",
    "qualifiers",
    "tails",
    "stems",
    "openers",
    "finished",
    "unlike",
    "until",
    "periods",
    "outcomes",
    "announcements",
    "remarks",
    "absences",
    "explaining",
    "attendance",
    "previous",
    "fresh",
    "strangers",
    "lone",
    "agendas",
    "lessons",
    "not_lessons",
    "lesson_labels",
    "categories",
    "about",
    "saving",
    "markers",
    "tasks",
    "urging",
    "verbs",
    "waiting",
    "not_names",
    "everybody",
    "checklists",
    "meetings",
    "doubtful",
    "connecting",
    "assigning",
    "future",
    "pledging",
    "doing",
    "topical",
    "tenses",
    "subordinate",
    "idle",
    "passive",
    "agents",
    "honorifics",
    "placeholders",
)
# Of these, the lists whose words are told without their accents too; in others they are as
# often words of another language: French "terminé" and German "Termine".
_BARE = frozenset(
    ("headings", "files", "nouns", "qualifiers", "stems", "finished", "lessons", "checklists")
)
_TOLD = ("headings", "strangers", "lone")  # lists that the words of coming work add to
_Table = Mapping[str, Any]


def load(
    *,
    languages: tuple[str, ...] = LANGUAGES,
    columns: Mapping[str, tuple[str, ...]] | None = None,
    sprints: Sprints | None = None,
) -> Vocabulary:
    """Return the words of some languages; of two meanings the earlier language's counts.

    `columns` are header names that the settings add; they come before all others.  Who asks
    for the same is given the same: what reading works out for a vocabulary is kept with it.
    """
    return _made(languages, tuple((columns or {}).items()), sprints)


@lru_cache(maxsize=64)
def _made(
    languages: tuple[str, ...],
    columns: tuple[tuple[str, tuple[str, ...]], ...],
    sprints: Sprints | None,
) -> Vocabulary:
    tables = [_table(language) for language in languages]
    ahead = _coming(languages)
    told = [*tables, *ahead.values()]
    named = {"columns": dict(columns)}
    return Vocabulary(
        columns=unaccented.grouped(_lists([named, *tables], "columns")),
        statuses={w: Status(s) for s, spelled in _pairs(tables, "statuses") for w in spelled},
        boards={w: Status(s) for s, spelled in _pairs(tables, "boards") for w in spelled},
        wordings=tuple({Status(k): v for k, v in t["wordings"].items()} for t in tables),
        priorities={
            w: level for level, spelled in _pairs(tables, "priorities") for w in spelled
        },
        ranks=tuple(
            {level: tuple(map(words.fold, said)) for level, said in t["priorities"].items()}
            for t in tables
        ),
        months=_numbers(tables, "months"),
        phrases={w: said for said, spelled in _pairs(tables, "phrases") for w in spelled},
        replies=_replies(languages),
        weekdays=_numbers(tables, "weekdays"),
        from_words=_list(tables, "from"),
        updates=_lists(tables, "updates"),
        parts=_lists(tables, "parts"),
        facts=unaccented.grouped(_lists(tables, "facts")),
        lint=_lists(tables, "lint"),
        levels=_lists(tables, "levels"),
        units=_numbers(tables, "units"),
        sprints=sprints,
        given=_list([_table("names")], "given"),
        coming={language: _spelled(table) for language, table in ahead.items()},
        **{name: _list(told if name in _TOLD else tables, name) for name in _LISTS},
    )


def _coming(languages: tuple[str, ...]) -> dict[str, _Table]:
    """Return the words of headings of coming work, of the languages or of all there are.

    Far more languages have such words than have a file of their own.
    """
    tables = _table("coming")
    every = languages == LANGUAGES
    chosen = (code for code in tables if every or code in languages or code == tongues.ANY)
    return {code: _alone(tables[code]) for code in chosen}


def _replies(languages: tuple[str, ...]) -> dict[str, str]:
    """Return what the words of answers are in English; the earlier language's counts."""
    tables = _table("replies")
    known = [tables[language] for language in reversed(languages) if language in tables]
    return {words.fold(w): said for t in known for said, spelled in t.items() for w in spelled}


def _alone(table: _Table) -> _Table:
    """Return a language's words with its whole headings called as those of its own file are."""
    return {("headings" if name == "alone" else name): said for name, said in table.items()}


def _starred(word: str) -> str:
    """Return a word as it is compared, with the star that stands for its end or beginning."""
    first, last = word.startswith("*"), word.endswith("*")
    return "*" * first + words.fold(word.strip("*")) + "*" * last


def _spelled(table: _Table) -> dict[str, tuple[str, ...]]:
    """Return the words of a language that headings are put together of."""
    found = unaccented.grouped(
        {
            name: tuple(_starred(word) for word in said)
            for name, said in table.items()
            if isinstance(said, list) and name not in _TOLD
        }
    )
    return {**found, "joined": ()} if table.get("joined") else found


@lru_cache(maxsize=64)
def _table(language: str) -> _Table:
    text = (files("digest") / "languages" / f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _list(tables: list[_Table], name: str) -> tuple[str, ...]:
    said = (words.fold(word) for table in tables for word in table.get(name, ()))
    found = tuple(dict.fromkeys(said))
    return unaccented.beside(found) if name in _BARE else found


def _lists(tables: list[_Table], name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for key, spellings in table.get(name, {}).items():
            folded = (words.fold(spelling) for spelling in spellings)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *folded)))
    return found


def _pairs(tables: list[_Table], name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield meanings and their words, so that the first meaning of a word comes last."""
    for table in reversed(tables):
        for meaning, spellings in reversed(table.get(name, {}).items()):
            yield meaning, tuple(map(words.fold, spellings))


def _numbers(tables: list[_Table], name: str) -> dict[str, int]:
    found = [
        (words.fold(word), number)
        for table in tables
        for word, number in table.get(name, {}).items()
    ]
    return dict(reversed(found))
