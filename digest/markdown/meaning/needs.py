"""What stands still, and whom it waits for."""

from collections.abc import Iterator, Sequence

from digest.markdown import asks
from digest.markdown.entries import Entry
from digest.markdown.fields import owner
from digest.markdown.lines import Lines
from digest.markdown.meaning import options
from digest.markdown.parts import Part
from digest.model.update import Need
from digest.model.vocabulary import Vocabulary


def read(parts: Sequence[Part], *, lines: Lines, vocabulary: Vocabulary) -> tuple[Need, ...]:
    """Return the blockers of a progress update and the needs of a blocker, in order."""
    return tuple(_every(parts, lines, vocabulary))


def _every(parts: Sequence[Part], lines: Lines, vocabulary: Vocabulary) -> Iterator[Need]:
    for part in parts:
        if part.name in ("blockers", "need"):
            for entry in part.entries:
                # Of several ways out none is needed by itself.
                if part.name == "blockers" or not options.named(entry.text, vocabulary):
                    always = part.name == "need"
                    yield _need(entry, lines, vocabulary, always=always)


def _need(entry: Entry, lines: Lines, vocabulary: Vocabulary, *, always: bool) -> Need:
    who = entry.below("who", vocabulary)
    needed = entry.below("need", vocabulary)
    impact = entry.below("impact", vocabulary)
    text = entry.inline.masked if entry.inline else entry.text
    return Need(
        line=lines.at(entry.span.start),
        text=entry.text,
        who=asks.whom(text, always=always, vocabulary=vocabulary)
        or (owner.read(who.text) if who else ()),
        needed=needed.text if needed else "",
        impact=impact.text if impact else "",
    )
