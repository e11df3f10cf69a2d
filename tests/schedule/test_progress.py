"""digest.schedule.progress: what the reader's teams wrote, and what they did not."""

from dataclasses import replace
from datetime import date, timedelta

from digest.model.document import Kind
from digest.model.edition import SectionKey
from digest.model.update import Need, Step, Update
from digest.schedule.news import Lately
from digest.schedule.progress import progress
from tests.schedule.company import LAST_WEEK, NOW, TODAY, reader, reading, stored

STEPS = (
    Step(3, "completed", "Passkeys for reception"),
    Step(5, "next", "Passkeys for the gate"),
)
NEEDS = (Need(7, "Need a test gate from Priya Nair"),)


def week(day, series="Identity", *, seen=NOW):
    update = Update("progress", 1, 9, "Progress", day=day, steps=STEPS, needs=NEEDS)
    found = stored(f"{day}.md")
    document = replace(found.document, kind=Kind.PROGRESS, series=series, updates=(update,))
    return replace(found, document=document, seen_at=seen, baseline=False)


def told(*documents, who="priya"):
    some = progress(reading(documents=documents), reader(who), Lately(LAST_WEEK))
    return [
        (key, entry.title, tuple(zip(entry.labels, entry.lines, strict=True)))
        for key, entry in some
    ]


def weeks(*ago, series="Identity"):
    return [week(TODAY - timedelta(days=n), series, seen=LAST_WEEK) for n in ago]


def test_the_newest_update_of_a_team_is_told_to_its_members():
    older, newer = week(date(2026, 11, 13)), week(date(2026, 11, 20))

    (found,) = told(older, newer)
    assert found[:2] == (SectionKey.PROGRESS, "Identity")
    assert found[2] == (
        ("completed", "Passkeys for reception"),
        ("next", "Passkeys for the gate"),
        ("blocked", "Need a test gate from Priya Nair"),
    )


def test_who_is_in_no_team_is_told_of_none():
    assert told(week(TODAY), who="lena") == []


def test_a_colleagues_own_series_is_told_and_ones_own_is_not():
    mine, theirs = week(TODAY, "Priya Nair"), week(TODAY, "Mei Tanaka")

    assert [title for _, title, _ in told(mine, theirs)] == ["Mei Tanaka"]


def test_what_was_told_is_not_told_again():
    assert told(*weeks(4)) == []


def test_a_team_that_writes_each_week_and_did_not_is_told():
    ((key, title, _),) = told(*weeks(12, 19, 26))

    assert (key, title) == (SectionKey.UNWRITTEN, "Identity")


def test_nobody_waits_for_an_update_that_is_not_weekly_or_long_given_up():
    assert told(*weeks(12, 33, 61)) == []
    assert told(*weeks(62, 69)) == []
    assert told(*weeks(12, 19)) == []
    assert told(*weeks(9, 16, 23)) == []
