"""The pieces a running demo is made of: letters, watched sources, a moved date."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from digest.demo import sample
from digest.demo.history import git
from digest.demo.letter import open_letter
from digest.demo.postpone import postpone
from digest.demo.watch import FolderWatch, RepositoryWatch
from digest.errors import Refusal
from digest.model.directory import Person
from digest.settings.vocabulary import load
from tests.demo.village import Village

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MEI = Person("mei", "Mei Tanaka", "mei@northbeam.example")


@pytest.fixture
def written(tmp_path):
    return sample.write(tmp_path, TODAY)


@pytest.fixture
def letter():
    village = Village()
    village.open()
    return open_letter(village.mails()[0])


def test_a_letter_knows_its_kind_its_items_and_where_answers_go(letter):
    assert (letter.kind, letter.name) == ("digest", "Priya Nair")
    assert letter.handles[:3] == (1, 2, 3)
    assert letter.reply_to.startswith("reply+")


@pytest.mark.parametrize(
    ("handles", "draft"), [((1, 2, 3), "#3 done"), ((9, 4), "#9 done"), ((), "")]
)
def test_the_draft_is_about_an_item_of_the_letter(letter, handles, draft):
    assert replace(letter, handles=handles).draft == draft


def test_a_letter_that_takes_no_reply_has_no_draft(letter):
    assert replace(letter, reply_to="").draft == ""


def test_nothing_has_changed_at_first(written):
    assert RepositoryWatch("postmortems", written.postmortems).newest() is None
    assert FolderWatch("updates", written.updates).newest() is None


def test_moving_a_date_is_one_commit_of_one_cell(written):
    watch = RepositoryWatch("postmortems", written.postmortems)
    postpone(written.postmortems, MEI, MEI, load(), now=NOW)

    change = watch.newest()
    assert change
    assert (change.by, change.path) == ("Mei Tanaka", "2026-10-28-sign-in.md")
    moved = [line for line in change.diff.splitlines() if line.startswith(("-|", "+|"))]
    assert [line[0] for line in moved] == ["-", "+"]
    assert moved[0][1:].replace("2026-12-02", "2026-12-09") == moved[1][1:]


def test_a_date_can_be_moved_again_and_again(written):
    for _ in range(3):
        postpone(written.postmortems, MEI, MEI, load(), now=NOW)

    text = git(written.postmortems, "show", "main:2026-10-28-sign-in.md").decode()
    assert "| Mei Tanaka | 2026-12-23 |" in text


def test_who_has_no_open_item_moves_none(written):
    nobody = Person("n", "Nobody", "n@northbeam.example")
    with pytest.raises(Refusal, match="Nobody has no open item"):
        postpone(written.postmortems, MEI, nobody, load(), now=NOW)


def test_a_written_file_is_shown_as_a_diff(written):
    watch = FolderWatch("updates", written.updates)
    path = written.updates / "meetings/2026-11-17-reliability.md"
    path.write_bytes(path.read_bytes().replace(b"- [ ] @sam", b"- [x] @sam"))

    change = watch.newest()
    assert change
    assert change.path == "meetings/2026-11-17-reliability.md"
    assert "+- [x] @sam" in change.diff
    assert watch.newest() == change
