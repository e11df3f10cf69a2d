"""DG110: what is late."""

from collections.abc import Iterator, Sequence
from datetime import date

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import lines, quoted
from digest.model.item import ActionItem, Form, Status


@rule("DG110", "overdue", Severity.ADVICE)
def overdue(reading: Reading, options: Options) -> Iterator[Remark]:
    """An item is open and its date has passed.

    Either it is done and the document does not say so, or it needs another date. It is measured
    by today, or by `--as-of`, and fails nothing by itself: yesterday it was fine. Tasks of
    progress updates are left alone, for the next update says more of them; so are phrases in a
    sentence, such as "next week".

    Bad:

        # Meeting, 20 October 2026

        | Action | Owner | Due | Status |
        |---|---|---|---|
        | Rotate the signing keys | @mei | 2026-11-04 | Not started |

    Good:

        # Meeting, 20 October 2026

        | Action | Owner | Due | Status |
        |---|---|---|---|
        | Rotate the signing keys | @mei | 2026-11-04 | Done |
    """
    late: dict[tuple[date, Status, int], list[ActionItem]] = {}
    for item in scope.open_actions(reading):
        if item.day is not None and item.day < options.today and _promised(item):
            # A date that stands above a list is one promise for all of the list.
            own = item.line if item.spans and item.spans.due else 0
            late.setdefault((item.day, item.status.value, own), []).append(item)
    for (day, _, _), items in late.items():
        yield Remark(
            reading.due(items[0]),
            _told(items, (options.today - day).days),
            "close it, or promise another date",
        )


def _told(items: Sequence[ActionItem], late: int) -> str:
    first, *others = items
    said = first.status.value.value.replace("_", " ")
    days = "a day" if late == 1 else f"{late:,} days"
    told = f"{quoted(first.text)} was due {first.day}, {days} ago, and is still {said}"
    if others:
        those = "are those" if others[1:] else "is that"
        told += f", as {those} in {lines([item.line for item in others])}"
    return told


def _promised(item: ActionItem) -> bool:
    """Say whether a date was meant as one: it stands in a column, or has a number in it."""
    due = item.due
    return (
        due is not None
        and not due.assumed
        and (item.form is Form.TABLE or any(character.isdigit() for character in due.raw))
    )
