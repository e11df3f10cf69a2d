"""What the lines of an update's parts mean, as values: `of` returns them by their name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from digest.markdown.fields import length
from digest.markdown.lines import Lines
from digest.markdown.meaning import attempts, estimates, needs, options, reviews, steps
from digest.markdown.parts import Part
from digest.model.vocabulary import Vocabulary


def of(
    parts: Sequence[Part], base: date | None, *, lines: Lines, vocabulary: Vocabulary
) -> dict[str, Any]:
    """Return the typed fields of an update, by name."""
    said = {part.name: " ".join(e.text for e in part.entries) for part in parts}
    return {
        "steps": steps.read(parts, base, lines=lines, vocabulary=vocabulary),
        "needs": needs.read(parts, lines=lines, vocabulary=vocabulary),
        "attempts": attempts.read(parts, "tried", lines=lines, vocabulary=vocabulary),
        "untried": attempts.read(parts, "not_tried", lines=lines, vocabulary=vocabulary),
        "options": options.read(parts, lines=lines, vocabulary=vocabulary),
        "estimates": estimates.read(parts, base, lines=lines, vocabulary=vocabulary),
        "delay": length.read(said.get("delay", ""), vocabulary),
        "decide_by": estimates.day(said.get("decide_by", ""), base, vocabulary),
        "changed": reviews.changed(parts, lines),
        "checks": reviews.checks(parts, lines, vocabulary),
        "questions": reviews.questions(parts, lines),
    }
