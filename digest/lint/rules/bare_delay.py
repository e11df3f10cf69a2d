"""DG303: a delay without a way out."""

from collections.abc import Iterator

from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.document import Kind
from digest.model.item import Due
from digest.model.update import Update

_WAYS = {"options": "what the options are", "recommendation": "which one you recommend"}


@rule("DG303", "bare-delay", Severity.WARNING)
def bare_delay(reading: Reading, options: Options) -> Iterator[Remark]:
    """A timeline update has no range, no options, or no recommendation.

    Who hears of a delay has to decide something: accept it, cut scope, add people. A single new
    date is a second promise as sure as the first; a range says how sure you are.

    Bad:

        ## Timeline Update: Sign-in

        **Original ETA**: 2026-11-20
        **New ETA**: 2026-12-04

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
            missing = [told for name, told in _WAYS.items() if not update.fields.get(name)]
            missing += ["how sure the new ETA is"] if _single(update) else []
            if missing:
                told = f"the timeline update does not say {' or '.join(missing)}"
                yield Remark(reading.line(update.line), told, _hint(missing, update))


def _single(update: Update) -> bool:
    new = update.fields.get("new_eta")
    return isinstance(new, Due) and new.day is not None and new.start == new.day


def _hint(missing: list[str], update: Update) -> str:
    if len(missing) == 1 and _single(update):
        return "give the new ETA as a range"
    return "see the template: digest new timeline"
