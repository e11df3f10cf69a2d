"""digest.schedule.slots: wall clock in the subscriber's zone, once each."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.schedule import Cadence, Schedule
from digest.schedule.slots import due_at, due_slot, instant, local_day, next_slot, period

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
BERLIN = Schedule(weekday=0, hour=8, zone="Europe/Berlin")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def owed(now, *, since=LONG_AGO, last=None, schedule=BERLIN):
    return due_slot(schedule, now=at(now), since=since, last=last)


def test_is_due_at_eight_in_the_morning_there():
    assert owed("2026-11-23T06:59", last=date(2026, 11, 16)) is None
    assert owed("2026-11-23T07:00", last=date(2026, 11, 16)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2026, 3, 23), 7), (date(2026, 3, 30), 6), (date(2026, 10, 26), 7)],
)
def test_keeps_the_wall_clock_over_daylight_saving(day, utc_hour):
    assert instant(BERLIN, day).hour == utc_hour


def test_a_skipped_hour_still_has_its_digest():
    night = Schedule(weekday=6, hour=2, minute=30, zone="Europe/Berlin")

    assert instant(night, date(2026, 3, 29)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_windows_missed_while_down_are_caught_up_once():
    assert owed("2026-11-25T12:00", last=date(2026, 10, 26)) == date(2026, 11, 23)
    assert owed("2026-11-25T12:00", last=date(2026, 11, 23)) is None


def test_a_new_subscriber_is_not_owed_the_past():
    assert owed("2026-11-25T12:00", since=at("2026-11-24T09:00")) is None


def test_overdue_is_decided_where_the_owner_lives():
    auckland = Schedule(zone="Pacific/Auckland")

    assert local_day(auckland, at("2026-11-23T12:00")) == date(2026, 11, 24)


def test_the_next_slot_is_after_now():
    assert next_slot(BERLIN, at("2026-11-23T06:00")) == date(2026, 11, 23)
    assert next_slot(BERLIN, at("2026-11-23T08:00")) == date(2026, 11, 30)


def test_a_monday_digest_covers_the_iso_week_before():
    assert period(BERLIN, date(2026, 11, 23)) == (date(2026, 11, 16), date(2026, 11, 22))


def slots_of(schedule, start, *, days=40):
    """Return the slots that are owed to somebody who asks every hour, and when they are due."""
    now, last, found = at(f"{start}T00:00"), None, []
    for _ in range(24 * days):
        now += timedelta(hours=1)
        if slot := due_slot(schedule, now=now, since=at(f"{start}T00:00"), last=last):
            found.append((f"{slot:%a %d.%m.}", f"{now:%a %d.%m.}"))
            last = slot
    return found


def test_every_weekday_and_no_weekend():
    found = slots_of(Schedule(cadence=Cadence.WEEKDAYS), "2026-11-20", days=5)

    assert [slot[:3] for slot, _ in found] == ["Fri", "Mon", "Tue"]


def test_every_other_week_is_counted_from_a_first_one():
    fortnightly = Schedule(cadence=Cadence.FORTNIGHTLY, first=date(2026, 11, 25))

    found = [slot for slot, _ in slots_of(fortnightly, "2026-11-20")]
    assert found == ["Mon 23.11.", "Mon 07.12.", "Mon 21.12."]
    assert period(fortnightly, date(2026, 12, 7))[0] == date(2026, 11, 23)


def test_monthly_is_the_first_such_day_of_a_month():
    tuesdays = Schedule(1, cadence=Cadence.MONTHLY)

    assert [slot for slot, _ in slots_of(tuesdays, "2026-11-20")] == ["Tue 01.12."]


def test_a_holiday_moves_the_digest_to_the_next_working_day():
    bavaria = Schedule(4, holidays="DE-BY")

    found = slots_of(bavaria, "2026-12-16")
    assert found[:3] == [
        ("Fri 18.12.", "Fri 18.12."),
        ("Fri 25.12.", "Mon 28.12."),
        ("Fri 01.01.", "Mon 04.01."),
    ]


def test_a_week_without_a_working_day_is_told_in_the_next():
    closed = frozenset(date(2026, 12, 21) + timedelta(days=n) for n in range(9))
    found = [slot for slot, _ in slots_of(Schedule(0, closed=closed), "2026-12-10", days=30)]

    assert found == ["Mon 14.12.", "Mon 28.12.", "Mon 04.01."]


def test_who_gets_one_every_day_gets_none_on_a_holiday():
    closed = frozenset({date(2026, 11, 24)})
    found = slots_of(Schedule(cadence=Cadence.DAILY, closed=closed), "2026-11-23", days=3)

    assert [slot for slot, _ in found] == ["Mon 23.11.", "Wed 25.11."]


@pytest.mark.parametrize("weekday", [1, 2, 3])
def test_a_weekday_that_moves_on_sends_no_second_digest(weekday):
    changed = Schedule(weekday, zone="Europe/Berlin")

    assert owed("2026-11-26T12:00", last=date(2026, 11, 23), schedule=changed) is None


def test_who_changes_to_daily_gets_one_the_next_day():
    daily = Schedule(cadence=Cadence.DAILY)

    assert owed("2026-11-24T12:00", last=date(2026, 11, 23), schedule=daily)


def test_a_digest_that_is_a_week_old_is_not_sent_any_more():
    monthly = Schedule(cadence=Cadence.MONTHLY)

    assert owed("2026-11-08T12:00", schedule=monthly)
    assert owed("2026-11-10T12:00", schedule=monthly) is None


def test_the_next_slot_is_due_when_it_is_worked_again():
    bavaria = Schedule(4, holidays="DE-BY")
    slot = next_slot(bavaria, at("2026-12-24T12:00"))

    assert (slot, due_at(bavaria, slot)) == (date(2026, 12, 25), at("2026-12-28T08:00"))


@given(
    hours=st.integers(0, 24 * 700),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"]),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
)
def test_asking_every_hour_owes_every_week_once(hours, zone, weekday, hour):
    schedule = Schedule(weekday, hour, zone=zone)
    start = now = LONG_AGO + timedelta(hours=hours)
    last, owed_days = None, []
    for _ in range(24 * 21):
        now += timedelta(hours=1)
        slot = due_slot(schedule, now=now, since=start, last=last)
        if slot:
            owed_days.append(slot)
            last = slot

    weeks = [owed_days[0] + timedelta(days=7 * n) for n in range(len(owed_days))]
    assert owed_days == weeks
    assert len(owed_days) in (2, 3, 4)  # a daylight-saving change may shift one over the edge
    assert owed_days[0].weekday() == weekday
