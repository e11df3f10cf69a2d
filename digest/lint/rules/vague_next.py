"""DG305: next steps nobody can check."""

from collections.abc import Iterator

from digest.lint import wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted
from digest.model.item import Role, Status


@rule("DG305", "vague-next", Severity.WARNING)
def vague_next(reading: Reading, options: Options) -> Iterator[Remark]:
    """A next step of an update says that something goes on, not what will be there.

    "Continue testing" is true every week. Say what will be finished, and until when.

    Bad:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation of sign-in (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: Friday

        ### Next
        - Continue testing

    Good:

        ## Progress Update - 2026-11-20

        ### Completed
        - Key rotation of sign-in (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: Friday

        ### Next
        - Test sign-in with two expired keys (target: Tuesday)
    """
    words = options.words("vague_next")
    for item in reading.document.current:
        coming = item.role is Role.TASK and item.status.value is Status.OPEN
        if coming and item.due is None and wording.begins(item.text, words):
            told = f"{quoted(item.text)} does not say what will be there"
            yield Remark(reading.text(item), told, "say what will be finished, and when")
