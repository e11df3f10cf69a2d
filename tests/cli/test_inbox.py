"""`digest receive` and `digest inbox`: mail from a pipe, and the journal of what arrived."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.store import open_store

TO = f"reply+{'a' * 32}@in.northbeam.example"
MAIL = (
    f"Return-Path: <>\nFrom: priya@northbeam.example\nTo: {TO}\nSubject: Re: hello\n\n#1 done\n"
)


@pytest.fixture
def taking(run, place: Path):
    """The command, in an installation that takes replies."""
    with (place / "digest.toml").open("a") as settings:
        settings.write('\n[inbound]\ndomain = "in.northbeam.example"\n')
    return run


def listed(run, *words: str) -> list[dict[str, object]]:
    return [
        json.loads(line) for line in run("inbox", "list", "--json", *words).out.splitlines()
    ]


def test_a_message_is_stored_once_and_stands_in_the_journal(taking, tmp_path: Path):
    (tmp_path / "a.eml").write_text(MAIL)
    told = [taking("receive", str(tmp_path / "a.eml")) for _ in range(2)]

    assert [(one.code, one.out.partition(":")[0]) for one in told] == [
        (0, "stored"),
        (0, "came before"),
    ]
    assert [(e["state"], e["came"]) for e in listed(taking)] == [("received", "file")]


def test_what_is_shown_has_no_text_but_the_bytes_are_there(taking, tmp_path: Path):
    (tmp_path / "a.eml").write_text(MAIL)
    id_ = taking("receive", str(tmp_path / "a.eml")).out.split()[-1]

    assert "subject   Re: hello" in taking("inbox", "show", id_).out
    assert "#1 done" not in taking("inbox", "show", id_).out
    assert taking("inbox", "show", "--raw", id_).out == MAIL


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (MAIL.replace(TO, "ada@elsewhere.example"), (), 67),
        (MAIL, ("--recipient", "ada@elsewhere.example"), 67),
        (MAIL.replace(TO, "ada@elsewhere.example"), ("--recipient", TO), 0),
        ("", (), 65),
        (MAIL + "x" * 10_000_001, (), 65),
    ],
    ids=["to nobody", "for nobody", "for us", "empty", "too large"],
)
def test_a_pipe_is_told_what_to_do_with_it(taking, tmp_path: Path, text, options, code):
    (tmp_path / "a.eml").write_text(text)

    assert taking("receive", *options, str(tmp_path / "a.eml")).code == code


def test_where_no_mail_is_taken_a_pipe_keeps_it(run, tmp_path: Path):
    (tmp_path / "a.eml").write_text(MAIL)

    assert run("receive", str(tmp_path / "a.eml")).code == 75


def test_only_what_is_finished_without_effect_is_replayed(taking, tmp_path: Path):
    (tmp_path / "a.eml").write_text(MAIL)
    id_ = taking("receive", str(tmp_path / "a.eml")).out.split()[-1]
    told = taking("inbox", "replay", id_)

    assert (told.code, "it is received" in told.err) == (2, True)
    assert taking("inbox", "replay", "ffff").code == 2


def test_confirmed_addresses_are_listed_and_taken_away(taking, place: Path):
    assert taking("aliases", "list").out == "no address was confirmed\n"
    store = open_store(f"sqlite:///{place / 'state' / 'digest.db'}")
    store.add_alias("priya@home.example", "priya", since=datetime(2026, 11, 23, tzinfo=UTC))

    assert taking("aliases", "list", "priya").out.endswith("priya@home.example\n")
    assert taking("aliases", "remove", "priya@home.example").code == 0
    assert taking("aliases", "remove", "priya@home.example").code == 2
