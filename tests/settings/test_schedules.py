"""digest.settings.schedules: how often, and the days nobody works."""

from datetime import date

import pytest

from digest.model.schedule import Cadence, Schedule
from digest.settings.schedules import read_schedule
from digest.settings.table import Findings, Table

OFFICE = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//northbeam.example//office//EN\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20261101T000000Z\r
SUMMARY:Works closed\r
DTSTART;VALUE=DATE:20261223\r
DTEND;VALUE=DATE:20261226\r
{more}END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
def read(tmp_path):
    def of(**raw):
        findings = Findings()
        table = Table(str(tmp_path / "digest.toml"), raw, findings)
        return read_schedule(table, Schedule()), findings.lines

    return of


def office(tmp_path, more=""):
    (tmp_path / "office.ics").write_text(OFFICE.format(more=more), newline="")


def test_how_often_is_a_word(read):
    schedule, _ = read(every="fortnightly", first=date(2026, 11, 23))

    assert (schedule.cadence, schedule.first) == (Cadence.FORTNIGHTLY, date(2026, 11, 23))


def test_another_word_is_a_mistake(read):
    _, (told,) = read(every="biweekly")

    assert "every: 'biweekly' is not known" in told


@pytest.mark.parametrize("region", ["DE", "DE-BY", "US-NY"])
def test_a_country_and_its_parts_have_holidays(read, region):
    assert read(holidays=region)[0].holidays == region


@pytest.mark.parametrize("region", ["Bavaria", "DE-XX", "ZZ"])
def test_another_region_is_a_mistake(read, region):
    _, (told,) = read(holidays=region)

    assert "is no country or part of one" in told


def test_all_days_of_a_calendar_file_are_off(read, tmp_path):
    office(tmp_path)
    schedule, _ = read(holidays="office.ics")

    assert schedule.closed == {date(2026, 12, day) for day in (23, 24, 25)}


def test_a_rule_is_not_guessed_at(read, tmp_path):
    office(tmp_path, "RRULE:FREQ=YEARLY\r\n")
    _, (told,) = read(holidays="office.ics")

    assert "office.ics: Works closed is repeated by a rule (write out each day)" in told


def test_a_file_that_is_no_calendar_is_a_mistake(read, tmp_path):
    (tmp_path / "office.ics").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty.ics").write_bytes(b"")

    assert "office.ics is no calendar" in read(holidays="office.ics")[1][0]
    assert "empty.ics is no calendar" in read(holidays="empty.ics")[1][0]
    assert "gone.ics cannot be read" in read(holidays="gone.ics")[1][0]
