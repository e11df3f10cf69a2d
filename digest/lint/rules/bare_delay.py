"""DG303: a delay without a way out."""

from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.document import Kind
from digest.model.update import Update

_WAYS = {"options": "what the options are", "recommendation": "which one you recommend"}


@rule("DG303", "bare-delay", Severity.WARNING)
def bare_delay(reading: Reading, options: Options) -> Iterator[Remark]:
    """A timeline update has no options or no recommendation.

    Who hears of a delay has to decide something: accept it, cut scope, add people. Say what can
    be chosen, and what you would choose.

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
        if update.kind == Kind.TIMELINE:
            missing = [told for name, told in _WAYS.items() if not _says(update, name)]
            if missing:
                told = f"the timeline update does not say {' or '.join(missing)}"
                hint = "see the template: digest new timeline"
                yield Remark(reading.line(update.line), told, hint)


def _says(update: Update, name: str) -> bool:
    chosen = name == "recommendation" and any(option.chosen for option in update.options)
    return chosen or bool(update.fields.get(name))
