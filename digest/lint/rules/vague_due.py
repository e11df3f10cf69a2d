"""DG106: dates that are wishes."""

from collections.abc import Iterator

from digest.lint import scope, wording
from digest.lint.finding import Place, Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.item import ActionItem


@rule("DG106", "vague-due", Severity.WARNING)
def vague_due(reading: Reading, options: Options) -> Iterator[Remark]:
    """A due date is a word such as "soon" or "ASAP".

    "Soon" is a different day for everybody, and no day at all for a reminder. Priority says how
    urgent something is; the date says when it will be there.

    Bad:

        # Meeting, 20 November 2026

        | Action | Owner | Due |
        |---|---|---|
        | Rotate the signing keys | @mei | ASAP |

    Good:

        # Meeting, 20 November 2026

        | Action | Owner | Due |
        |---|---|---|
        | Rotate the signing keys | @mei | 2026-12-04 |
    """
    for item in scope.open_items(reading):
        if found := _wish(item, reading, options):
            place, word = found
            yield Remark(
                place, f"{word!r} is no day", "nobody is reminded of it: write YYYY-MM-DD"
            )


def _wish(item: ActionItem, reading: Reading, options: Options) -> tuple[Place, str] | None:
    words = options.words("soon")
    if item.due is not None:
        match = wording.begins(item.due.raw, words) if item.due.day is None else None
        return (reading.due(item), match["word"]) if match else None
    match = wording.apart(item.text, words)
    return (reading.text(item), match["word"]) if match else None
