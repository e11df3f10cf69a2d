"""`digest status` and `digest resume`: an operator sees how the service stands."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import LATELY, store


@pytest.fixture
def gathered(place: Path, run) -> None:
    settings = (place / "digest.toml").read_text()
    (place / "digest.toml").write_text(f'operator = "mei"\n{settings}')
    assert run("gather").code == 0


@pytest.mark.usefixtures("gathered")
def test_a_service_that_works_needs_nobody(run):
    told = run("status")

    assert (told.code, told.err) == (0, "")
    assert "2 items" in told.out
    assert told.out.endswith("nothing needs you\n")


@pytest.mark.usefixtures("gathered")
def test_what_needs_the_operator_is_a_finding(place, run):
    store(place).suspend("priya", at=LATELY, why="5.1.1")
    told = run("status")

    assert told.code == 1
    assert "priya gets nothing: the address bounced (5.1.1)" in told.out


@pytest.mark.usefixtures("gathered")
def test_a_program_reads_the_same(place, run):
    store(place).suspend("priya", at=LATELY, why="5.1.1")
    told = run("status", "--json")
    found = json.loads(told.out)

    assert (told.code, found["ready"], found["sources"][0]["items"]) == (1, True, 2)
    assert found["suspended"][0]["at"] == "2026-11-20T00:00:00+00:00"
    assert len(found["needs"]) == 1


def test_a_source_never_read_needs_the_operator(run):
    assert "source docs was never read (digest gather docs)" in run("status").out


def test_a_broker_that_does_not_answer_needs_the_operator(run, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")

    assert "the broker does not answer" in run("status").out


def test_a_password_of_the_store_is_not_shown(run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:hidden@127.0.0.1:1/digest")
    told = run("status")

    assert told.code == 1
    assert "hidden" not in told.out + told.err


@pytest.mark.usefixtures("gathered")
def test_mail_begins_again_for_an_address_that_was_mended(place, run):
    store(place).suspend("priya", at=LATELY, why="5.1.1")

    assert (
        run("resume", "Priya Nair").out
        == "Priya Nair gets mail again: priya@northbeam.example\n"
    )
    assert run("resume", "priya").out.startswith("Priya Nair was not suspended")
    assert run("status").code == 0
