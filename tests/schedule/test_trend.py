"""digest.schedule.trend: what was open, overdue and closed in the last eight weeks."""

from dataclasses import replace
from datetime import date, timedelta

from digest.model.change import Change, ChangeKind, Touch
from digest.model.item import Status
from digest.schedule.trend import trend
from tests.schedule.company import NOW, PEOPLE, tracked


def ago(weeks, days=0):
    return NOW - timedelta(weeks=weeks, days=days)


def item(text, *, seen, due=None, done=None, gone=None):
    status = Status.DONE if done else Status.OPEN
    made = tracked(text, "@priya", due=due, status=status, seen_at=seen, changed_at=seen)
    return replace(made, closed_at=done, withdrawn_at=gone)


def old(count=3):
    return [item(f"old {n}", seen=ago(20)) for n in range(count)]


def of(*items, moves=()):
    by_item = {one.id: [m for m in moves if m.item_id == one.id] for one in items}
    return trend(items, by_item, PEOPLE["priya"], NOW)


def column(found, name):
    return [getattr(week, name) for week in found.weeks]


def test_open_items_are_counted_at_the_end_of_each_week():
    found = of(*old(), item("new", seen=ago(2, 1)))

    assert column(found, "open") == [3, 3, 3, 3, 3, 4, 4, 4]


def test_what_was_closed_counts_in_its_week_and_is_open_before():
    found = of(*old(), item("done", seen=ago(20), done=ago(0, 2)))

    assert (column(found, "closed"), column(found, "open")[-2:]) == ([0] * 7 + [1], [4, 3])


def test_what_was_done_at_first_sight_was_not_closed_then():
    found = of(*old(), item("done", seen=ago(2, 1), done=ago(2, 1)))

    assert (sum(column(found, "closed")), found.days_to_close) == (0, None)


def test_what_vanished_is_neither_open_nor_closed():
    found = of(*old(), item("gone", seen=ago(20), gone=ago(4)))

    assert column(found, "open")[:4] == [4, 4, 4, 3]
    assert sum(column(found, "closed")) == 0


def test_overdue_is_by_the_day_that_was_promised_then():
    moved = item("moved", seen=ago(20), due="2026-12-04")
    touch = Touch(ago(2), "Priya Nair")
    move = Change("moved", ChangeKind.DUE, "2026-10-23", "2026-12-04", touch)

    assert column(of(*old(), moved, moves=[move]), "overdue") == [0, 0, 0, 1, 1, 0, 0, 0]


def test_weeks_before_anything_was_known_are_left_out():
    found = of(*[item(f"new {n}", seen=ago(2, 1)) for n in range(3)])

    assert column(found, "open") == [3, 3, 3]


def test_few_items_and_one_week_are_no_trend():
    assert of(*old(2)) is None
    assert of(*[item(f"new {n}", seen=ago(0, 1)) for n in range(5)]) is None
    assert of() is None


def test_how_long_closing_took_and_how_much_was_in_time():
    late = item("late", seen=ago(6), due=str(ago(4).date()), done=ago(2))
    early = item("early", seen=ago(3), due=str(date(2027, 1, 1)), done=ago(1))
    found = of(*old(), late, early)

    assert (found.days_to_close, found.on_time, found.promised) == (21, 1, 2)
