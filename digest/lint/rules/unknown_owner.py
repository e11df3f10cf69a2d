"""DG104: owners whom nobody knows."""

from collections.abc import Iterator

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.model.directory import Directory
from digest.model.item import Role


@rule("DG104", "unknown-owner", Severity.WARNING)
def unknown_owner(reading: Reading, options: Options) -> Iterator[Remark]:
    """An owner is none of the people and teams in the settings, or has left.

    Nobody is reminded of such an item; it goes to whoever answers for the document. This is
    asked only where the settings name people. A first name alone never decides who is meant.

    Bad:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mie: Rotate the signing keys (due 2026-12-04)

    Good:

        # Meeting, 20 November 2026

        ## Action items

        - [ ] @mei: Rotate the signing keys (due 2026-12-04)
    """
    known = options.directory
    for item in scope.open_items(reading):
        # What is asked may be asked of anybody, outside as well.
        for written in item.owners if item.role is not Role.ASK else ():
            if known and (told := _flaw(written, known)):
                yield Remark(reading.owner(item), *told)


def _flaw(written: str, known: Directory) -> tuple[str, str] | None:
    """Return what is wrong with an owner and what to do, None where nothing is."""
    found = known.resolve(written)
    if known.meant(written).found:
        return None
    if found.person:
        return f"{written} has left", "name somebody else, or a successor in the settings"
    if found.team:
        return f"nobody is left in {written}", "name somebody else"
    if found.candidates:
        hint = f"it could be {' or '.join(found.candidates)}: write that"
        return f"{written!r} does not say who is meant", hint
    hint = "nobody is told: name somebody the settings know, or add the name to an alias"
    return f"nobody is called {written!r}", hint
