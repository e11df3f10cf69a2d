"""DG303: a delay without a way out."""

from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.document import Kind
from digest.model.update import Update

_MOVES = ("original_eta", "new_eta", "delay")


@rule("DG303", "bare-delay", Severity.WARNING)
def bare_delay(reading: Reading, options: Options) -> Iterator[Remark]:
    """A timeline update has no options.

    Who hears of a delay has to decide something: accept it, cut scope, add people. Say what can
    be chosen.

    Bad:

        ## Timeline Update: Sign-in

        **Original ETA**: 2026-11-20
        **New ETA**: 2026-12-02 to 2026-12-08

        **Reason**: The audit found two more flows.

    Good:

        ## Timeline Update: Sign-in

        **Original ETA**: 2026-11-20
        **New ETA**: 2026-12-02 to 2026-12-08

        **Reason**: The audit found two more flows.

        **Options**:
        1. Accept the delay
        2. Leave out single sign-on

        **Recommendation**: Accept the delay.
    """
    del options
    for update in reading.document.updates:
        if is_delay(update) and not (update.options or update.fields.get("options")):
            told = "the timeline update does not say what the options are"
            hint = "somebody has to choose: accept the delay, cut scope, add people"
            yield Remark(reading.line(update.line), told, hint)


def is_delay(update: Update) -> bool:
    """Say whether an update moves a date, and does not only estimate one."""
    return update.kind == Kind.TIMELINE and any(update.fields.get(name) for name in _MOVES)
