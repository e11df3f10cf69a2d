from datetime import date, timedelta
from pathlib import Path

import pytest

from digest.demo import sample
from digest.demo.days import fill
from digest.demo.history import Commit, Edit, commit_all, git

MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days) for days in range(7)]


def _files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*.md")}


def test_same_day_same_company(tmp_path):
    one, two = (sample.write(tmp_path / name, MONDAY) for name in ("one", "two"))

    assert _files(one.updates) == _files(two.updates)
    assert git(one.postmortems, "log", "--format=%H") == git(
        two.postmortems, "log", "--format=%H"
    )


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%a}")
def test_every_day_of_the_week_is_filled_in(tmp_path, today):
    written = sample.write(tmp_path, today)

    texts = b"".join(_files(written.updates).values())
    assert b"{" not in texts
    assert len(list(written.updates.rglob("*.md"))) == 16


@pytest.mark.parametrize("today", WEEK, ids=lambda day: f"{day:%a}")
def test_history_only_goes_forward_and_ends_before_today(tmp_path, today):
    written = sample.write(tmp_path, today)

    told = git(written.postmortems, "log", "--format=%as %at %aE", "main").decode()
    lines = [line.split(" ") for line in told.splitlines()]
    assert [int(at) for _, at, _ in lines] == sorted(
        (int(at) for _, at, _ in lines), reverse=True
    )
    assert date.fromisoformat(lines[0][0]) < today


def test_several_people_wrote_the_history(tmp_path):
    written = sample.write(tmp_path, MONDAY)

    authors = git(written.postmortems, "log", "--format=%aE", "main").decode().split()
    assert len(authors) >= 12
    assert len(set(authors)) >= 5


def test_one_post_mortem_has_crlf_line_ends_throughout(tmp_path):
    written = sample.write(tmp_path, MONDAY)

    raw = git(written.postmortems, "show", "main:2026-11-11-charged-twice.md")
    assert raw.count(b"\r\n") == raw.count(b"\n") > 50


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{-2}", "2026-11-20"),
        ("{+5}", "2026-11-30"),
        ("{f}", "2026-11-20"),
        ("{f+13|%-d %b}", "3 Dec"),
        ("{s}", "2026-11-16"),
        ("{w|%A}", "Monday"),
        ("no {place}", "no {place}"),
    ],
)
def test_days_count_from_the_day_of_the_demo(text, meant):
    assert fill(text, MONDAY) == meant


def test_an_edit_of_words_that_do_not_stand_there_is_a_mistake(tmp_path):
    first = Commit(
        "A <a@northbeam.example>", "2026-11-02T10:00:00+00:00", "one", {"a.md": b"x\n"}
    )
    wrong = Commit(first.author, first.at, "two", edits=(Edit("a.md", "y", "z"),))

    with pytest.raises(ValueError, match=r"a\.md: 'y' stands there 0 times"):
        commit_all(tmp_path / "r.git", [first, wrong])
