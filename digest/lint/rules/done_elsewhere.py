"""DG401: done in an update or in later minutes, open in the table."""

from collections.abc import Iterator, Sequence

from digest.lint import promises
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule_across
from digest.lint.wording import quoted
from digest.model.item import Role, Status


@rule_across("DG401", "done-elsewhere", Severity.WARNING)
def done_elsewhere(readings: Sequence[Reading], options: Options) -> Iterator[Remark]:
    """An update or a review of action items says done what is open where it was promised.

    Its owner is reminded of finished work, and readers of the table believe it is not. Items
    are the same where their words are, or where they name the same ticket and share half their
    words. An update older than the list says nothing against it.

    Bad:

        === postmortems/2026-11-02-sign-in.md
        # Sign-in outage, 2 November 2026

        ## Action Items
        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        === updates/2026-11-20.md
        ## Progress Update - 2026-11-20

        ### Completed
        - Rotate the signing keys (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: Friday

    Good:

        === postmortems/2026-11-02-sign-in.md
        # Sign-in outage, 2 November 2026

        ## Action Items
        - [x] @mei: Rotate the signing keys (due 2026-12-04)
        === updates/2026-11-20.md
        ## Progress Update - 2026-11-20

        ### Completed
        - Rotate the signing keys (PR #12)

        ### In Progress
        - Runbook for sign-in - ETA: Friday
    """
    del options
    found = list(promises.all_of(readings))
    told_of = [*filter(promises.tells, found), *promises.repeated(readings)]
    done = promises.Index(p for p in told_of if p.item.status.value is Status.DONE)
    for promise in found:
        if promise.item.status.value.closed or promise.item.role is not Role.ACTION:
            continue
        told = next((p for p in done.same(promise) if p.day >= promise.day), None)
        if told:
            message = f"{quoted(promise.item.text)} is open here, and done in {told.where}"
            place = promise.reading.line(promise.item.line)
            yield Remark(place, message, "close it, or say what is left to do")
