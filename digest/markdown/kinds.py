"""Which of the guide's templates a document follows."""

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.markdown import titles
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.header import Header
from digest.markdown.outline import LABEL, Section
from digest.model.document import Kind
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

_SECTIONS = ("root cause", "timeline", "what went well", "contributing factors")
_SHORT = 4  # characters: too little to tell anything in a path or title
_LONGEST_TITLE = 300  # characters that are looked at
_GAP = re.compile(r"\[[^\]]*\w[^\]]*\](?!\()|\{\{.*\}\}|<\w[^>]*>")  # what a template leaves
_GAPS = re.compile(r"[\W_]+")  # what parts the words of a file's name
_FEWEST = 2  # such sections that make a post-mortem


def said(top: Header, matter: FrontMatter, vocabulary: Vocabulary) -> Kind | None:
    """Return the kind that front matter or a header field names."""
    written = matter.one("kind", "type") or top.facts.get("kind", "")
    return _named(titles.key(written), vocabulary)


def of(
    sections: Sequence[Section],
    updates: Sequence[Update],
    kind: Kind | None,
    *,
    path: str,
    vocabulary: Vocabulary,
) -> Kind:
    """Return the kind by header (`kind`), title, what is in it and its path, in this order."""
    headings = [s for s in sections if 0 < s.level < LABEL]
    telling = sum(_begins(s.key) for s in headings) >= _FEWEST
    titled = _titled(headings, vocabulary) if telling or not _about(path, vocabulary) else None
    if kind or titled in (Kind.POST_MORTEM, Kind.LEARNINGS):
        return kind or titled or Kind.NOTES
    if updates:
        return Kind(updates[0].kind)
    template = bool(headings) and bool(_GAP.search(headings[0].title[:_LONGEST_TITLE]))
    if telling and not template:
        return Kind.POST_MORTEM
    by_path = headings and not template and _by_path(path, vocabulary)
    return Kind.POST_MORTEM if by_path else Kind.NOTES


def _titled(headings: Sequence[Section], vocabulary: Vocabulary) -> Kind | None:
    """Return the kind a title says a document is, not one that it is about.

    "Post-mortem template" and "Post-Mortem: [Incident Title]" are about post-mortems.
    """
    first = next((s for s in headings if s.level == 1), *headings[:1]) if headings else None
    found = titles.kind_of(first.key, vocabulary) if first else None
    if first is None or found is None or _GAP.search(first.title[:_LONGEST_TITLE]):
        return None
    rest = titles.key(titles.without(first.key, found[1]))
    words = [] if rest == found[1] else re.findall(r"\w+", rest)
    return None if _all_about(words, vocabulary) else Kind(found[0])


def _by_path(path: str, vocabulary: Vocabulary) -> bool:
    """Say whether a path names post-mortems, and not what only stands beside them."""
    folded = path.casefold().replace("_", "-")
    spelled = vocabulary.updates.get(Kind.POST_MORTEM, ())
    named = any(word.replace(" ", "-") in folded for word in spelled if len(word) > _SHORT)
    return named and not _about(path, vocabulary)


def _about(path: str, vocabulary: Vocabulary) -> bool:
    """Say whether a file's name is one of an index, a template or the like."""
    name = path.casefold().rpartition("/")[2].rpartition(".")[0]
    plain = _GAPS.sub(" ", name).strip()
    for word in _spelled(vocabulary):
        plain = plain.replace(word, " ")
    return _all_about(plain.split(), vocabulary)


@lru_cache(maxsize=16)
def _spelled(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names of post-mortems as words with spaces between."""
    named = vocabulary.updates.get(Kind.POST_MORTEM, ())
    return tuple(_GAPS.sub(" ", name) for name in named)


def _all_about(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    telling = any(len(word) > _SHORT for word in words)
    return telling and set(words) <= set(vocabulary.about)


def _begins(key: str) -> bool:
    return key.startswith(_SECTIONS)


def _named(key: str, vocabulary: Vocabulary) -> Kind | None:
    if key in {kind.value for kind in Kind}:
        return Kind(key)
    found = titles.kind_of(key, vocabulary) if key else None
    return Kind(found[0]) if found else None
