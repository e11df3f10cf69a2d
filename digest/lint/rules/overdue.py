"""DG110: what is late."""

from collections.abc import Iterator

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted
from digest.model.item import ActionItem, Form


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
    for item in scope.open_actions(reading):
        if item.day is None or item.day >= options.today or not _promised(item):
            continue
        late = (options.today - item.day).days
        said = item.status.value.value.replace("_", " ")
        days = "a day" if late == 1 else f"{late:,} days"
        told = f"{quoted(item.text)} was due {item.day}, {days} ago, and is still {said}"
        yield Remark(reading.due(item), told, "close it, or promise another date")


def _promised(item: ActionItem) -> bool:
    """Say whether a date was meant as one: it stands in a column, or has a number in it."""
    due = item.due
    return (
        due is not None
        and not due.assumed
        and (item.form is Form.TABLE or any(character.isdigit() for character in due.raw))
    )
