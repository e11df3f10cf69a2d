"""Which of the guide's templates a document follows."""

from collections.abc import Sequence

from digest.markdown import titles
from digest.markdown.frontmatter import FrontMatter
from digest.markdown.outline import LABEL, Section
from digest.model.document import Kind
from digest.model.update import Update
from digest.model.vocabulary import Vocabulary

_SECTIONS = ("root cause", "timeline", "what went well", "contributing factors")
_SHORT = 4  # characters: too little to look for in a path
_FEWEST = 2  # such sections that make a post-mortem


def of(
    sections: Sequence[Section],
    updates: Sequence[Update],
    matter: FrontMatter,
    *,
    path: str,
    vocabulary: Vocabulary,
) -> Kind:
    """Return the kind by front matter, title, what is in it and its path, in this order."""
    said = _named(titles.key(matter.one("kind", "type")), vocabulary)
    headings = [s for s in sections if 0 < s.level < LABEL]
    title = _named(headings[0].key, vocabulary) if headings else None
    if said or title in (Kind.POST_MORTEM, Kind.LEARNINGS):
        return said or title or Kind.NOTES
    if updates:
        return Kind(updates[0].kind)
    if sum(_begins(s.key) for s in headings) >= _FEWEST:
        return Kind.POST_MORTEM
    folded = path.casefold().replace("_", "-")
    spelled = vocabulary.updates.get(Kind.POST_MORTEM, ())
    by_path = any(word.replace(" ", "-") in folded for word in spelled if len(word) > _SHORT)
    return Kind.POST_MORTEM if by_path else Kind.NOTES


def _begins(key: str) -> bool:
    return key.startswith(_SECTIONS)


def _named(key: str, vocabulary: Vocabulary) -> Kind | None:
    if key in {kind.value for kind in Kind}:
        return Kind(key)
    found = titles.kind_of(key, vocabulary) if key else None
    return Kind(found[0]) if found else None
