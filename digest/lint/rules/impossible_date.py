"""DG108: dates that no calendar has."""

from collections.abc import Iterator

from digest.lint import days
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown.inline import Inline


@rule("DG108", "impossible-date", Severity.ERROR)
def impossible_date(reading: Reading, options: Options) -> Iterator[Remark]:
    """A date such as 2026-11-31 is on no calendar.

    It cannot be read, so what it dates has no date. This looks at all of the text but code.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-11-31)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-11-30)
    """
    del options
    if days.suspicious(reading.document.raw):
        for inline in reading.inlines:
            yield from _in(reading, inline)


def _in(reading: Reading, inline: Inline) -> Iterator[Remark]:
    for match in days.impossible_in(inline.masked):
        place = reading.at(inline.span(*match.span()))
        yield Remark(place, f"{match[0]} is on no calendar", "write a day that exists")
