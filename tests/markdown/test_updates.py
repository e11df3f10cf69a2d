from datetime import date

import pytest

from digest.markdown.document import read
from digest.model.document import Document
from digest.model.item import Role, Status
from digest.settings.vocabulary import load

VOCABULARY = load()
TWO = """\
## Progress Update - 2026-05-04
### In Progress
- Import - ETA: Friday
## Progress Update - 2026-05-11
### Completed
- Import
### In Progress
- Export - ETA: Friday
"""


def of(text: str) -> Document:
    return read(text.encode(), path="a.md", vocabulary=VOCABULARY)


def test_dates_refer_to_the_day_of_their_own_update():
    assert [item.day for item in of(TWO).items if item.due] == [
        date(2026, 5, 8),
        date(2026, 5, 15),
    ]


def test_only_the_newest_update_of_a_file_stands():
    current = of(TWO).current

    assert [(item.line, item.status.value) for item in current] == [
        (6, Status.DONE),
        (8, Status.IN_PROGRESS),
    ]


def test_items_outside_of_updates_stand_beside_them():
    assert [item.line for item in of(TWO + "\n## Action items\n- [ ] x\n").current] == [
        6,
        8,
        11,
    ]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("- Login: Need a token from @infra", "@infra"),
        ("- Waiting for the contract from Dana Li by Friday", "Dana Li"),
        ("- Need a review from the security team before the release", "the security team"),
    ],
)
def test_a_blocker_asks_the_person_it_names(line: str, owner: str):
    (item,) = of(f"# Weekly update\n## Done\nNone\n## Blockers\n{line}\n").items

    assert (item.role, item.status.value) == (Role.ASK, Status.BLOCKED)
    assert item.owners == (owner,)
    assert owner in item.text


def test_what_is_written_wins_over_where_it_stands():
    (item,) = of("# Weekly update\n## In progress\n- Import (done)\n## Blockers\nNone\n").items

    assert (item.text, item.status.value) == ("Import", Status.DONE)


def test_a_heading_of_that_name_without_its_parts_is_no_update():
    assert of("# Minutes\n## Status update\nAll is well.\n").updates == ()
