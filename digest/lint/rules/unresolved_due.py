"""DG107: dates that name no day."""

from collections.abc import Iterator

from digest.lint import days, scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown.fields import due as dues
from digest.model.item import ActionItem, Due


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
    alike: dict[tuple[str, int], list[tuple[ActionItem, Due]]] = {}
    for item in scope.open_items(reading):
        due = item.due
        if due is not None and _unresolved(due, options):
            cure = _cure(due, reading, options)
            alike.setdefault((cure, 0 if cure else item.line), []).append((item, due))
    for (cure, _), ((first, due), *others) in alike.items():
        told = f"due {due.raw!r} does not come down to a day"
        if others:
            those = "do those" if others[1:] else "does that"
            told += f", nor {those} in {wording.lines([item.line for item, _ in others])}"
        hint = cure or "nobody is reminded of it: write YYYY-MM-DD"
        yield Remark(reading.due(first), told, hint)


def _unresolved(due: Due, options: Options) -> bool:
    """Say whether a due date is a phrase that no other rule speaks of."""
    if due.day is not None or not due.raw or wording.begins(due.raw, options.words("soon")):
        return False
    return not days.impossible(due.raw) and not days.clock(due.raw)


def _cure(due: Due, reading: Reading, options: Options) -> str:
    """Return what helps all that are alike, or nothing where each is its own matter."""
    if "sprint" in due.raw.casefold() and options.vocabulary.sprints is None:
        return "say in the settings when sprints begin, or write YYYY-MM-DD"
    if days.twofold(due.raw):
        return "some read the day first, some the month: write YYYY-MM-DD"
    if reading.document.date is None and _counts(due, options):
        return "give the document a date that it counts from, or write YYYY-MM-DD"
    return ""


def _counts(due: Due, options: Options) -> bool:
    """Say whether a date counts from that of its document: "Friday", not "TBD"."""
    read = dues.read(due.raw, options.today, options.vocabulary)
    return read is not None and read.day is not None
