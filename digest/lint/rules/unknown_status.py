"""DG109: statuses that are not understood."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from digest.lint import scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown.fields import status
from digest.markdown.fields.words import fold
from digest.markdown.placeholders import placeholder
from digest.markdown.splice import Splice
from digest.model.item import ActionItem, Form, Span, Status
from digest.model.vocabulary import Vocabulary

_ALIKE = 0.85  # of 1: a letter too many, too few, or two exchanged
_SHORTEST = 5  # characters of a word that is mended


@rule("DG109", "unknown-status", Severity.WARNING)
def unknown_status(reading: Reading, options: Options) -> Iterator[Remark]:
    """A status is none of the words that are understood.

    The item counts as open, whatever was meant. Words of your own belong into the settings,
    under `[vocabulary.statuses]`. A misspelt word is mended by `--fix`.

    Bad:

        # Meeting, 20 November 2026

        | Action | Owner | Due | Status |
        |---|---|---|---|
        | Rotate the signing keys | @mei | 2026-12-04 | In progres |

    Good:

        # Meeting, 20 November 2026

        | Action | Owner | Due | Status |
        |---|---|---|---|
        | Rotate the signing keys | @mei | 2026-12-04 | In progress |
    """
    unknown: dict[str, list[tuple[ActionItem, Span]]] = {}
    for item in scope.open_items(reading):
        span = item.spans.status if item.spans else None
        if item.form is Form.TABLE and span and _unknown(reading, item, span, options):
            unknown.setdefault(item.status.raw, []).append((item, span))
    for said, rows in unknown.items():
        meant = _meant(said, options.vocabulary)
        hint = f"write {meant!r}" if meant else _hint(options)
        fix = tuple(one for item, span in rows for one in _fix(reading, item, span, meant))
        yield Remark(reading.at(rows[0][1]), _told(said, [item for item, _ in rows]), hint, fix)


def _unknown(reading: Reading, item: ActionItem, span: Span, options: Options) -> bool:
    said, vocabulary = item.status.raw, options.vocabulary
    cell = span.of(reading.document.raw).decode("utf-8", "replace")
    return (
        bool(said) and not status.known(cell, vocabulary) and not placeholder(said, vocabulary)
    )


def _told(said: str, items: Sequence[ActionItem]) -> str:
    others = [item.line for item in items[1:]]
    also = f", nor in {wording.lines(others)}" if others else ""
    return f"status {said!r} is not understood{also}"


def _meant(said: str, vocabulary: Vocabulary) -> str:
    """Return the one word that is spelt almost like it, written alike."""
    word = fold(said)
    if len(word) < _SHORTEST:
        return ""
    close = get_close_matches(word, vocabulary.statuses, n=2, cutoff=_ALIKE)
    if not close or len({vocabulary.statuses[one] for one in close}) > 1:
        return ""
    return close[0].capitalize() if said[0].isupper() else close[0]


def _fix(reading: Reading, item: ActionItem, span: Span, meant: str) -> tuple[Splice, ...]:
    old = span.of(reading.document.raw)
    plain = old.decode("utf-8", "replace") == item.status.raw
    return (Splice(span.start, old, meant.encode()),) if meant and plain else ()


def _hint(options: Options) -> str:
    words = next(iter(options.vocabulary.wordings), {})
    told = ", ".join(words.get(value, value.value) for value in Status)
    return f"it counts as open: write one of {told}, or teach it in the settings"
