"""DG107: dates that name no day."""

from collections.abc import Iterator

from digest.lint import days, scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.item import Due


@rule("DG107", "unresolved-due", Severity.ADVICE)
def unresolved_due(reading: Reading, options: Options) -> Iterator[Remark]:
    """A due date does not come down to a day.

    "Next sprint" is a day where the settings say when sprints begin (`[sprints]`), "Friday" is
    one in a document that has a date. `04/12/2026` is two, so it is never guessed. What stays a
    phrase is shown as it was written, and nobody is reminded.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 04/12/2026)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 4 December 2026)
    """
    for item in scope.open_items(reading):
        due = item.due
        if due is None or due.day is not None or not due.raw:
            continue
        wish = wording.begins(due.raw, options.words("soon"))
        if not wish and not days.impossible(due.raw) and not days.clock(due.raw):
            told = f"due {due.raw!r} does not come down to a day"
            yield Remark(reading.due(item), told, _hint(due, reading, options))


def _hint(due: Due, reading: Reading, options: Options) -> str:
    if "sprint" in due.raw.casefold() and options.vocabulary.sprints is None:
        return "say in the settings when sprints begin, or write YYYY-MM-DD"
    if reading.document.date is None:
        return "give the document a date that it counts from, or write YYYY-MM-DD"
    return "nobody is reminded of it: write YYYY-MM-DD"
