"""DG105: action items without a date."""

from collections.abc import Iterator

from digest.lint import lacking, scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.silence import spoken
from digest.model.item import ActionItem


@rule("DG105", "no-due", Severity.WARNING)
def no_due(reading: Reading, options: Options) -> Iterator[Remark]:
    """An action item of a post-mortem or of minutes has no due date.

    Without a date it is never late, stands in no calendar, and nobody is reminded. A list of
    which no item has a date gets one finding. Where the settings give items of a priority a
    usual date (`[default_due]`), that counts.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        - [ ] @jonas: Write the runbook

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        - [ ] @jonas: Write the runbook (due 2026-12-11)
    """
    yield from lacking.remarks(
        reading,
        spoken(reading, scope.promised(reading), "DG105"),
        lambda item: not _dated(item, options),
        what="a due date",
        noun="action items",
        hint="without one nobody is reminded: write YYYY-MM-DD",
    )


def _dated(item: ActionItem, options: Options) -> bool:
    usual = item.priority is not None and item.priority.value in options.dated
    wish = wording.apart(item.text, options.words("soon"))  # DG106
    return item.due is not None or usual or wish is not None
