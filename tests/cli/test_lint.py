"""`digest lint` as a person and a pipeline call it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cli.linting.codes import Codes

BAD = "# Meeting, 20 November 2026\n\n## Action items\n\n- [ ] @mei: Improve monitoring\n"


@pytest.fixture
def notes(place: Path) -> Path:
    """A file with one vague action, in a folder without settings."""
    (place / "digest.toml").unlink()
    (place / "docs" / "notes.md").write_text(BAD)
    return place / "docs" / "notes.md"


@pytest.mark.usefixtures("notes")
def test_a_finding_is_told_with_its_place(run):
    told = run("lint", "docs", "--select", "DG101")

    assert told.code == 1
    assert told.out.startswith("docs/notes.md:5:13: DG101 'Improve monitoring'")
    assert told.err == "1 file: 1 warning\n"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--select", "DG101"), 1),
        (("--ignore", "dg1"), 0),
        (("--select", "DG101", "--fail-on", "error"), 0),
        (("--fail-on", "never"), 0),
    ],
)
def test_the_exit_code_says_whether_anything_weighs_enough(run, notes: Path, words, code):
    assert run("lint", str(notes), *words).code == code


def test_the_settings_choose_rules_and_weights(run, notes: Path):
    (notes.parents[1] / "digest.toml").write_text('[lint.severity]\nDG101 = "advice"\n')

    assert run("lint", "docs", "--select", "DG101").code == 0


def test_the_settings_silence_rules_for_paths(run, notes: Path):
    (notes.parents[1] / "digest.toml").write_text('[lint.paths]\n"docs/**" = ["DG1"]\n')

    assert run("lint", "docs").out == ""


def test_the_settings_leave_files_out(run, notes: Path):
    (notes.parents[1] / "digest.toml").write_text('[lint]\nexclude = ["notes.md"]\n')

    assert run("lint", "docs").err == "0 files: nothing found\n"


@pytest.mark.usefixtures("notes")
def test_json_is_one_object_a_line(run):
    (line,) = run("lint", "docs", "--format", "json", "--select", "DG101").out.splitlines()

    assert json.loads(line)["path"] == "docs/notes.md"


@pytest.mark.usefixtures("notes")
def test_sarif_is_one_log(run):
    log = json.loads(run("lint", "docs", "--format", "sarif", "--select", "DG101").out)

    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["DG101"]


@pytest.mark.usefixtures("notes")
def test_annotations_for_github(run):
    told = run("lint", "docs", "--format", "github", "--select", "DG101")

    assert told.out.startswith("::warning file=docs/notes.md,line=5,")


def test_a_rule_is_explained(run):
    told = run("lint", "--explain", "DG101")

    assert told.code == 0
    assert "vague-action (warning)" in told.out


def test_a_pipe_gets_no_colours(notes: Path):
    words = [sys.executable, "-m", "digest.cli", "lint", str(notes)]
    told = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - our own

    assert b"\x1b" not in told.stdout + told.stderr


def test_what_is_left_out_of_a_folder_is_told(run, notes: Path):
    notes.with_name("away.md").symlink_to("/etc/passwd")
    told = run("lint", "docs", "--ignore", "DG")

    assert "docs/away.md: is a link that leads out of its source" in told.err


def test_standard_input_is_called_as_is_said():
    words = ("lint", "-", "--stdin-filename", "notes/2026-11-20.md", "--select", "DG101")
    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "digest.cli", *words],
        input=BAD.encode(),
        capture_output=True,
        check=False,
    )

    assert told.returncode == 1
    assert told.stdout.startswith(b"notes/2026-11-20.md:5:13: DG101")


def test_rules_complete_in_the_shell():

    found = Codes().shell_complete(None, None, "DG001,dg10")  # type: ignore[arg-type]

    assert "DG001,DG101" in {one.value for one in found}
