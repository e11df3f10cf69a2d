"""digest.reconcile: ids follow the items through what people do to text."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.model.change import ChangeKind, Touch
from digest.model.item import ActionItem, Due, Form, ReadStatus, Status
from digest.reconcile import Sighting, reconcile

THEN = Touch(datetime(2026, 11, 2, 9, tzinfo=UTC), "Mei Tanaka", revision="a1")
NOW = Touch(datetime(2026, 11, 20, 9, tzinfo=UTC), "Jonas Weber", revision="b2")


def item(text, line=1, *, due=None, **more):
    when = Due(due, date.fromisoformat(due), date.fromisoformat(due)) if due else None
    return ActionItem(text=text, line=line, end_line=line, form=Form.TABLE, due=when, **more)


def sightings(*items, path="pm/1.md"):
    return [Sighting(path, path, i) for i in items]


def first(*items, path="pm/1.md"):
    seen = sightings(*items, path=path)
    return reconcile([], seen, source="pm", touched=lambda _: THEN, known=lambda _: False).items


def again(before, now, known=()):
    ids = {t.id for t in before} | set(known)
    return reconcile(before, now, source="pm", touched=lambda _: NOW, known=ids.__contains__)


def test_an_unchanged_item_makes_no_change():
    before = first(item("Alert on login failures", due="2026-11-20"))

    found = again(before, sightings(item("Alert on login failures", due="2026-11-20")))

    assert found.items == ()
    assert found.changes == ()


def test_rewording_keeps_the_id():
    before = first(item("Add alert for login failures above 5 %"), item("Write the runbook"))

    found = again(
        before,
        sightings(item("Add an alert for auth failures above 5 %"), item("Write the runbook")),
    )

    assert [t.id for t in found.items] == [before[0].id]
    assert found.changes[0].kind is ChangeKind.REWORDED


def test_swapped_and_reworded_rows_are_matched_as_a_whole():
    before = first(item("Rotate the signing keys"), item("Rotate the backup keys"))
    now = sightings(item("Rotate all the backup keys"), item("Rotate all the signing keys"))

    found = again(before, now)

    texts = {t.id: t.item.text for t in found.items}
    assert texts[before[0].id] == "Rotate all the signing keys"


def test_a_moved_date_is_a_slip_with_memory():
    before = first(item("Ship it", due="2026-11-20"))

    moved = again(before, sightings(item("Ship it", due="2026-12-04"))).items[0]

    assert (moved.first_due, moved.moves, moved.slip_days) == (date(2026, 11, 20), 1, 14)
    assert moved.sequence == 1


@pytest.mark.parametrize(
    ("now", "sequence"),
    [
        (item("Ship it to all", owners=("@ana",)), 1),
        (item("Ship it", owners=("@bo",)), 1),
        (item("Ship it", owners=("@ana",), status=ReadStatus("Done", Status.DONE)), 1),
        (item("Ship it", owners=("@ana",), due="2026-12-04"), 1),
        (item("Ship it", owners=("@ana",), line=9), 0),
        (item("Ship it", owners=("@ana",), note="after the freeze"), 0),
    ],
)
def test_the_sequence_rises_with_what_calendars_show_and_never_falls(now, sequence):
    before = first(item("Ship it", owners=("@ana",)))
    (changed,) = again(before, sightings(now)).items or before
    assert changed.sequence == sequence

    back = again([changed], sightings(item("Ship it", owners=("@ana",)))).items or [changed]
    assert back[0].sequence == 2 * sequence


def test_a_date_given_for_the_first_time_is_no_move():
    before = first(item("Ship it"))

    dated = again(before, sightings(item("Ship it", due="2026-12-04"))).items[0]

    assert (dated.first_due, dated.moves) == (date(2026, 12, 4), 0)


def test_two_equal_texts_get_two_ids_and_keep_them():
    before = first(
        item("Add tests", 5, owners=("@ana",)), item("Add tests", 6, owners=("@bo",))
    )
    now = sightings(
        item("Add tests", 5, owners=("@bo",)), item("Add tests", 6, owners=("@ana",))
    )

    owners = {t.id: t.item.owners for t in again(before, now).items}

    assert before[0].id != before[1].id
    assert owners == {before[0].id: ("@ana",), before[1].id: ("@bo",)}


def test_twins_with_owners_are_told_apart_when_all_else_moves():
    ana, bo = {"owners": ("@ana",)}, {"owners": ("@bo",)}
    before = first(item("Add tests", 5, **ana), item("Add tests", 6, **bo))
    now = sightings(
        item("Add tests", 5, due="2026-12-01", **bo),
        item("Add tests", 6, due="2026-12-02", **ana),
    )

    assert {t.id: t.item.owners for t in again(before, now).items} == {
        before[0].id: ("@ana",),
        before[1].id: ("@bo",),
    }


def test_a_series_is_one_place_from_update_to_update():
    before = [
        replace(t, stream="series:web") for t in first(item("Ship the login"), path="w1.md")
    ]
    now = [Sighting("w2.md", "series:web", item("Ship the new login"))]

    found = again(before, now)

    assert [(c.item_id, c.kind) for c in found.changes] == [(before[0].id, ChangeKind.REWORDED)]


@pytest.mark.timeout(20)  # each counted from the first would take a minute
def test_thousands_of_twins_are_numbered_in_one_pass():
    found = first(*(item("Add tests", n) for n in range(1, 8_001)))

    assert len({t.id for t in found}) == 8_000


def test_an_explicit_mark_beats_the_words():
    before = first(item("Old words entirely", mark="OPS-12"), item("Fix the cache"))

    found = again(before, sightings(item("Fix the cache now", mark="OPS-12")))

    assert found.items[0].id == before[0].id


def test_a_renamed_document_keeps_its_ids():
    before = first(item("Fix the cache"))

    found = again(before, sightings(item("Fix the cache"), path="pm/2026/1.md"))

    assert found.items[0].id == before[0].id
    assert [c.kind for c in found.changes] == [ChangeKind.MOVED]


def test_what_vanishes_is_withdrawn_and_returns_with_its_id():
    before = first(item("Fix the cache"))
    gone = again(before, []).items
    back = again(gone, sightings(item("Fix the cache")))

    assert not gone[0].live
    assert back.items[0].live
    assert [c.kind for c in back.changes] == [ChangeKind.RETURNED]


def test_an_id_that_was_ever_given_is_not_given_again():
    before = first(item("Fix the cache"))

    fresh = again([], sightings(item("Fix the cache")), known=[before[0].id])

    assert fresh.items[0].id != before[0].id


def test_closing_and_reopening_are_remembered():
    before = first(item("Fix the cache"))
    done = item("Fix the cache", status=ReadStatus("Done", Status.DONE))
    closed = again(before, sightings(done)).items[0]
    reopened = again([closed], sightings(item("Fix the cache"))).items[0]

    assert closed.closed_at == NOW.at
    assert reopened.closed_at is None


def test_reading_twice_equals_reading_once():
    before = first(item("Fix the cache", due="2026-11-20"))
    now = sightings(item("Fix the caches", due="2026-12-01"))
    once = again(before, now).items

    assert again(once, now).changes == ()


def test_a_moved_line_updates_the_place_silently():
    before = first(item("Fix the cache", 7))

    found = again(before, sightings(item("Fix the cache", 9)))

    moved = replace(before[0], item=item("Fix the cache", 9), revision=NOW.revision)
    assert found.items == (moved,)
    assert found.changes == ()


def reasons(before, *notes, **more):
    """Return the reason after each of some notes, written one by one after `before`."""
    found = []
    for note in notes:
        told = again(before, sightings(item("Rotate the keys", note=note, **more)))
        before = told.items or before
        found.append(
            (before[0].reason, [c.after for c in told.changes if c.kind == "explained"])
        )
    return found


def test_what_is_noted_with_a_move_is_its_reason():
    before = first(item("Rotate the keys", due="2026-11-20", note="for all shops"))

    found = reasons(before, "for all shops; the vendor is late", due="2026-11-27")

    assert found == [("the vendor is late", ["the vendor is late"])]


def test_a_later_note_is_a_reason_if_it_says_so():
    before = first(item("Rotate the keys", due="2026-11-20"))

    found = reasons(
        before, "", "vendor called", "vendor called; because of him", due="2026-11-27"
    )

    assert [why for why, _ in found] == ["", "", "him"]
    assert found[-1][1] == ["him"]


def test_the_next_move_has_no_reason_yet():
    before = first(item("Rotate the keys", due="2026-11-20"))
    moved = again(before, sightings(item("Rotate the keys", due="2026-11-27", note="late")))

    assert reasons(moved.items, "late", due="2026-12-04") == [("", [])]


def test_what_blocks_an_item_is_why_it_moved():
    before = first(item("Rotate the keys", due="2026-11-20"))
    blocked = ReadStatus("Blocked", Status.BLOCKED, "waiting for the vendor")

    found = reasons(before, "", due="2026-11-27", status=blocked)

    assert found == [("waiting for the vendor", ["waiting for the vendor"])]
