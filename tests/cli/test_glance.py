"""What `digest PATH` tells of a folder, a repository, a file."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sources.upstream import AT, SEALED, Upstream

DAY = 86_400
HEAD = "# Post-Mortem: Gate\n\n**Date**: 2026-03-02\n\n## Action Items\n\n"
TABLE = "| Action | Owner | Due Date | Status |\n|---|---|---|---|\n"
ROWS = (
    "| Oil the gate | Priya Nair | {due} | Open |\n"
    "| Paint it | Mei Tanaka | 2026-03-20 | Done |\n"
    "| Ask the vendor | | | Open |\n"
)


def text(due: str) -> str:
    return HEAD + TABLE + ROWS.format(due=due)


@pytest.fixture
def repository(place: Path) -> Path:
    """A repository in which a date moved twice, the second time without a commit."""
    (place / "digest.toml").unlink()
    upstream = Upstream.create(place / "upstream.git")
    upstream.commit({"gate.md": text("2026-03-10").encode()})
    upstream.commit({"gate.md": text("2026-03-20").encode()}, at=AT + DAY, by="Priya Nair")
    upstream.git("clone", "-q", str(upstream.path), str(place / "tree"))
    (place / "tree" / "gate.md").write_text(text("2026-04-09"))
    return place / "tree"


def test_a_folder_is_told_in_a_few_lines(run, place):
    (place / "digest.toml").unlink()

    told = run("docs", "--as-of", "2026-12-03")

    assert told.err == ""
    assert told.out.splitlines()[:6] == [
        "1 file in docs",
        "  1 page of notes",
        "",
        "2 action items: 2 open, 0 closed",
        "      1  overdue",
        "      0  without a date",
    ]


def test_the_worst_and_the_busiest_are_named(run):
    told = run("docs", "--as-of", "2026-12-03").out

    assert "     2 days  rotate the keys\n" in told
    assert "             Priya Nair · due 2026-12-01 · notes.md:8\n" in told
    assert "      1  Priya Nair  open, 1 overdue\n      1  Mei Tanaka  open\n" in told


def test_on_a_terminal_only_what_is_worth_a_look_has_a_colour(run, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")

    assert (
        "\x1b[31m     2 days  \x1b[0mrotate the keys\n"
        in run("docs", "--as-of", "2026-12-03").out
    )


def test_history_tells_what_slipped(run, repository):
    told = run(str(repository), "--as-of", "2026-04-01").out

    assert "1 open item slipped; the furthest\n" in told
    assert "   +30 days  Oil the gate\n" in told
    assert "2026-03-10 became 2026-04-09 in 2 moves" in told


def test_the_tree_is_told_before_its_history(run, repository):
    told = run(str(repository), "--as-of", "2026-04-01").out

    assert told.index("3 action items: 2 open, 1 closed") < told.index("slipped")


def test_without_a_history_nobody_knows_what_slipped(run, place):
    (place / "digest.toml").unlink()

    assert "What slipped is not known: there is no git history here." in run("docs").out


def test_a_day_before_the_last_commit_has_the_documents_of_then(run, repository):
    told = run(str(repository), "--as-of", "2026-03-02").out
    first = run(str(repository / "gate.md"), "--json", "--as-of", "2026-03-02").out

    assert "  as they were committed by 2026-03-02: " in told
    assert [one["due"]["start"] for one in json.loads(first)["open"] if one["due"]] == [
        "2026-03-10"
    ]


def test_a_day_before_the_first_commit_has_no_documents(run, repository):
    told = run(str(repository), "--as-of", "2026-03-01")

    assert (told.code, told.err) == (
        2,
        f"--as-of 2026-03-01: {repository} was not in its repository yet\n",
    )


def test_a_folder_has_no_other_documents_than_now(run, place):
    (place / "digest.toml").unlink()
    told = run("docs", "--as-of", "2026-03-01").out

    assert "as they are now, not on 2026-03-01: there is no git history here\n" in told


def test_a_partial_clone_has_no_past_of_its_files(run, place):
    (place / "digest.toml").unlink()
    upstream = Upstream.create(place / "upstream.git")
    upstream.commit({"gate.md": text("2026-03-10").encode()})
    upstream.git("config", "uploadpack.allowFilter", "true")
    upstream.git(
        "clone", "-q", "--filter=blob:none", f"file://{upstream.path}", str(place / "part")
    )

    assert "What slipped is not known: this is a partial clone" in run("part").out


def test_a_file_of_a_repository_has_its_history(run, repository):
    (repository / "other.md").write_text(text("2026-05-01"))

    told = json.loads(run(str(repository / "gate.md"), "--json").out)

    assert told["items"] == {"done": 1, "open": 2}
    assert [item["slip_days"] for item in told["open"]] == [30, 0]


def test_json_tells_every_open_item(run):
    told = json.loads(run(".", "--json", "--as-of", "2026-12-03").out)
    first = told["open"][0]

    assert (told["as_of"], told["documents"]) == ("2026-12-03", {"notes": 1})
    assert (first["people"], first["overdue_days"]) == (["Priya Nair"], 2)
    assert told["owners"][0] == {"name": "Priya Nair", "open": 1, "overdue": 1}


def test_settings_say_who_is_who(run, place):
    text = (place / "docs" / "notes.md").read_text()
    (place / "docs" / "notes.md").write_text(
        text.replace("Mei Tanaka", "mei@northbeam.example")
    )

    assert "      1  Mei Tanaka  open\n" in run("docs").out


def test_settings_that_are_only_for_lint_will_do(run, place):
    (place / "digest.toml").write_text('[lint]\nignore = ["DG101"]\n')

    assert run("docs").code == 0


def test_a_mistake_in_the_settings_is_told(run, place):
    (place / "digest.toml").write_text('[lnit]\nignore = ["DG101"]\n')

    assert "digest.toml: lnit: is not a setting (did you mean 'lint'?)" in run("docs").err


def test_sprints_of_the_settings_count(run, place):
    with (place / "digest.toml").open("a") as settings:
        settings.write("\n[sprints]\nstart = 2026-11-16\ndays = 14\n")
    (place / "docs" / "notes.md").write_text(
        "# Notes\n\n**Date**: 2026-11-20\n\n## Action items\n\n"
        "- [ ] Mei Tanaka: write the runbook - Due: Next sprint\n"
    )

    assert "0  without a date" in run("docs").out


def test_problems_are_told_by_kind_and_all_when_asked(run, place):
    for number in range(5):
        (place / "docs" / f"{number}.md").write_bytes(b"# Caf\xe9\n")

    few, every = run("docs").out, run("docs", "--problems").out

    assert "      5  not UTF-8\n" in few
    assert (few.count("save it as UTF-8"), every.count("save it as UTF-8")) == (3, 5)
    assert "all of them: digest docs --problems" in few


def test_a_file_that_is_too_large_is_said_to_be(run, place):
    (place / "big.md").write_bytes(b"x" * 1_500_000)

    assert "big.md: has 1,500,000 bytes, more than 1,000,000 are not read" in run("big.md").out


def test_what_cannot_be_read_is_a_mistake_of_one_line(run):
    told = run("/proc/self/mem")

    assert (told.code, told.out) == (2, "")
    assert told.err == "/proc/self/mem: cannot be read: input/output error\n"


def test_what_is_new_to_git_counts_and_what_it_ignores_does_not(run, repository):
    (repository / ".gitignore").write_text("made/\n")
    (repository / "made").mkdir()
    (repository / "made" / "a.md").write_text("# Made\n")
    (repository / "new.md").write_text("# New\n")

    assert run(str(repository)).out.startswith("2 files in ")


def test_nothing_is_left_beside_the_sources_or_elsewhere(
    run, repository, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    before = sorted(tmp_path.rglob("*"))

    assert run(str(repository)).code == 0
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_it_is_interrupted(repository, tmp_path, number):
    rows = "".join(
        f"- [ ] Mei Tanaka: task {n} (due 2026-03-{n % 28 + 1})\n" for n in range(50)
    )
    for file in range(100):
        (repository / f"{file}.md").write_text(f"# Notes {file}\n\n## Action items\n\n{rows}")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    running = subprocess.Popen(  # noqa: S603 - our own
        (sys.executable, "-m", "digest.cli", str(repository)),
        env={**os.environ, **SEALED, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
    )
    while not list(temporary.glob("*/store.db")):
        time.sleep(0.05)
    running.send_signal(number)

    assert running.wait(20) == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_no_line_is_longer_than_the_terminal(run, repository, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    (repository / ("long-" * 20 + ".md")).write_text(
        text("2026-03-01").replace("Oil the gate", "Oil " * 60).replace("Priya", "Priya" * 20)
    )
    told = run(".", "--as-of", "2026-04-01").out.partition("\nNext\n")[0]

    assert max(map(len, told.splitlines())) <= int(width)


def test_what_a_terminal_would_obey_is_not_printed(run, place):
    (place / "docs" / "notes.md").write_text(
        "# Notes\n\n## Action items\n\n"
        "- [ ] Mei\x1b[31m Tanaka: red\x1b]0;x\x07 (due 2026-01-01)\n"
    )

    assert "\x1b" not in run("docs").out


def test_a_folder_named_like_a_command_is_reached_with_its_path(run, place):
    (place / "docs").rename(place / "web")

    assert run("./web").out.startswith("1 file in web\n")


def test_an_empty_folder_says_what_is_read(run, place):
    (place / "empty").mkdir()

    assert "nothing to read: *.md, *.markdown and todo.txt are" in run("empty").out
