"""digest.reconcile.match: what a text proves in another document, and what it does not."""

from datetime import UTC, datetime, timedelta

import pytest

from digest.model.change import TrackedItem
from digest.model.item import ActionItem, Form
from digest.reconcile import Reach, Sighting, match

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
REACH = Reach(NOW - timedelta(days=30))
TITLED = Reach(REACH.since, {"old.md": "Login outage", "new.md": "Login outage"})


def item(text="Add alerting", **more):
    return ActionItem(text, 1, 1, Form.TABLE, **more)


def old(id_="1", what=None, *, gone=None, stream="old.md"):
    """`gone`: days since it was withdrawn; None while it is live."""
    at = None if gone is None else NOW - timedelta(days=gone)
    first = NOW - timedelta(days=300)
    return TrackedItem(id_, "pm", stream, stream, what or item(), first, first, withdrawn_at=at)


def new(what=None, stream="new.md"):
    return Sighting(stream, stream, what or item())


def paired(before, now, reach=REACH):
    return [(tracked.id, sighting.stream) for tracked, sighting in match(before, now, reach)[0]]


MINE, YOURS = item(owners=("@ana",)), item(owners=("@bo",))


def test_what_vanishes_just_now_has_moved():
    assert paired([old(what=MINE)], [new(YOURS)], None) == [("1", "new.md")]


def test_what_was_withdrawn_lately_moves_with_its_owner():
    assert paired([old(what=MINE, gone=29)], [new(MINE)]) == [("1", "new.md")]


def test_what_was_withdrawn_lately_moves_with_its_title():
    assert paired([old(what=MINE, gone=29)], [new(YOURS)], TITLED) == [("1", "new.md")]


@pytest.mark.parametrize(
    ("before", "now", "reach"),
    [
        (old(what=MINE, gone=31), new(MINE), REACH),  # long ago
        (old(what=MINE, gone=31), new(MINE), TITLED),
        (old(what=MINE, gone=1), new(YOURS), REACH),  # somebody else's
        (old(gone=1), new(), REACH),  # nobody's
        (old(what=MINE, gone=1), new(MINE), None),  # nobody said how far
        (old(what=MINE, gone=1), new(YOURS), Reach(NOW, {"old.md": "", "new.md": ""})),
        (old(what=item(mark="OPS-1")), new(item(mark="OPS-2")), REACH),  # another ticket
    ],
)
def test_a_text_met_again_by_chance_is_a_new_item(before, now, reach):
    assert paired([before], [now], reach) == []


def test_in_its_own_document_it_comes_back_at_any_time():
    assert paired([old(gone=400)], [new(YOURS, "old.md")], None) == [("1", "old.md")]


def test_a_text_met_twice_proves_nothing():
    assert paired([old("1"), old("2", stream="more.md")], [new()]) == []
    assert paired([old("1")], [new(), new(stream="more.md")]) == []
    assert paired([old("1", MINE, gone=1), old("2", YOURS, gone=1)], [new(MINE)]) == []


def test_what_vanishes_just_now_outdoes_what_was_withdrawn():
    before = [old("1", MINE, gone=1), old("2", MINE, stream="more.md")]

    assert paired(before, [new(MINE)]) == [("2", "new.md")]


def test_a_split_document_keeps_its_ids():
    rest = item("Write the runbook")
    before = [old("1"), old("2", rest)]

    found = paired(before, [new(stream="old.md"), new(rest)])

    assert found == [("1", "old.md"), ("2", "new.md")]
