"""Which series a progress update belongs to: the team or author it speaks for."""

import re
from collections.abc import Sequence

from digest.markdown import titles
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.header import Header
from digest.model.directory import fold
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

_DATE = re.compile(
    r"\d{4}[-_./]?\d{1,2}[-_./]?\d{1,2}|\b\d{4}-?w\d{1,2}\b"
    r"|\b(?:week|kw|cw)[ -]?\d{1,2}\b|\b[wq]\d{1,2}\b|\b\d{1,4}\b"
)
_MONTHS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b")
_GENERAL = frozenset(
    (
        *(
            "update",
            "updates",
            "status",
            "statuses",
            "progress",
            "report",
            "reports",
            "summary",
        ),
        *("weekly", "daily", "week", "day", "standup", "standups", "stand-up", "sprint"),
        *(
            "log",
            "summary",
            "note",
            "notes",
            "doc",
            "docs",
            "documents",
            "logs",
            "journal",
            "index",
            "readme",
        ),
        *("team", "teams", "the", "of", "for", "and", "our", "this", "in", "on"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
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
    said = matter.one("series", "team") or header.facts.get("series", "")
    if said:
        return fold(said)
    named = (_besides(title, vocabulary) for title in (header.title, *progress))
    if found := next(filter(None, named), ""):
        return found
    if header.authors:
        return fold(header.authors[0])
    folders = path.split("/")
    folders[-1] = folders[-1].rpartition(".")[0] or folders[-1]
    return next(filter(None, map(_left, reversed(folders))), None)


def _besides(title: str, vocabulary: Vocabulary) -> str:
    """Return what the heading of a progress update names besides its kind and date."""
    said = titles.kind_of(titles.key(title), vocabulary)
    if said is None or said[0] != "progress":
        return ""
    rest = titles.without(title, said[1])
    return _left(rest) if rest != title else ""


def _left(written: str) -> str:
    """Return a name without dates and words that are in every such name."""
    plain = _MONTHS.sub(" ", _DATE.sub(" ", fold(written)))
    words: Sequence[str] = re.split(
        r"[\s_,:;()\[\]|/\u2013\u2014\u00b7]+|(?<!\w)-+|-+(?!\w)", plain
    )
    return " ".join(w for word in words if (w := word.strip(_EDGES)) and w not in _GENERAL)
