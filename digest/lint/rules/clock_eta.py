"""DG306: an ETA to the minute."""

import re
from collections.abc import Iterator

from digest.lint import days, scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.item import Role

_ETA = re.compile(r"\b(?:eta|target|due|by)\b[^\n]*", re.IGNORECASE)


@rule("DG306", "clock-eta", Severity.WARNING)
def clock_eta(reading: Reading, options: Options) -> Iterator[Remark]:
    """An ETA names a time of day.

    Nobody knows at 09:00 that something will be done at 16:30. Such an ETA is wrong by
    tomorrow; a day, or a range of days, can be kept.

    Bad:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation of sign-in (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: 2026-11-27 16:30

    Good:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation of sign-in (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: 2026-11-27
    """
    del options
    hint = "give a day, or a range of days"
    for item in scope.open_items(reading):
        match = _ETA.search(reading.source(item)) if item.role is Role.TASK else None
        if match and (at := days.clock(match[0])):
            told = f"an ETA of {at[0]} is more exact than anybody knows"
            yield Remark(reading.due(item), told, hint)
    for update in reading.document.updates:
        for estimate in update.estimates:
            match = days.clock(estimate.raw) if estimate.reading != "original" else None
            if match:
                told = f"an estimate of {match[0]} is more exact than anybody knows"
                yield Remark(reading.line(estimate.line), told, hint)
