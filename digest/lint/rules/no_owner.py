"""DG102: action items that nobody owns."""

from collections.abc import Iterator
from itertools import groupby

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted


@rule("DG102", "no-owner", Severity.WARNING)
def no_owner(reading: Reading, options: Options) -> Iterator[Remark]:
    """An action item of a post-mortem or of minutes has no owner.

    What everybody owns nobody does, and nobody is reminded of it. A list of which no item has
    an owner gets one finding. "The team" and "everyone" are no owners; a named team is one.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        - [ ] Write the runbook (due 2026-12-04)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
        - [ ] @jonas: Write the runbook (due 2026-12-04)
    """
    del options
    hint = "name one person, or a team that has a lead"
    for _, group in groupby(scope.promised(reading), key=lambda item: item.section):
        items = list(group)
        nobodys = [item for item in items if not item.owners]
        if len(nobodys) == len(items) > 1:
            told = f"none of these {len(items)} action items has an owner"
            yield Remark(reading.line(items[0].line), told, hint)
            continue
        for item in nobodys:
            yield Remark(reading.line(item.line), f"{quoted(item.text)} has no owner", hint)
