"""DG301: work in progress without an end."""

from collections.abc import Iterator

from digest.lint import lacking, scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.silence import spoken
from digest.model.item import Role, Status


@rule("DG301", "no-eta", Severity.WARNING)
def no_eta(reading: Reading, options: Options) -> Iterator[Remark]:
    """A task in progress has no ETA.

    Readers of an update want to know when, not only what. An ETA is a day or a range, and it
    may move: the next update says so. A list without any ETA gets one finding.

    Bad:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation (PR #12)

        ### In Progress
        - Runbook for sign-in

    Good:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: Friday
    """
    del options
    tasks = (
        item
        for item in scope.open_items(reading)
        if item.role is Role.TASK and item.status.value is Status.IN_PROGRESS
    )
    yield from lacking.remarks(
        reading,
        spoken(reading, tasks, "DG301"),
        lambda item: item.due is None,
        what="an ETA",
        noun="tasks in progress",
        hint="others wait for it: write ETA: and a day or a range",
    )
