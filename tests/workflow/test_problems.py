"""digest.workflow.problems: what is wrong is told once, and known as long as it stands."""

import pytest

from digest.workflow.gather import gather
from digest.workflow.problems import standing
from tests.workflow.company import Company
from tests.workflow.test_gather import ROW, gathered, table

BAD = ROW.replace("2026-11-20", "2026-11-31")


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(BAD))
    assert len(gathered(at_work).problems) == 1
    return at_work


def lines(at_work: Company) -> list[int]:
    return [problem.line for problem in standing(at_work.world, "docs")]


def test_a_problem_of_a_document_that_did_not_change_is_not_told_again(told):
    assert gathered(told).problems == ()
    assert lines(told) == [9]


def test_nor_when_its_line_moved(told):
    told.write("a.md", "---\ntitle: x\n---\n" + table(BAD))

    assert gathered(told).problems == ()
    assert lines(told) == [12]


def test_nor_when_its_file_was_renamed(told):
    (told.root / "a.md").rename(told.root / "b.md")

    assert gathered(told).problems == ()
    assert lines(told) == [9]


def test_another_problem_is_told(told):
    told.write("a.md", table(BAD, BAD.replace("31", "32")))

    assert [p.line for p in gathered(told).problems] == [10]


def test_what_was_mended_is_forgotten(told):
    told.write("a.md", table(ROW))
    gather(told.world, "docs")

    assert lines(told) == []


def test_a_file_that_cannot_be_read_is_told_once_and_known(at_work):
    (at_work.root / "a.md").symlink_to("/etc/hostname")

    assert len(gathered(at_work).problems) == 1
    assert gathered(at_work).problems == ()
    assert len(standing(at_work.world, "docs")) == 1
    (at_work.root / "a.md").unlink()
    gather(at_work.world, "docs")
    assert standing(at_work.world, "docs") == ()
