"""One reading serves any number of readers: what it prepares agrees with what it is asked."""

from datetime import timedelta

from digest.model.item import Status
from tests.schedule.company import LAST_WEEK, NOW, PEOPLE, reading, stored, tracked

DONE = {"status": Status.DONE, "closed_at": NOW, "changed_at": NOW}


def test_items_are_found_for_whom_they_concern_and_for_nobody_else():
    told = reading(tracked("a", "@priya"), tracked("b", "@jonas"))

    assert [item.id for item, _, _ in told.items_for(PEOPLE["priya"])] == ["a"]
    assert told.items_for(PEOPLE["okafor"]) == []


def test_what_was_done_since_counts_for_whoever_may_see_it():
    secret = tracked("c", "@jonas", source="secret", path="s.md", **DONE)
    told = reading(
        tracked("a", "@priya", **DONE),
        tracked("b", "@mei"),
        secret,
        documents=(stored("s.md", "secret"),),
    )

    assert told.done_since(PEOPLE["priya"], LAST_WEEK) == 1
    assert told.done_since(PEOPLE["jonas"], LAST_WEEK) == 2
    assert told.done_since(PEOPLE["jonas"], NOW + timedelta(seconds=1)) == 0


def test_who_has_left_sees_nothing():
    assert reading(tracked("a", "@priya")).visible_documents(PEOPLE["max"]) == []
