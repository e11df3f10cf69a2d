"""DG402: an ETA after the date that was promised."""

from collections.abc import Iterator, Sequence

from digest.lint import promises
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.promises import Promise
from digest.lint.reading import Reading
from digest.lint.rule import rule_across
from digest.lint.wording import quoted
from digest.model.item import Role


@rule_across("DG402", "eta-after-due", Severity.WARNING)
def eta_after_due(readings: Sequence[Reading], options: Options) -> Iterator[Remark]:
    """An update gives an ETA later than the due date of the same action item.

    One of the two is wrong. A slip that only an update knows reaches nobody who plans by the
    date in the table.

    Bad:

        === postmortems/2026-11-02-sign-in.md
        # Sign-in outage, 2 November 2026

        ## Action Items
        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        === updates/2026-11-20.md
        ## Progress Update - 2026-11-20

        ### Completed
        - Key ceremony (PR #12)

        ### In Progress
        - Rotate the signing keys - ETA: 2026-12-11

    Good:

        === postmortems/2026-11-02-sign-in.md
        # Sign-in outage, 2 November 2026

        ## Action Items
        - [ ] @mei: Rotate the signing keys (due 2026-12-11)
        === updates/2026-11-20.md
        ## Progress Update - 2026-11-20

        ### Completed
        - Key ceremony (PR #12)

        ### In Progress
        - Rotate the signing keys - ETA: 2026-12-11
    """
    del options
    dated = [p for p in promises.all_of(readings) if p.item.day and not _closed(p)]
    owed = promises.Index(p for p in dated if p.item.role is Role.ACTION)
    for told in dated:
        if promises.tells(told) and told.stands:
            first = next(owed.same(told), None)
            if first and _after(told, first):
                message = (
                    f"{quoted(told.item.text)} has an ETA of {told.item.day}, and is due "
                    f"{first.item.day} in {first.where}"
                )
                place = told.reading.line(told.item.line)
                yield Remark(place, message, "move the due date, or the ETA")


def _closed(promise: Promise) -> bool:
    return promise.item.status.value.closed


def _after(told: Promise, first: Promise) -> bool:
    eta, due = told.item.day, first.item.day
    return eta is not None and due is not None and eta > due and told.day >= first.day
