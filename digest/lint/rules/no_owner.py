"""DG102: action items that nobody owns."""

import re
from collections.abc import Iterator, Sequence

from digest.lint import lacking, scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.silence import spoken
from digest.markdown.fields.words import fold
from digest.model.directory import Directory
from digest.model.item import ActionItem, Form

# Words in which somebody may be named, though not where owners stand: never a finding.
_NAMES = re.compile(
    r"@\w|\((?!link)[^\W\d]\w+\)"
    r"|^\W*(?:[A-Z]{3,}:\s*)?[\w.-]+(?: (?:&|and) [\w.-]+| (?!how)[\w.-]+)?"
    r"(?:[*_]+:|[*_]* to [a-z]| will |\s*[:\u2014\u2013])"
)


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
    nobody = options.words("nobody")

    def owned(item: ActionItem) -> bool:
        return any(_somebody(owner, nobody, options.directory) for owner in item.owners)

    yield from lacking.remarks(
        reading,
        spoken(reading, scope.promised(reading), "DG102"),
        lambda item: not (owned(item) or _names(reading, item) or _led(reading)),
        what="an owner",
        noun="action items",
        hint="what everybody owns nobody does: name one person, or a team that has a lead",
    )


def _somebody(owner: str, nobody: Sequence[str], known: Directory | None) -> bool:
    """Say whether an owner is one: "the team" is none, unless the settings know it."""
    if fold(owner) not in nobody or known is None:
        return fold(owner) not in nobody
    found = known.resolve(owner)
    return bool(found.person or found.team)


def _led(reading: Reading) -> bool:
    """Say whether headings name who leads each part, in place of owners beside each item."""
    names = {*reading.vocabulary.columns.get("owner", ()), "leads"}
    return any(section.key in names for section in reading.sections)


def _names(reading: Reading, item: ActionItem) -> bool:
    """Say whether the words of an item, or what stands below it, may name somebody.

    A table has a place of its own for that.
    """
    below = reading.below.get(item.line, ())
    if item.form is Form.TABLE or any(other.owners for other in below):
        return item.form is not Form.TABLE
    words = (reading.source(one).lstrip("*-+ []") for one in (item, *below))
    return any(_NAMES.search(said) for said in words)
