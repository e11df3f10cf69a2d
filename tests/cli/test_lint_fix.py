"""`digest lint --fix`, `--diff` and `--history`, on real files and a real repository."""

import os
import subprocess
from pathlib import Path

import click
import pytest

from digest.cli.linting import mending

HEAD = "# Meeting, 20 November 2026\r\n\r\n## Action items\r\n\r\n"
OPEN = "- [ ] @mei: Rotate the signing keys (done)\r\n"
TICKED = OPEN.replace("[ ]", "[x]")
LATE = "- [ ] @mei: Write the runbook (due 2026-11-21)"
WHO = {"name": "Mei Tanaka", "email": "mei@northbeam.example"}


@pytest.fixture
def notes(place: Path) -> Path:
    """A file with one box that only was not ticked; lines end with CRLF, the last one not."""
    path = place / "docs" / "notes.md"
    path.write_bytes(f"{HEAD}{OPEN}{LATE}".encode())
    path.chmod(0o640)
    return path


def test_a_fix_changes_its_bytes_and_no_others(run, notes: Path):
    told = run("lint", "docs", "--fix", "--select", "DG113")

    assert told.code == 0
    assert notes.read_bytes() == f"{HEAD}{TICKED}{LATE}".encode()
    assert notes.stat().st_mode & 0o777 == 0o640


def test_a_diff_shows_it_and_changes_nothing(run, notes: Path):
    told = run("lint", "docs", "--diff", "--select", "DG113")

    assert "--- a/docs/notes.md\n" in told.out
    assert "-- [ ] @mei: Rotate" in told.out
    assert "+- [x] @mei: Rotate" in told.out
    assert notes.read_bytes() == f"{HEAD}{OPEN}{LATE}".encode()


def test_what_is_mended_once_is_left_alone(run, notes: Path):
    run("lint", "docs", "--fix")
    before = notes.stat()
    run("lint", "docs", "--fix")

    assert notes.stat().st_mtime_ns == before.st_mtime_ns


def test_a_file_that_changed_meanwhile_is_left_alone(notes: Path):
    before = notes.read_bytes()

    with pytest.raises(click.ClickException, match="not mended"):
        mending.write(notes, before.replace(b"Rotate", b"Rotated"), b"")
    assert notes.read_bytes() == before


def committed(folder: Path, day: str) -> None:
    dated = {**os.environ, "GIT_COMMITTER_DATE": f"{day}T09:00:00Z"}
    author = [word for key, said in WHO.items() for word in ("-c", f"user.{key}={said}")]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Minutes"]):
        git = ["git", "-C", str(folder), *author, *words]
        subprocess.run(git, check=True, env=dated)  # noqa: S603 - our own words


def test_history_tells_what_nobody_touched(run, place: Path, notes: Path):
    committed(place, "2026-11-20")
    words = ("lint", "docs", "--history", "--select", "DG111")
    found = run(*words, "--as-of", "2027-01-20").out
    notes.write_text(notes.read_text().replace("Write the", "Write a"))

    assert "is overdue, and unchanged since 2026-11-20" in found
    assert run(*words, "--as-of", "2027-01-20").out == ""


@pytest.mark.usefixtures("notes")
def test_without_a_repository_there_is_no_history(run):
    told = run("lint", "docs", "--history", "--select", "DG111", "--as-of", "2027-01-20")

    assert (told.code, told.out) == (0, "")
    assert told.err.startswith("docs/notes.md: in no git repository, so --history tells")


def test_standard_input_is_not_written_to(run):
    told = run("lint", "-", "--fix")

    assert told.code == 2
    assert "take --diff" in told.err
