"""digest.workflow.followups: what is open on one page, in groups."""

import csv
import io
import json

import pytest

from digest.model.followups import By
from digest.render.followups import as_csv, as_json
from digest.workflow.followups import followups
from digest.workflow.gather import gather
from tests.workflow.company import MONDAY, Company
from tests.workflow.test_gather import table

ROWS = (
    "| P1 | Rotate the keys | @priya | 2026-11-20 | Not started |",
    "| P2 | Write the runbook | @mei, Jonas Weber | 2026-12-04 | In progress |",
    "| P2 | =HYPERLINK(1) \\| b | Somebody | soon | Blocked (vendor) |",
    "| P3 | Seal the door | @priya | 2026-11-19 | Done |",
)


@pytest.fixture
def found(at_work: Company):
    at_work.write("a.md", table(*ROWS))
    gather(at_work.world, "docs")
    return lambda by: followups(at_work.world, MONDAY.date(), by)


def groups(found):
    return {group.title: [line.text for line in group.lines] for group in found.groups}


def test_each_person_has_what_is_theirs_and_nobody_comes_last(found):
    told = groups(found(By.PERSON))

    assert list(told) == ["Priya Nair", "Jonas Weber", "Mei Tanaka", "Nobody"]
    assert told["Mei Tanaka"] == told["Jonas Weber"] == ["Write the runbook"]


def test_an_item_of_two_owners_counts_once(found):
    told = found(By.PERSON)

    assert (len(told.lines), told.overdue) == (3, 1)


def test_a_team_has_what_its_members_own(found):
    assert list(groups(found(By.TEAM))) == ["Identity", "No team"]


def test_priorities_stand_in_their_order(found):
    assert list(groups(found(By.PRIORITY))) == ["P1", "P2"]


def test_by_post_mortem_other_documents_are_left_out(at_work, found):
    at_work.write("notes.md", "# Notes\n\n- [ ] Buy milk\n")
    gather(at_work.world, "docs")

    assert sum(map(len, groups(found(By.POST_MORTEM)).values())) == 3


def test_the_page_is_markdown_in_which_nothing_is_a_mark(at_work, found):
    told = at_work.world.render.report(found(By.PRIORITY), "md")

    assert "| Rotate the keys | Priya Nair | Fri 20 Nov, 3 days late | open |" in told
    assert "| =HYPERLINK(1) \\| b | Somebody | “soon” | blocked: vendor |" in told


def test_the_html_page_is_escaped(at_work, found):
    at_work.write("b.md", table("| P1 | Keep a < b & c | @mei | 2026-11-20 | Open |"))
    gather(at_work.world, "docs")

    assert "Keep a &lt; b &amp; c" in at_work.world.render.report(found(By.PERSON), "html")


def test_a_spreadsheet_reckons_with_nothing(found):
    rows = list(csv.DictReader(io.StringIO(as_csv(found(By.PRIORITY)))))

    assert [row["text"] for row in rows][1:] == ["Write the runbook", "'=HYPERLINK(1) | b"]
    assert (rows[0]["due"], rows[0]["late_days"], rows[2]["due"]) == ("2026-11-20", "3", "")


def test_programs_read_json(found):
    told = json.loads(as_json(found(By.PERSON)))

    assert told["groups"][0]["items"][0]["owners"] == ["Priya Nair"]
    assert told["groups"][-1]["items"][0]["due_as_written"] == "soon"
