"""What each command does when it is used rightly."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from digest.cli import digest
from digest.model.ledger import Purpose
from digest.rhythm import settings_of
from digest.store import SqlStore, open_store
from digest.web.app import create_app
from digest.wiring import wire
from digest.workflow.addresses import calendars
from tests.demo.asking import Client

CONTEXT = click.Context(digest)
NAMES = digest.list_commands(CONTEXT)
PUBLIC = "https://digest.northbeam.example"
LATELY = datetime(2026, 11, 20, tzinfo=UTC)


def store(place: Path) -> SqlStore:
    return open_store(f"sqlite:///{place}/state/digest.db")


def web(viewer: str, scope: str, kind: str) -> bytes:
    """Return a calendar as the web serves it."""
    world = wire(settings_of())
    path = calendars(world, viewer)[scope].removeprefix(PUBLIC)
    answer = Client(create_app(world), PUBLIC).get(f"{path}?kind={kind}")
    assert answer.status_code == 200
    return answer.content


@pytest.fixture
def gathered(run) -> None:
    assert run("gather").code == 0


def test_help_lists_every_command_with_a_line(run):
    told = run("--help")

    assert told.code == 0
    for name in NAMES:
        assert f"\n  {name} " in told.out


@pytest.mark.parametrize("name", NAMES)
def test_every_command_teaches_with_an_example(name):
    command = digest.get_command(CONTEXT, name)

    assert command
    assert f"digest {name}" in (command.help or "")


@pytest.mark.parametrize("name", NAMES)
def test_examples_keep_their_lines(run, name):
    examples = [
        line for line in run(name, "--help").out.splitlines() if f"digest {name}" in line
    ]

    assert len(examples) >= 2  # the first is the usage
    assert all("\\b" not in line for line in examples)


def test_without_a_command_help_is_shown_as_wrong_use(run):
    told = run()

    assert (told.code, told.err.startswith("Usage: digest")) == (2, True)


def test_the_version_is_told(run):
    assert run("--version").out.startswith("digest, version ")


def test_gather_tells_what_it_read(run):
    assert run("gather").out == "docs: 1 document read, 2 items, 2 changes\n"
    assert run("gather", "docs").out == "docs: 0 documents read, 2 items, 0 changes\n"


def test_gather_exits_with_1_when_a_source_cannot_be_read(run, place):
    (place / "docs").rename(place / "elsewhere")

    told = run("gather")

    assert (told.code, told.out) == (1, "")
    assert told.err.splitlines() == [
        f"docs: sources.docs.path: no folder '{place}/docs' (is it mounted?)"
    ]


def test_gather_tells_of_a_file_that_cannot_be_read(run, place):
    (place / "docs" / "big.md").write_bytes(b"x" * 2_000_000)

    told = run("gather")

    assert (told.code, "big.md" in told.err) == (1, True)
    assert "2 items" in told.out


def test_the_guard_is_lifted_by_accept(run, place):
    rows = "".join(f"- [ ] Mei Tanaka: task {n}\n" for n in range(20))
    (place / "docs" / "more.md").write_text(f"# More\n\n## Action items\n\n{rows}")
    run("gather")
    (place / "docs" / "more.md").unlink()

    assert "digest gather docs --accept" in run("gather").err
    assert run("gather", "--accept").code == 0


@pytest.mark.parametrize("kind", ["event", "todo", "both"])
@pytest.mark.parametrize("scope", ["person:priya", "team:identity", "all"])
@pytest.mark.usefixtures("gathered")
def test_feed_writes_the_bytes_of_the_web_for_the_same_viewer(run, scope, kind):
    told = run("feed", scope, "--viewer", "priya", "--kind", kind)

    assert told.out.encode() == web("priya", scope, kind)


@pytest.mark.usefixtures("gathered")
def test_a_persons_feed_is_for_that_person(run):
    assert run("feed", "person:Priya Nair").out.encode() == web(
        "priya", "person:priya", "event"
    )


@pytest.mark.usefixtures("gathered")
def test_feed_writes_a_file(run, place):
    told = run("feed", "tag:keys", "--out", "x.ics")

    assert (told.code, told.out) == (0, "")
    assert (place / "x.ics").read_bytes() == run("feed", "tag:keys").out.encode()
    assert run("feed", "tag:KEYS").out.count("BEGIN:VEVENT") == 2


@pytest.mark.usefixtures("gathered")
def test_a_viewer_narrows_a_feed(run, place):
    text = (place / "docs" / "notes.md").read_text()
    (place / "docs" / "notes.md").write_text(text.replace("tags:", "audience: mei\ntags:"))
    run("gather")

    seen = {who: run("feed", "all", "--viewer", who).out for who in ("mei", "priya")}

    assert {who: raw.count("BEGIN:VEVENT") for who, raw in seen.items()} == {
        "mei": 2,
        "priya": 0,
    }


@pytest.mark.usefixtures("gathered")
def test_a_sources_own_folder_makes_the_same_bytes(run):
    assert run("feed", "all", "docs").out == run("feed", "all").out


@pytest.mark.parametrize("path", ["docs", "docs/notes.md"])
@pytest.mark.parametrize("scope", ["all", "person:priya nair", "source:docs"])
def test_a_path_needs_no_settings(run, place, path, scope):
    (place / "digest.toml").unlink()

    told = run("feed", scope, path)

    assert (told.code, "rotate the keys" in told.out) == (0, True)
    assert sorted(p.name for p in place.iterdir()) == ["docs"]


@pytest.mark.parametrize("out", [(), ("--out", "-")])
def test_a_calendar_of_a_path_goes_to_the_screen(run, out):
    assert "rotate the keys" in run("feed", "all", "docs", *out).out


def test_start_ends_the_rehearsal_for_everyone(run, place):
    assert run("start").out.startswith("started for everyone: the next digest is due on ")
    assert store(place).started("mei")


def test_start_ends_it_for_some(run, place):
    told = run("start", "--only", "priya", "--only", "priya")

    assert "started for Priya Nair:" in told.out
    assert (store(place).started("priya"), store(place).started("mei")) == (True, False)


def test_start_says_who_is_still_rehearsed(run):
    assert "rehearsal: mail for Mei Tanaka is held back" in run("start", "--only", "priya").out


def test_start_does_not_take_a_team_of_nobody_for_everybody(place, run):
    with (place / "digest.toml").open("a") as settings:
        settings.write('[teams.empty]\nname = "Nobody"\n')
    told = run("start", "--only", "empty")

    assert (told.code, "has no members" in told.err) == (2, True)


def test_start_takes_a_team_for_its_members(run, place):
    assert "started for Priya Nair, Mei Tanaka:" in run("start", "--only", "identity").out
    assert store(place).started("mei")


def test_check_tells_what_works_and_what_does_not(run):
    told = run("check")

    assert (told.code, told.err) == (1, "")
    assert "ok   source docs: 1 document," in told.out
    assert "FAIL mail relay: 127.0.0.1:9" in told.out


def test_check_as_json_is_an_object_a_line(run):
    lines = [json.loads(line) for line in run("check", "--json").out.splitlines()]

    assert all(set(line) == {"what", "works", "told"} for line in lines)
    assert [line["what"] for line in lines if not line["works"]] == ["mail relay"]


def test_check_says_what_was_left_out(run):
    told = run("check").out

    assert "note: operator: is not set" in told
    assert "note: inbound.domain: is not set" in told


def test_check_asks_the_broker_that_is_set(run, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://:hush@127.0.0.1:9/0")

    told = run("check").out

    assert "FAIL broker: does not answer" in told
    assert "hush" not in told


def test_a_feeds_address_is_known_to_the_store(run, place):
    run("gather")
    web("priya", "all", "event")

    assert store(place).generation(Purpose.FEED, "priya/all") == 0


def test_completion_offers_commands_and_options(run, monkeypatch):
    monkeypatch.setenv("_DIGEST_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_LINE", "digest fe")

    assert run().out == "plain,feed\nplain,feeds\nplain,fetch\n"


def test_check_goes_on_when_the_state_cannot_be_made(run, place):
    text = (place / "digest.toml").read_text().replace('"state"', '"docs/notes.md/x"')
    (place / "digest.toml").write_text(text)
    told = run("check")

    assert "FAIL store: " in told.out
    assert "source docs: " in told.out
    assert told.err == ""


def test_check_tells_the_last_trouble_of_a_source(run, place):
    run("gather")
    store(place).record_failure("docs", "3 items where there were 16", LATELY)

    assert "FAIL source docs: 3 items where there were 16" in run("check").out


@pytest.mark.usefixtures("gathered")
def test_identities_go_to_a_file_and_back_into_a_new_store(run, place):
    before = store(place).tracked()
    assert run("identity", "export", "--out", "ids.jsonl").code == 0
    (place / "state" / "digest.db").unlink()

    told = run("identity", "import", "ids.jsonl")

    assert (told.code, told.out) == (0, f"{len(before)} items taken in, 0 known already\n")
    assert store(place).tracked() == before


@pytest.mark.usefixtures("gathered")
def test_identities_are_told_on_the_screen(run):
    lines = run("identity", "export").out.splitlines()

    assert [json.loads(line)["record"] for line in lines[:2]] == ["identity", "source"]


def test_a_file_without_identities_is_refused(run, place):
    (place / "notes.txt").write_text("hello\n")

    told = run("identity", "import", "notes.txt")

    assert told.code == 2
    assert "notes.txt:1: expected the first line" in told.err


def test_a_problem_is_told_once_and_counted_after(run, place):
    (place / "docs" / "bad.md").write_text("# Notes\n\n- [ ] Call @mei (due 2026-11-31)\n")

    first, again, asked = run("gather"), run("gather"), run("gather", "--problems")

    assert "bad.md:3" in first.err
    assert (first.code, again.code, asked.code) == (1, 1, 1)
    assert again.err == "  1 problem known before (--problems tells them)\n"
    assert asked.err == first.err
