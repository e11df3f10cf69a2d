"""What a command meets beside its words: no room, no rights, no programs, no answer."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.powerless import powerless
from tests.cli.test_wrong_use import complaint

ROOT = Path(__file__).parents[2]
STATEFUL = [
    *(("gather",), ("feed", "all"), ("start",), ("once",), ("status",), ("why", "priya")),
    *(("resume", "priya"), ("identity", "export"), ("up",)),
]


@pytest.fixture
def sealed(place: Path) -> Path:
    """A state folder that nothing may be written to."""
    (place / "state").mkdir(mode=0o500)
    return place / "state"


@pytest.mark.parametrize("words", STATEFUL, ids=" ".join)
def test_a_state_that_cannot_be_written_is_named(run, sealed: Path, words):
    with powerless():
        told = run(*words)

    assert told.code == 2, told
    assert str(sealed) in told.err
    assert told.err.count("\n") == 1, told.err
    assert list(sealed.iterdir()) == []


def cramped(place: Path, *words: str, room: int) -> subprocess.CompletedProcess[str]:
    """Run a command where no file can grow beyond so many bytes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "digest.cli", *words],
        preexec_fn=limit,
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        text=True,
    )


@pytest.mark.parametrize("words", [("gather",), ("once",), ("start",)], ids=" ".join)
@pytest.mark.parametrize("room", [0, 8_192, 100_000])
def test_a_full_disk_is_told_in_a_line(place: Path, words, room: int):
    told = cramped(place, *words, room=room)

    assert told.returncode in (1, 2), told
    assert "Traceback" not in told.stderr
    assert told.stderr.count("\n") == 1, told.stderr
    assert "state" in told.stderr


def test_a_calendar_that_does_not_fit_leaves_the_old_one(place: Path):
    (place / "due.ics").write_text("as it was")
    told = cramped(place, "feed", "all", "docs", "--out", "due.ics", room=100)

    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert (place / "due.ics").read_text() == "as it was"


@pytest.fixture
def in_git(place: Path) -> None:
    text = (place / "digest.toml").read_text()
    (place / "digest.toml").write_text(text.replace('path = "docs"', f'url = "{place}/x.git"'))


@pytest.mark.usefixtures("in_git")
def test_git_that_is_not_there_is_told(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "git" in complaint(run("gather"), code=1)


@pytest.mark.usefixtures("in_git")
def test_a_repository_that_is_not_there_is_told(run, place):
    assert f"{place}/x.git" in complaint(run("gather"), code=1)


@pytest.mark.parametrize("words", [("watch",), ("inbound",)])
def test_without_a_broker_its_processes_say_what_to_do(run, words):
    said = complaint(run(*words))

    assert "broker: none is set" in said or "inbound: no mail is taken" in said


def test_a_broker_that_does_not_answer_fails_the_check(run, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    told = run("check")

    assert told.code == 1
    (line,) = (line for line in told.out.splitlines() if " broker: " in line)
    assert line.startswith("FAIL broker: does not answer: ")
    assert line.count("127.0.0.1") == 1


def test_questions_are_not_asked_without_a_terminal(run, place, monkeypatch):
    (place / "digest.toml").unlink()
    with (place / "docs" / "notes.md").open() as nobody:
        monkeypatch.setattr(sys, "stdin", nobody)

        assert "there is no terminal (give --yes)" in complaint(run("init"))
