"""DG308: options, and nobody says which."""

from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.rules.bare_delay import is_delay


@rule("DG308", "no-recommendation", Severity.ADVICE)
def no_recommendation(reading: Reading, options: Options) -> Iterator[Remark]:
    """A timeline update gives options and recommends none of them.

    You know the work best. A recommendation with a reason is quickly agreed to; a bare list
    comes back as a question.

    Bad:

        ## Timeline Update: Sign-in

        **Original ETA**: 2026-11-20
        **New ETA**: 2026-12-02 to 2026-12-08

        **Options**:
        1. Accept the delay
        2. Leave out single sign-on

    Good:

        ## Timeline Update: Sign-in

        **Original ETA**: 2026-11-20
        **New ETA**: 2026-12-02 to 2026-12-08

        **Options**:
        1. Accept the delay
        2. Leave out single sign-on

        **Recommendation**: Accept the delay, for the audit cannot wait.
    """
    del options
    for update in reading.document.updates:
        chosen = update.fields.get("recommendation") or any(o.chosen for o in update.options)
        if is_delay(update) and update.options and not chosen:
            told = "the timeline update does not say which option you recommend"
            yield Remark(
                reading.line(update.line), told, "write **Recommendation**: … because …"
            )
