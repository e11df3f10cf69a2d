"""The language tables of the package, as the vocabulary that reading is given."""

from collections.abc import Mapping
from functools import lru_cache

from digest.markdown import tongues
from digest.markdown.fields import words
from digest.model.item import Status
from digest.model.vocabulary import Sprints, Vocabulary
from digest.settings import unaccented
from digest.settings.wordlists import (
    TOLD,
    Table,
    alone,
    listed,
    lists,
    numbers,
    pairs,
    spelled,
    table,
)

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
    tables = [table(language) for language in languages]
    ahead = _coming(languages)
    told = [*tables, *ahead.values()]
    named = {"columns": dict(columns)}
    return Vocabulary(
        columns=unaccented.grouped(lists([named, *tables], "columns")),
        statuses={
            w: Status(s) for s, spellings in pairs(tables, "statuses") for w in spellings
        },
        boards={w: Status(s) for s, spellings in pairs(tables, "boards") for w in spellings},
        wordings=tuple({Status(k): v for k, v in t["wordings"].items()} for t in tables),
        priorities={
            w: level for level, spellings in pairs(tables, "priorities") for w in spellings
        },
        ranks=tuple(
            {level: tuple(map(words.fold, said)) for level, said in t["priorities"].items()}
            for t in tables
        ),
        months=numbers(tables, "months"),
        phrases={w: said for said, spellings in pairs(tables, "phrases") for w in spellings},
        replies=_replies(languages),
        weekdays=numbers(tables, "weekdays"),
        from_words=listed(tables, "from"),
        updates=lists(tables, "updates"),
        parts=lists(tables, "parts"),
        facts=unaccented.grouped(lists(tables, "facts")),
        lint=lists(tables, "lint"),
        levels=lists(tables, "levels"),
        units=numbers(tables, "units"),
        sprints=sprints,
        given=listed([table("names")], "given"),
        coming={language: spelled(table) for language, table in ahead.items()},
        **{name: listed(told if name in TOLD else tables, name) for name in _LISTS},
    )


def _coming(languages: tuple[str, ...]) -> dict[str, Table]:
    """Return the words of headings of coming work, of the languages or of all there are.

    Far more languages have such words than have a file of their own.
    """
    tables = table("coming")
    every = languages == LANGUAGES
    chosen = (code for code in tables if every or code in languages or code == tongues.ANY)
    return {code: alone(tables[code]) for code in chosen}


def _replies(languages: tuple[str, ...]) -> dict[str, str]:
    """Return what the words of answers are in English; the earlier language's counts."""
    tables = table("replies")
    known = [tables[language] for language in reversed(languages) if language in tables]
    return {
        words.fold(w): said for t in known for said, spellings in t.items() for w in spellings
    }
