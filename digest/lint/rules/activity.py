"""DG304: what was busy instead of what is there."""

from collections.abc import Iterator

from digest.lint import wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted
from digest.model.item import Role, Status


@rule("DG304", "activity", Severity.WARNING)
def activity(reading: Reading, options: Options) -> Iterator[Remark]:
    """A completed entry tells of an activity, not of something that is there now.

    "Worked on sign-in" could be said every week. Name what was finished, with its number or a
    link, so that others can look at it.

    Bad:

        ## Progress Update - 2026-11-20

        ### Completed
        - Worked on sign-in

        ### In Progress
        - Runbook for sign-in - ETA: Friday

    Good:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation of sign-in (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: Friday
    """
    words = options.words("activity")
    for item in reading.document.current:
        if item.role is Role.TASK and item.status.value is Status.DONE and not item.ticket:
            match = wording.begins(item.text, words)
            if match:
                told = f"{quoted(item.text)} is an activity, not something that is finished"
                yield Remark(
                    reading.text(item),
                    told,
                    "readers want what is there now: name it, with a link",
                )
