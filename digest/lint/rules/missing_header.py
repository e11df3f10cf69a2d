"""DG205: what stands above a post-mortem."""

from collections.abc import Iterator

from digest.lint import scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule


@rule("DG205", "missing-header", Severity.ADVICE)
def missing_header(reading: Reading, options: Options) -> Iterator[Remark]:
    """A post-mortem does not say when, how long, what was affected, or who wrote it.

    Date, duration, impact and authors are what a reader wants first. Dates without a year count
    from the document's date, and what nobody owns goes to its authors. A section of that name,
    front matter, or a date in the file's name will do.

    Bad:

        # Post-Mortem: Sign-in outage

        ## Timeline (UTC)
        - 09:00 sign-in begins to fail

        ## Root Cause
        The key had been made for one year, and nothing watched its end.

    Good:

        # Post-Mortem: Sign-in outage
        **Date**: 2026-11-18
        **Duration**: 2 hours
        **Impact**: 1,200 people could not sign in
        **Authors**: Mei Tanaka
    """
    if not scope.is_post_mortem(reading):
        return
    document = reading.document
    told = {*document.header, *(name for name in _FIELDS if _titled(name, reading, options))}
    told |= {"date"} if document.date else set()
    told |= {"authors"} if document.authors else set()
    missing = [name for name in _FIELDS if name not in told]
    if missing:
        message = f"no header field or section says the {', '.join(missing)}"
        hint = f"write **{missing[0].capitalize()}**: … below the title"
        yield Remark(scope.title_place(reading), message, hint)


_FIELDS = ("date", "duration", "impact", "authors")


def _titled(name: str, reading: Reading, options: Options) -> bool:
    words = options.words(f"header_{name}")
    titled = any(wording.holds(title, words) for title in scope.section_names(reading))
    return titled or not scope.field_names(reading).isdisjoint(words)
