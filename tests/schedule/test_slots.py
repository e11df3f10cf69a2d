"""digest.schedule.slots: wall clock in the subscriber's zone, once each."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.directory import Schedule
from digest.schedule.slots import due_slot, instant, local_day, next_slot, period

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
    assert period(date(2026, 11, 23)) == (date(2026, 11, 16), date(2026, 11, 22))


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
