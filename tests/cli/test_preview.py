"""`digest preview`: whose digest, of what, and where it is shown."""

import email
import os
import sqlite3
import subprocess
import sys
from email.policy import default
from pathlib import Path

import pytest

from tests.detect.checkout import JONAS, Checkout
from tests.sources.upstream import SEALED

DAY = "2026-12-03"  # rotating the keys is two days late


@pytest.fixture
def bare(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without settings, and a machine whose git knows nobody."""
    (place / "digest.toml").unlink()
    for name in ("HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, SEALED[name])
    return place


def user(place: Path, monkeypatch: pytest.MonkeyPatch, name: str, mail: str) -> None:
    """Be somebody for git."""
    (place / "gitconfig").write_text(f"[user]\n\tname = {name}\n\temail = {mail}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(place / "gitconfig"))


@pytest.mark.usefixtures("bare")
def test_a_digest_is_shown_as_text(run):
    told = run("preview", "docs", "--for", "Priya Nair", "--as-of", DAY)

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(
        "To:      Priya Nair <priya-nair@unknown.invalid>\nSubject: 1 overdue"
    )
    assert "2 days late" in told.out
    assert "You get this on Thursdays" in told.out
    assert "\n  *  rotate the keys\n" in told.out
    assert max(map(len, told.out.splitlines())) <= 80


def test_by_default_it_is_gits_user(run, bare, monkeypatch):
    user(bare, monkeypatch, "Mei Tanaka", "mei@northbeam.example")

    told = run("preview", "docs", "--as-of", DAY)

    assert told.err == (
        "for Mei Tanaka, who you are for git"
        " (digest preview docs --for NAME shows another's)\n\n"
    )
    assert "write the runbook" in told.out


def test_somebody_who_has_nothing_here_sees_who_has_most(run, bare, monkeypatch):
    user(bare, monkeypatch, "Kim Lee", "kim@northbeam.example")
    with (bare / "docs" / "notes.md").open("a") as file:
        file.write("- [ ] Mei Tanaka: call the vendor - Due: 2026-12-04\n")

    assert run("preview", "docs").err.startswith("for Mei Tanaka, who has most open")


@pytest.mark.usefixtures("bare")
def test_a_name_that_is_nobodys_says_whose_it_may_be(run):
    assert run("preview", "docs", "--for", "Pria").err == (
        "--for Pria: is nobody here; did you mean priya-nair (Priya Nair)?\n"
    )
    assert (
        "there is: mei-tanaka (Mei Tanaka), priya-nair"
        in run("preview", "docs", "--for", "zzz").err
    )


def test_a_name_that_may_be_several_says_which(run, bare):
    with (bare / "docs" / "notes.md").open("a") as file:
        file.write("- [ ] Priya Shah: call the vendor - Due: 2026-12-04\n")

    told = run("preview", "docs", "--for", "Priya")

    assert (told.code, told.out) == (2, "")
    assert "may be several: priya-nair (Priya Nair), priya-shah (Priya Shah)" in told.err


def test_who_only_committed_has_nothing_to_be_told(run, bare):
    Checkout.create(bare / "docs").commit(by=JONAS)

    told = run("preview", "docs", "--for", "jonas weber")

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("All clear: there is nothing to tell Jonas Weber")
    assert "1 open: digest preview docs --for 'Priya Nair'" in told.out


def test_a_team_is_no_person(run):
    assert (
        "--for Identity: is a team; name one of it: priya (Priya Nair), mei"
        in run("preview", "docs", "--for", "Identity").err
    )


def test_with_nothing_to_tell_it_says_who_has_something(run):
    told = run("preview", "docs", "--for", "mei", "--as-of", "2026-11-01")

    assert told.out.splitlines() == [
        "All clear: there is nothing to tell Mei Tanaka, so no mail would be sent.",
        "  1 open: digest preview docs --for 'Priya Nair'",
    ]


def test_who_has_no_address_is_told_so(run, place):
    settings = place / "digest.toml"
    settings.write_text(settings.read_text().replace('mail = "mei@northbeam.example"\n', ""))

    assert run("preview", "docs", "--for", "mei").out.startswith(
        "Mei Tanaka gets no mail: no address is known (write mail below [people.mei])\n"
    )


def test_files_can_be_kept(run, bare):
    told = run("preview", "docs", "--for", "Priya Nair", "--as-of", DAY, "--out", "kept")
    written = sorted((bare / "kept").iterdir())
    mail = email.message_from_bytes(written[0].read_bytes(), policy=default)

    assert [p.name for p in written] == [
        f"digest-priya-nair-{DAY}.{suffix}" for suffix in ("eml", "html", "txt")
    ]
    assert str(mail["Subject"]) in written[2].read_text()
    assert set(told.out.split()) == {f"kept/{p.name}" for p in written}


def test_where_nothing_can_be_written_it_says_so(run):
    told = run("preview", "docs", "--for", "priya", "--as-of", DAY, "--out", "docs/notes.md/x")

    assert (told.code, told.err) == (
        2,
        "--out docs/notes.md/x: cannot be written: Not a directory\n",
    )


@pytest.mark.enable_socket
def test_it_is_shown_in_the_browser_and_left_nowhere(bare, tmp_path_factory):
    seen, temporary = tmp_path_factory.mktemp("seen"), tmp_path_factory.mktemp("temporary")
    browser = seen / "browser"
    browser.write_text(
        f"#!{sys.executable}\nimport sys, urllib.request\n"
        f"open({str(seen / 'page')!r}, 'wb').write("
        "urllib.request.urlopen(sys.argv[1]).read())\n"
    )
    browser.chmod(0o755)
    subprocess.run(  # noqa: S603 - our own
        (sys.executable, "-m", "digest.cli", "preview", "docs", "--open", "--as-of", DAY),
        env={**os.environ, "BROWSER": f"{browser} %s", "TMPDIR": str(temporary)},
        cwd=bare,
        check=True,
    )

    assert "rotate the keys" in (seen / "page").read_text()
    assert list(temporary.iterdir()) == []


@pytest.mark.enable_socket
def test_without_a_browser_it_says_how_to_keep_the_page(bare):
    told = subprocess.run(  # noqa: S603 - our own
        (sys.executable, "-m", "digest.cli", "preview", "docs", "--open", "--as-of", DAY),
        env={**os.environ, "BROWSER": "/no/such/browser %s"},
        cwd=bare,
        check=False,
        capture_output=True,
    )

    assert told.returncode == 2
    assert b"--open: no browser came for the page (write it with --out)" in told.stderr


def test_the_installation_is_shown_from_its_store(run, place):
    run("gather")
    (place / "docs" / "notes.md").unlink()

    assert "rotate the keys" in run("preview", "--for", "priya", "--as-of", DAY).out


def test_looking_records_nothing(run, place):
    run("gather")
    before = dump(place)

    assert run("preview", "--for", "priya", "--as-of", DAY).code == 0
    assert dump(place) == before


def dump(place: Path) -> list[str]:
    with sqlite3.connect(place / "state" / "digest.db") as connection:
        told = list(connection.iterdump())
    connection.close()
    return told


def test_before_the_first_gather_it_says_what_to_do(run, place):
    told = run("preview")

    assert (told.code, "nothing was gathered yet (run digest gather)" in told.err) == (2, True)
    assert not (place / "state" / "digest.db").exists()


@pytest.mark.usefixtures("bare")
def test_without_settings_and_path_it_is_the_folder_one_is_in(run):
    assert "rotate the keys" in run("preview", "--for", "Priya Nair", "--as-of", DAY).out


def test_where_nobody_is_named_there_is_nobody_to_tell(run, bare):
    (bare / "docs" / "notes.md").write_text("# Notes\n\n- [ ] do it\n")

    assert "nobody to tell" in run("preview", "docs").out
