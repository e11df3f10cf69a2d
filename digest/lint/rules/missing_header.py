"""DG205: what stands above a post-mortem."""

import re
from collections.abc import Iterator

from digest.lint import scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown import titles
from digest.markdown.fields import length

_CLAUSE = re.compile(r"[.;,\n]\s*")
_ASKED = {
    "date": "when it was",
    "duration": "how long it took",
    "impact": "what was affected",
    "authors": "who wrote this",
}


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
    told = {*document.header, *(name for name in _ASKED if _titled(name, reading, options))}
    told |= {"date"} if document.date else set()
    told |= {"authors"} if document.authors else set()
    missing = [name for name in _ASKED if name not in told]
    if missing:
        asked = wording.listed([_ASKED[name] for name in missing], "or")
        fields = wording.listed([f"**{name.capitalize()}**: \u2026" for name in missing])
        hint = f"readers look for that first: write {fields} below the title"
        message = f"no header field or section says {asked}"
        yield Remark(scope.title_place(reading), message, hint)


def _titled(name: str, reading: Reading, options: Options) -> bool:
    words = options.words(f"header_{name}")
    titled = any(wording.holds(title, words) for title in scope.section_names(reading))
    if titled or not scope.field_names(reading).isdisjoint(words):
        return True
    return name == "duration" and any(
        length.read(said, options.vocabulary) for said in _summaries(reading, options)
    )


def _summaries(reading: Reading, options: Options) -> Iterator[str]:
    """Yield the clauses under the title and in the summary."""
    for number, passage in enumerate(reading.document.passages):
        key = titles.key(passage.title)
        if number == 0 or wording.holds(key, options.words("section_summary")):
            yield from _CLAUSE.split(passage.text)
