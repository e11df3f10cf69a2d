"""DG307: a new ETA that is as sure as the first."""

from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.document import Kind
from digest.model.item import Due


@rule("DG307", "single-day-eta", Severity.ADVICE)
def single_day_eta(reading: Reading, options: Options) -> Iterator[Remark]:
    """The new ETA of a timeline update is a single day.

    It is a second promise, as sure as the first one was. A range says how sure you are, and the
    last day of it is the one that counts.

    Bad:

        ## Timeline Update: Sign-in

        **Original ETA**: 2026-11-20
        **New ETA**: 2026-12-04

        **Options**:
        1. Accept the delay
        2. Leave out single sign-on

        **Recommendation**: Accept the delay.

    Good:

        ## Timeline Update: Sign-in

        **Original ETA**: 2026-11-20
        **New ETA**: 2026-12-02 to 2026-12-08

        **Options**:
        1. Accept the delay
        2. Leave out single sign-on

        **Recommendation**: Accept the delay.
    """
    del options
    for update in reading.document.updates:
        readings = {estimate.reading for estimate in update.estimates}
        if update.kind != Kind.TIMELINE or "pessimistic" in readings:
            continue
        new = update.fields.get("new_eta")
        if isinstance(new, Due) and new.day is not None and new.start == new.day:
            told = f"the new ETA is a single day, {new.day.isoformat()}"
            hint = "a day is as sure as the last one was: write from when to when"
            yield Remark(reading.line(update.line), told, hint)
