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


def test_a_file_with_a_heading_a_week_holds_an_update_a_week():
    week = "## {}\n\n### Completed\n- {}\n\n"
    text = "# Weekly update\n\n" + week.format("2026-W07", "a") + week.format("2026-W08", "b")

    assert [update.day for update in of(text).updates] == [date(2026, 2, 9), date(2026, 2, 16)]
    assert [item.text for item in of(text).current] == ["b"]


def test_two_teams_in_one_file_have_a_newest_update_each():
    update = "## Progress Update - {0} - 2026-02-11\n\n### In progress\n- {0} work\n\n"
    document = of(update.format("Platform") + update.format("Identity"))

    assert [document.series_at(i.line) for i in document.current] == ["platform", "identity"]


def test_action_items_below_an_update_are_action_items():
    (_, item) = of("# Weekly update\n## Done\n- a\n## Action items\n- [ ] b @bo\n").items

    assert (item.text, item.role, item.status.value) == ("b", Role.ACTION, Status.OPEN)


def test_labels_in_bullets_say_what_became_of_a_task():
    text = "## Progress Update\n- Merged: Import (#9)\n- Blocked: Need a key from @infra\n"

    assert [(i.text, i.status.value, i.ticket) for i in of(text).items] == [
        ("Import (#9)", Status.DONE, "#9"),
        ("Need a key from @infra", Status.BLOCKED, None),
    ]


def test_lines_below_a_blocker_say_whom_it_asks():
    text = "## Progress Update\n- Blocked: Need a key\n  - Who: @infra\n  - Impact: all waits\n"
    (update,), (item,) = of(text).updates, of(text).items

    assert item.owners == update.needs[0].who == ("@infra",)
    assert update.needs[0].impact == "all waits"


def test_the_realistic_reading_below_a_task_is_its_date():
    text = "## Progress Update - 2026-05-04\n### In progress\n- Import\n"
    readings = (
        "  - Optimistic: 2026-05-06\n  - Realistic: Friday\n  - Pessimistic: 2026-05-12\n"
    )
    document = of(text + readings)

    assert [item.day for item in document.items] == [date(2026, 5, 8)]
    assert document.updates[0].steps[0].eta == document.items[0].due
    assert len(document.updates[0].estimates) == 3


@pytest.mark.parametrize(
    "body",
    [
        "**Completed**\n\n- a\n\n**Blockers**\n\n- Need b from @c\n",
        "---\nkind: progress\n---\n# Platform, 11 May 2026\n\n## Completed\n\n- a\n",
        "# 11 May 2026\n\n- Completed: a\n- Blocked: Need b from @c\n",
    ],
)
def test_an_update_needs_no_heading_that_says_so(body: str):
    assert [update.kind for update in of(body).updates] == ["progress"]


def test_questions_are_asked_of_the_reviewers_who_are_named():
    text = "# Kiosk complete - ready for review\n**Reviewers**: @bo, Mei Tanaka\n\n"
    (item,) = of(text + "## Testing\n- [x] unit\n## Questions for reviewers\n1. Why?\n").items

    assert (item.line, item.role, item.status.value) == (7, Role.ASK, Status.OPEN)
    assert item.owners == ("@bo", "Mei Tanaka")
