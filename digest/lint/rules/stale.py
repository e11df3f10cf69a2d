"""DG111: what is late and forgotten."""

from collections.abc import Iterator
from datetime import date

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted
from digest.model.item import ActionItem


@rule("DG111", "stale", Severity.ADVICE)
def stale(reading: Reading, options: Options) -> Iterator[Remark]:
    """An item is overdue, and nobody has touched its line for a month.

    What is late and written about is followed up; what is late and silent is forgotten. This
    needs the history of the file: it is asked with `--history`, in a git repository. The
    setting `stale_days` says how long is too long.

    Bad:

        # Meeting, 20 September 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-10-04)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
    """
    late = [
        item for item in scope.open_actions(reading) if item.day and item.day < options.today
    ]
    if not late or options.history is None:
        return
    touched = options.history(reading.path, reading.document.raw)
    for item in late:
        last = max((touched[n] for n in _lines(item) if n in touched), default=None)
        if last and item.day and _silent(max(last, item.day), options) > options.stale_days:
            told = f"{quoted(item.text)} is overdue, and unchanged since {last.isoformat()}"
            yield Remark(reading.due(item), told, "ask its owner, or cancel it")


def _lines(item: ActionItem) -> range:
    return range(item.line, item.end_line + 1)


def _silent(since: date, options: Options) -> int:
    return (options.today - since).days
