"""DG111: what is late and forgotten."""

from collections.abc import Iterator

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted


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
    for item in scope.open_items(reading):
        touched = options.changed.get((reading.path, item.line))
        if touched is None or item.day is None or item.day >= options.today:
            continue
        silent = (options.today - max(touched, item.day)).days
        if silent > options.stale_days:
            told = f"{quoted(item.text)} is overdue, and unchanged since {touched.isoformat()}"
            yield Remark(reading.due(item), told, "ask its owner, or cancel it")
