"""`digest new`: each template, begun, is read as its kind and asks nothing of anybody."""

from datetime import date
from pathlib import Path

import pytest

from digest.cli import checkout
from digest.markdown import document
from digest.render.documents import KINDS
from digest.settings.vocabulary import load
from tests.cli.conftest import Run
from tests.sources.upstream import Upstream


@pytest.mark.parametrize("kind", [kind.value for kind in KINDS])
def test_a_document_begun_is_of_its_kind_and_holds_no_items(kind: str, run: Run):
    text = run("new", kind, "Badge renewal", "--author", "Priya Nair", "--out", "-").out

    read = document.read(text.encode(), path="a.md", vocabulary=load())
    assert (read.kind, read.authors, read.items) == (kind, ("Priya Nair",), ())
    assert not read.problems


def test_the_file_is_named_after_day_kind_and_title(run: Run, tmp_path: Path):
    run("new", "blocker", "Gate / north: shut", "--date", "2026-11-02", "--out", "docs")

    file = tmp_path / "docs" / "2026-11-02-blocker-gate-north-shut.md"
    assert document.read(file.read_bytes(), path=file.name, vocabulary=load()).date == date(
        2026, 11, 2
    )


def test_a_folder_that_is_not_there_yet_is_made(run: Run, tmp_path: Path):
    done = run("new", "blocker", "Gate", "--date", "2026-11-02", "--out", "notes/blockers")

    assert (tmp_path / "notes" / "blockers" / "2026-11-02-blocker-gate.md").is_file()
    assert done.out.startswith("notes/blockers/2026-11-02-blocker-gate.md: written")


def test_a_completion_without_a_number_names_no_pull_request(run: Run):
    run("new", "completion", "Gate", "--out", "a.md")

    assert "pr:" not in run("read", "a.md").out


def test_a_file_that_is_there_is_left_as_it_is(run: Run, tmp_path: Path):
    file = tmp_path / "a.md"
    file.write_text("mine")

    done = run("new", "blocker", "Gate", "--out", str(file))

    assert (done.code, file.read_text()) == (2, "mine")
    assert f"{file}: is there already" in done.err


@pytest.mark.parametrize(
    "wrong", [["--pr", "four"], ["--link", "javascript:x"], ["--out", "/nowhere/a.md"]]
)
def test_a_wrong_option_is_named_and_nothing_is_printed(run: Run, wrong: list[str]):
    done = run("new", "completion", "Gate", *wrong)

    assert (done.code, done.out) == (2, "")
    assert wrong[0] in done.err or wrong[1] in done.err


@pytest.mark.parametrize(
    ("remote", "link"),
    [
        ("git@github.com:northbeam/gate.git", "https://github.com/northbeam/gate/pull/412"),
        (
            "https://user:word@gitlab.northbeam.example/a/gate.git",
            "https://gitlab.northbeam.example/a/gate/-/merge_requests/412",
        ),
        ("ssh://git@codeberg.org:22/a/gate", "https://codeberg.org/a/gate/pulls/412"),
    ],
)
def test_a_pull_request_is_linked_where_the_remote_is_known(
    tmp_path: Path, remote: str, link: str
):
    upstream = Upstream.create(tmp_path / "gate.git")
    upstream.git("remote", "add", "origin", remote)

    assert checkout.pull_request(upstream.path, "412") == f"[#412]({link})"


def test_a_pull_request_without_a_remote_is_a_number(tmp_path: Path):
    assert checkout.pull_request(tmp_path, "!412") == "#412"


def test_the_author_is_gits(tmp_path: Path):
    upstream = Upstream.create(tmp_path / "gate.git")
    upstream.git("config", "user.name", "Mei Tanaka")

    assert checkout.author(upstream.path) == "Mei Tanaka"
