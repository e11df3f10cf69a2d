"""DG112: the same promise twice."""

from collections.abc import Iterator

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted
from digest.markdown.fields.words import fold
from digest.model.item import ActionItem

_FEWEST_WORDS = 3  # fewer are said of several things


@rule("DG112", "duplicate", Severity.WARNING)
def duplicate(reading: Reading, options: Options) -> Iterator[Remark]:
    """The same open action item stands in a document twice.

    One of them is closed some day, the other stays open for ever. Items count as the same where
    their words are, and neither owner nor ticket tells them apart.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        - [ ] @jonas: Write the runbook (due 2026-12-11)
        - [ ] @mei: Rotate the signing keys (due 2026-12-11)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        - [ ] @jonas: Write the runbook (due 2026-12-11)
    """
    del options
    seen: list[ActionItem] = []
    for item in scope.open_actions(reading):
        first = next((other for other in seen if _same(item, other)), None)
        if first is None:
            seen.append(item)
        else:
            told = f"{quoted(item.text)} stands in line {first.line} already"
            yield Remark(reading.text(item), told, "keep one")


def _same(one: ActionItem, other: ActionItem) -> bool:
    apart = one.parent != other.parent or one.owners != other.owners
    tickets = one.ticket != other.ticket or one.mark != other.mark
    words = fold(one.text)
    enough = len(words.split()) >= _FEWEST_WORDS or not words.isascii()
    return not apart and not tickets and enough and words == fold(other.text)
