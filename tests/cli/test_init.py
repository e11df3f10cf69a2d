"""`digest init`: what it finds, asks and writes, in real repositories."""

import os
import pty
import select
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import tzlocal

from digest.model.place import FolderPlace, GitPlace
from digest.settings.load import load
from digest.settings.schema import Settings
from tests.cli.conftest import Run
from tests.detect.checkout import JONAS, Checkout, write

POST_MORTEM = """\
# Post-mortem: the gate

Date: 2026-11-09

## Root cause

The key was not where it should have been and that is all there is to it.

## Action items

| Action | Owner | Due | Status |
|---|---|---|---|
| Hang up a second key | Priya Nair | 2026-12-04 | Open |
| Write down where it hangs | @jonas | Next sprint | Parked |
"""
MINUTES = """\
# Meeting, 16 November 2026

## Action items

- [ ] Kim: order badges - Due: 2026-12-01
- [ ] look after the printer
"""
DOCUMENTS = {
    "docs/postmortems/2026-11-09-gate.md": POST_MORTEM,
    "docs/postmortems/2026-11-10-door.md": POST_MORTEM,
    "minutes/2026-11-16.md": MINUTES,
    "README.md": "# Handbook\n\n- [ ] no promise\n",
    **{f"docs/guide/{n}.md": "# Guide\n\nHow it is.\n" for n in range(4)},
}


@dataclass(frozen=True)
class Handbook:
    """A repository, in which the command is run."""

    checkout: Checkout
    run: Run

    @property
    def path(self) -> Path:
        return self.checkout.path

    def settings(self, path: str = "digest.toml") -> Settings:
        return load(self.path / path, {})


