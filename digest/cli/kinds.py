"""What documents of each kind are called where they are counted."""

from collections.abc import Mapping

from digest.model.document import Kind
from digest.render.words import count

_CALLED: Mapping[Kind, tuple[str, str]] = {
    Kind.POST_MORTEM: ("post-mortem", "post-mortems"),
    Kind.PROGRESS: ("progress update", "progress updates"),
    Kind.BLOCKER: ("blocker", "blockers"),
    Kind.COMPLETION: ("completion", "completions"),
    Kind.TIMELINE: ("timeline update", "timeline updates"),
    Kind.LEARNINGS: ("page of lessons", "pages of lessons"),
    Kind.NOTES: ("page of notes", "pages of notes"),
}


def counted(documents: Mapping[Kind, int]) -> list[str]:
    """Return how many documents of each kind there are; notes, which are all others, last."""
    kinds = sorted(documents.items(), key=lambda one: (one[0] is Kind.NOTES, -one[1]))
    return [count(number, *_CALLED[kind]) for kind, number in kinds]
