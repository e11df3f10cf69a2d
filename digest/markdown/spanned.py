"""Headings that span a whole document or a part of a plan: its title, its sprints."""

from collections.abc import Sequence

from digest.markdown import coming, titles
from digest.markdown.outline import LABEL, Section
from digest.model.vocabulary import Vocabulary


def mixed(sections: Sequence[Section], vocabulary: Vocabulary) -> Section | None:
    """Return the title of a document that names its next steps beside other things.

    "Status and next steps" stands over a heading for the steps.
    """
    title = next((s for s in sections if s.heading and s.level == 1), None)
    if title is None or titles.bare(title.key) in vocabulary.headings:
        return None
    others = (s.key for s in sections if s is not title and s.level < LABEL)
    return title if any(titles.holds_actions(key, vocabulary) for key in others) else None


def spans(sections: Sequence[Section], vocabulary: Vocabulary) -> frozenset[int]:
    """Return the sections (by `id`) of a plan that are its sprints or weeks, not its title."""
    found = [s for s in sections if 0 < s.level < LABEL and coming.spans(s.key, vocabulary)]
    return frozenset(id(s) for s in found if len(found) > 1 or s.level > 1)