@pytest.fixture
def handbook(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    checkout = Checkout.create(tmp_path / "handbook")
    checkout.commit(DOCUMENTS)
    checkout.commit(by=JONAS)
    for name, value in {**checkout.environ, "TZ": "Europe/Berlin"}.items():
        monkeypatch.setenv(name, value)
    tzlocal.reload_localzone()
    monkeypatch.chdir(checkout.path)
    return Handbook(checkout, run)


def test_a_repository_is_read_with_its_history(handbook: Handbook):
    told = handbook.run("init", "--yes")
    place = handbook.settings().sources["handbook"].place

    assert told.code == 0, told.err
    assert isinstance(place, GitPlace)
    assert (place.url, place.branch) == (str(handbook.path), "main")
    assert place.include == ("docs/postmortems/**/*.md", "minutes/**/*.md")


def test_only_gits_user_gets_mail(handbook: Handbook):
    told = handbook.run("init", "--yes")
    settings = handbook.settings()

    assert settings.operator == "priya"
    assert {k: p.mail for k, p in settings.people.items() if p.mail} == {
        "priya": "priya@northbeam.example"
    }
    assert settings.directory().resolve("@jonas").person == settings.people["jonas"]
    assert "digest check" in told.out.splitlines()[-1]


def test_where_jobs_are_run_no_server_is_needed(handbook: Handbook):
    (handbook.path / ".github" / "workflows").mkdir(parents=True)
    told = handbook.run("init", "--yes").out.splitlines()

    assert told[-2:] == [
        "Next, when the mail server that `smtp` names answers: digest check",
        "Or without a server, in GitHub Actions: digest once, see docs/actions.md",
    ]


def test_what_was_found_is_told(handbook: Handbook):
    out = handbook.run("init", "--yes").out

    assert "docs/postmortems/**/*.md  2 post-mortems, 4 open items" in out
    assert "status 'parked' is not understood (2 times)" in out
    assert "zone Europe/Berlin" in out
    assert "2 dates told by a sprint" in out
    assert "no address" in out


def test_what_is_left_open_stands_in_the_settings_as_comments(handbook: Handbook):
    handbook.run("init", "--yes")
    text = (handbook.path / "digest.toml").read_text()

    assert '#"parked" = "open"  # 2 times' in text
    assert "#[sprints]" in text
    assert handbook.settings().people["priya"].schedule.zone == "Europe/Berlin"


def test_the_settings_work_but_for_the_mail_server(handbook: Handbook):
    handbook.run("init", "--yes")
    lines = handbook.run("check").out.splitlines()

    assert [
        line for line in lines if line.startswith("FAIL") and "mail relay" not in line
    ] == []
    assert any("3 documents" in line for line in lines)


def test_the_state_is_never_committed(handbook: Handbook):
    handbook.run("init", "--yes")
    handbook.run("check")

    assert (handbook.path / ".digest" / "secret").exists()
    assert handbook.checkout.git("status", "--short").split() == [
        "??",
        "digest.toml",
        "??",
        "people.toml",
    ]


def test_a_folder_below_the_top_is_a_directory_of_the_repository(handbook: Handbook):
    handbook.run("init", "docs", "--yes")
    place = handbook.settings("docs/digest.toml").sources["handbook"].place

    assert isinstance(place, GitPlace)
    assert (place.directory, place.include) == ("docs", ("postmortems/**/*.md",))


def test_documents_of_a_known_host_are_linked(handbook: Handbook):
    handbook.checkout.git("remote", "add", "origin", "git@github.com:northbeam/handbook.git")
    handbook.run("init", "docs", "--yes")
    policy = handbook.settings("docs/digest.toml").sources["handbook"].policy

    assert policy.link == (
        "https://github.com/northbeam/handbook/blob/{revision}/docs/{path}#L{line}"
    )


def test_what_is_not_committed_is_told(handbook: Handbook):
    write(handbook.path, {"minutes/2026-11-23.md": MINUTES})

    assert "minutes/2026-11-23.md" in handbook.run("init", "--yes").out


def test_a_file_that_is_not_read_is_told(handbook: Handbook):
    write(handbook.path, {"minutes/all.md": "x" * 1_000_001})

    assert "minutes/all.md: has 1,000,001 bytes" in handbook.run("init", "--yes").out


def test_a_plain_folder_is_watched(handbook: Handbook, tmp_path: Path):
    folder = tmp_path / "notes"
    write(folder, {"2026-11-16.md": MINUTES})
    told = handbook.run("init", str(folder), "--yes")
    place = load(folder / "digest.toml", {}).sources["notes"].place

    assert told.code == 0, told.err
    assert isinstance(place, FolderPlace)
    assert place.path == folder


def test_an_empty_folder_is_ready_for_what_comes(handbook: Handbook, tmp_path: Path):
    (tmp_path / "new").mkdir()
    told = handbook.run("init", "../new", "--yes")

    assert told.code == 0, told.err
    assert "no markdown with action items or updates in it yet" in told.out
    assert list(load(tmp_path / "new" / "digest.toml", {}).sources) == ["new"]


@pytest.mark.parametrize("name", ["digest.toml", "people.toml", "config/digest.toml"])
def test_nothing_is_overwritten(handbook: Handbook, name: str):
    write(handbook.path, {name: "# mine\n"})
    told = handbook.run("init", "--yes")

    assert told.code == 2
    assert f"{name}: is there already" in told.err
    assert (handbook.path / name).read_text() == "# mine\n"
    assert len(list(handbook.path.glob("**/*.toml"))) == 1


def test_without_a_terminal_it_does_not_ask(handbook: Handbook):
    told = handbook.run("init")

    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "--yes" in told.err
    assert not (handbook.path / "digest.toml").exists()


@pytest.mark.parametrize(
    ("path", "said"), [("nowhere", "no such file or folder"), ("README.md", "is a file")]
)
def test_a_path_that_is_no_folder_is_told(handbook: Handbook, path: str, said: str):
    told = handbook.run("init", path, "--yes")

    assert (told.code, said in told.err) == (2, True)


def test_settings_may_go_elsewhere(handbook: Handbook, tmp_path: Path):
    told = handbook.run("init", "--yes", "--out", str(tmp_path / "etc" / "digest"))
    place = load(tmp_path / "etc" / "digest" / "digest.toml", {}).sources["handbook"].place

    assert isinstance(place, GitPlace)
    assert place.url == str(handbook.path)
    assert f"--config {tmp_path}/etc/digest/digest.toml" in told.out


@pytest.mark.parametrize("out", [".", "../etc"])
def test_a_repository_may_have_blanks_in_its_path(
    handbook: Handbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
):
    handbook.path.rename(tmp_path / "my handbook")
    monkeypatch.chdir(tmp_path / "my handbook")
    handbook.run("init", "--yes", "--out", out)
    told = handbook.run("check", "--config", f"{out}/digest.toml").out

    assert "ok   git" in told
    assert "handbook: 3 documents" in told


def test_a_bare_repository_wants_its_settings_elsewhere(handbook: Handbook, tmp_path: Path):
    bare = tmp_path / "bare.git"
    handbook.checkout.git("clone", "-q", "--bare", str(handbook.path), str(bare))
    out = tmp_path / "etc"

    assert "is a bare repository" in handbook.run("init", str(bare), "--yes").err
    assert handbook.run("init", str(bare), "--yes", "--out", str(out)).code == 0
    assert len(load(out / "digest.toml", {}).sources["handbook"].place.include) == 2


@pytest.fixture
def mailhost() -> Iterator[int]:
    """A mail server that greets and hears no more."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(b"220 mx.northbeam.example ready\r\n")

        Thread(target=greet, daemon=True).start()
        yield server.getsockname()[1]


def test_a_mail_server_that_is_named_is_tried(handbook: Handbook, mailhost: int):
    told = handbook.run("init", "--yes", "--smtp", f"localhost:{mailhost}")

    assert handbook.settings().relay.port == mailhost
    assert told.out.splitlines()[-1] == "Next: digest up"


@pytest.mark.parametrize(
    "said", ["http://northbeam.example", "smtps://kim:secret@mail.example"]
)
def test_a_mail_server_that_is_none_is_told(handbook: Handbook, said: str):
    told = handbook.run("init", "--yes", "--smtp", said)

    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "secret" not in told.err


class Terminal:
    """`digest init` on a terminal, and the person before it."""

    def __init__(self) -> None:
        self.shown = ""
        pid, self._terminal = pty.fork()
        if not pid:
            environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
            words = [sys.executable, "-m", "digest.cli", "init"]
            os.execve(sys.executable, words, environ)  # noqa: S606 - ourselves
        self._pid = pid

    def says(self, question: str, *, within: float = 30) -> None:
        until, start = time.monotonic() + within, len(self.shown)
        while question not in self.shown[start:]:
            assert time.monotonic() < until, self.shown
            if not self._hear():
                break

        assert question in self.shown[start:], self.shown

    def answer(self, said: str) -> None:
        os.write(self._terminal, f"{said}\n".encode())

    def ends(self) -> int:
        while self._hear():
            pass
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def _hear(self) -> bool:
        try:
            ready, _, _ = select.select([self._terminal], [], [], 0.2)
            heard = os.read(self._terminal, 4096) if ready else b" "
        except OSError:  # Linux: the other side is closed
            return False
        self.shown += heard.decode(errors="replace") if ready else ""
        return bool(heard)


def test_it_asks_four_questions(handbook: Handbook, mailhost: int):
    terminal = Terminal()
    for question, said in (
        ("Who gets it?", "all"),
        ("When? (Europe/Berlin)", "tue 7:30"),
        ("Through which mail server?", f"localhost:{mailhost}"),
        ("name a sprint", "2026-11-09 21"),
    ):
        terminal.says(question)
        terminal.answer(said)

    assert terminal.ends() == 0, terminal.shown
    settings = handbook.settings()
    jonas = settings.people["jonas"]
    assert (jonas.mail, jonas.schedule.weekday, jonas.schedule.hour) == (JONAS[1], 1, 7)
    assert settings.relay.port == mailhost
    assert settings.sprints
    assert settings.sprints.days == 21


def test_an_answer_that_is_none_is_asked_for_again(handbook: Handbook):
    terminal = Terminal()
    for question, said in (
        ("Who gets it?", "somebody"),
        ("nobody with an address", ""),
        ("When?", "someday"),
        ("is not a weekday", ""),
        ("mail server?", "mail northbeam"),
        ("Error", ""),
        ("sprint", "skip"),
    ):
        terminal.says(question)
        terminal.answer(said)

    assert terminal.ends() == 0, terminal.shown
    assert handbook.settings().relay.host == "localhost"


def test_who_stops_has_written_nothing(handbook: Handbook):
    terminal = Terminal()
    terminal.says("Who gets it?")
    terminal.answer("\x03")

    assert terminal.ends() == 130
    assert not list(handbook.path.glob("*.toml"))


def test_who_git_does_not_know_is_asked_for_an_address(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    terminal = Terminal()
    for question, said in (
        ("Your mail address", JONAS[1]),
        ("When?", ""),
        ("mail server?", ""),
        ("sprint", ""),
    ):
        terminal.says(question)
        terminal.answer(said)

    assert terminal.ends() == 0, terminal.shown
    assert handbook.settings().operator == "jonas"
