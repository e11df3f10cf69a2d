"""Which series a progress update belongs to: the team or author it speaks for."""

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.markdown import titles
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.header import Header
from digest.model.directory import fold
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

# What a file's name says of its day: 2026-02-11, 2026-W07, week-7, KW7, 2026-02, sprint 12.
_DATE = re.compile(
    r"\d{4}[-_ ]?w(?:eek)?[-_ ]?\d{1,2}(?!\d)|\d{4}[-_./]?\d{1,2}[-_./]?\d{1,2}(?!\d)"
    r"|(?<![a-z\d])(?:week|kw|cw|w|q|sprint)[-_ ]?\d{1,2}(?!\d)|(?<![a-z\d])\d{1,4}(?![a-z\d])"
)
_GENERAL = frozenset(
    (
        *("update", "updates", "status", "statuses", "progress", "report", "reports"),
        *("weekly", "daily", "week", "weeks", "day", "standup", "standups", "stand-up"),
        *("sprint", "sprints", "summary", "log", "logs", "note", "notes", "journal"),
        *("doc", "docs", "document", "documents", "index", "readme", "archive", "main"),
        *("team", "teams", "the", "of", "for", "and", "our", "this", "in", "on", "md"),
    )
)
_EDGES = " -_.,:;()[]|/\u2013\u2014\u00b7"


def of(
    header: Header,
    matter: FrontMatter,
    updates: Sequence[Update],
    *,
    path: str,
    vocabulary: Vocabulary,
) -> str | None:
    """Return the folded name of the team or author, or None where nothing names one."""
    progress = [update.title for update in updates if update.kind == "progress"]
    if not progress:
        return None
    if whose := said(header, matter):
        return fold(whose)
    named = (of_title(title, vocabulary) for title in (header.title, *progress))
    if found := next(filter(None, named), ""):
        return found
    if header.authors:
        return fold(header.authors[0])
    folders = path.split("/")
    folders[-1] = folders[-1].rpartition(".")[0] or folders[-1]
    names = (_left(name, vocabulary) for name in reversed(folders))
    # A single letter is nobody's name.
    return next((name for name in names if len(name) > 1), None)


def said(header: Header, matter: FrontMatter) -> str:
    """Return the team or author that front matter or a header field names, if any."""
    return matter.one("series", "team") or header.facts.get("series", "")


def of_title(title: str, vocabulary: Vocabulary) -> str:
    """Return what the heading of a progress update names besides its kind and date."""
    found = titles.kind_of(titles.key(title), vocabulary)
    if found is None or found[0] != "progress":
        return ""
    rest = titles.without(title, found[1])
    return _left(rest, vocabulary) if rest != title else ""


def _left(written: str, vocabulary: Vocabulary) -> str:
    """Return a name without dates and words that are in every such name."""
    plain = _DATE.sub(" ", fold(written))
    general = _general(tuple(vocabulary.updates.get("progress", ())))
    words: Sequence[str] = re.split(
        r"[\s_,:;()\[\]|/\u2013\u2014\u00b7]+|(?<!\w)-+|-+(?!\w)", plain
    )
    return " ".join(
        w
        for word in words
        if (w := word.strip(_EDGES))
        and w not in general
        and w not in vocabulary.months
        and w not in vocabulary.weekdays
    )


@lru_cache(maxsize=16)
def _general(headings: tuple[str, ...]) -> frozenset[str]:
    """Return the words that say nothing of whose update it is, in all languages."""
    return _GENERAL | {word for heading in headings for word in heading.split()}
