"""digest.workflow.announced: the days of delay notices, in everybody's calendar."""

import re

import pytest

from digest.model.calendar import Choice, Kind
from digest.store import SqlStore
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.scope import Scope
from tests.workflow.company import Company, company
from tests.workflow.test_gather import ROW, table

NOTICE = """# Timeline Update: Search

**Date**: 2026-11-16
**Author**: Jonas Weber

**Original ETA**: 2026-11-27
**New ETA**: 2026-12-04

**Decision needed by**: 2026-11-25

**Reason**: The vendor is late
"""
SEARCH = ROW.replace("Rotate the keys", "Search")
FURTHER = NOTICE.replace("11-16", "11-20").replace("12-04", "12-11")


@pytest.fixture
def backend() -> str:
    """What calendars say does not depend on the database, whose own tests run on both."""
    return "sqlite"


@pytest.fixture
def work(store: SqlStore, tmp_path) -> Company:
    made = company(store, tmp_path / "docs")
    made.write("notice.md", NOTICE)
    gather(made.world, "docs")
    return made


def days(work: Company) -> dict[str, tuple[str, str, str]]:
    """Return UID, first day and SEQUENCE of every event, by its summary."""
    raw = feed(work.world, Wanted(Scope("all"), Choice(Kind.EVENT))).decode()
    parts = [
        dict(re.findall(r"^([A-Z]+)[^:\n]*:(.*?)\r?$", p, re.MULTILINE)) for p in events(raw)
    ]
    return {p["SUMMARY"]: (p["UID"], p["DTSTART"], p["SEQUENCE"]) for p in parts}


def events(raw: str) -> list[str]:
    return re.findall(r"BEGIN:VEVENT.*?END:VEVENT", raw.replace("\r\n ", ""), re.DOTALL)


def change(work: Company, path: str, text: str) -> dict[str, tuple[str, str, str]]:
    work.clock.forward(minutes=5)
    work.write(path, text)
    gather(work.world, "docs")
    return days(work)


def test_a_new_date_and_a_decision_that_is_needed_have_a_day(work: Company):
    found = {name: day for name, (_, day, _) in days(work).items()}

    assert found == {"New date: Search": "20261204", "Decision needed: Search": "20261125"}


def test_a_day_that_moves_keeps_its_uid_and_raises_its_sequence(work: Company):
    uid, _, sequence = days(work)["New date: Search"]
    after = change(work, "notice.md", NOTICE.replace("12-04", "12-11"))

    assert after["New date: Search"] == (uid, "20261211", str(int(sequence) + 1))


def test_a_notice_in_a_file_that_moved_and_is_reworded_keeps_its_uid(work: Company):
    uid, day, _ = days(work)["New date: Search"]
    (work.root / "notice.md").rename(work.root / "moved.md")
    gather(work.world, "docs")
    change(work, "notice.md", NOTICE.replace("Search", "Another"))
    after = change(work, "moved.md", NOTICE.replace("Search", "Finding"))

    assert after["New date: Finding"][:2] == (uid, day)
    assert after["New date: Another"][0] != uid


def test_a_file_that_comes_back_goes_on_counting(work: Company):
    change(work, "notice.md", NOTICE.replace("12-04", "12-11"))
    (work.root / "notice.md").unlink()
    assert change(work, "other.md", "# Nothing\n") == {}

    assert change(work, "notice.md", FURTHER)["New date: Search"][2] == "2"


def test_of_a_further_delay_only_the_newest_day_stands(work: Company):
    found = change(work, "later.md", FURTHER)

    assert {name: day for name, (_, day, _) in found.items()} == {
        "New date: Search": "20261211",
        "Decision needed: Search": "20261125",
    }


def test_a_notice_above_an_older_one_takes_nobodys_uid(work: Company):
    uid = days(work)["New date: Search"][0]
    other = FURTHER.replace("# Timeline Update: Search", "## Timeline Update: Refunds")
    below = NOTICE.replace("# Timeline Update", "## Timeline Update")
    after = change(work, "notice.md", f"# Delays\n\n{other}\n{below}")

    assert after["New date: Search"][0] == uid
    assert after["New date: Refunds"][0] != uid


def test_what_is_decided_needs_no_decision(work: Company):
    told = NOTICE + "\n**Decision**: Wait (Mei Tanaka, 2026-11-23)\n"

    assert list(change(work, "notice.md", told)) == ["New date: Search"]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (SEARCH, ["Decision needed", "New date", "Search (Priya Nair)"]),
        (SEARCH.replace("11-20", "12-04"), ["Decision needed", "Search (Priya Nair)"]),
        (SEARCH.replace("Not started", "Done"), ["✓ Search (Priya Nair)"]),
    ],
)
def test_the_days_of_an_item_go_when_it_stands_there_itself_or_is_done(
    work: Company, row, shown
):
    found = change(work, "a.md", table(row))

    assert sorted(name.partition(":")[0] for name in found) == shown
