"""DG103: action items that several people own."""

from collections.abc import Iterator

from digest.lint import scope
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.lint.wording import quoted


@rule("DG103", "several-owners", Severity.ADVICE)
def several_owners(reading: Reading, options: Options) -> Iterator[Remark]:
    """An action item has more than one owner, or a team without a lead.

    Each of two owners waits for the other. Name the one who answers for it; who else helps can
    stand in the text. A team is one owner where the settings name its lead.

    Bad:

        # Meeting, 20 November 2026

        | Action | Owner | Due |
        |---|---|---|
        | Rotate the signing keys | Mei Tanaka, Jonas Weber | 2026-12-04 |

    Good:

        # Meeting, 20 November 2026

        | Action | Owner | Due |
        |---|---|---|
        | Rotate the signing keys, with Jonas | Mei Tanaka | 2026-12-04 |
    """
    for item in scope.promised(reading):
        if len(item.owners) > 1:
            told = (
                f"{quoted(item.text)} has {len(item.owners)} owners: {', '.join(item.owners)}"
            )
            yield Remark(
                reading.owner(item),
                told,
                "each waits for the other: name the one who answers for it",
            )
        elif item.owners and _headless(item.owners[0], options):
            told = f"{item.owners[0]} is a team without a lead"
            yield Remark(reading.owner(item), told, "give the team a lead in the settings")


def _headless(written: str, options: Options) -> bool:
    team = options.directory.resolve(written).team if options.directory else None
    return team is not None and team.lead is None
