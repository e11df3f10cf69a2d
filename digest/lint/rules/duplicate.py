"""DG112: the same promise twice."""

from collections.abc import Iterator

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted
from digest.markdown.fields.words import fold

_FEWEST_WORDS = 3  # fewer are said of several things
_SEVERAL = 4  # up to so many may be said of what their heading names


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
    seen: dict[tuple[object, ...], int] = {}
    for item in scope.open_actions(reading):
        words = fold(item.text)
        if len(words.split()) < _FEWEST_WORDS and words.isascii():
            continue
        # Under another heading the same few words are said of something else.
        where = "" if len(words.split()) > _SEVERAL else item.section
        key = (words, where, item.parent, item.owners, item.ticket, item.mark)
        first = seen.setdefault(key, item.line)
        if first != item.line:
            told = f"{quoted(item.text)} stands in line {first} already"
            yield Remark(reading.text(item), told, "keep one")
