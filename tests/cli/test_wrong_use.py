"""Wrong use and wrong settings: one line that says what to do, no traceback, exit code 2."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

WITH_SETTINGS = (
    *(("check",), ("feed", "all"), ("gather",), ("inbound",), ("start",), ("up",), ("web",)),
)


def complaint(told, code: int = 2) -> str:
    """Return the one line on stderr."""
    assert told.code == code, told
    (line,) = told.err.splitlines()
    assert "Traceback" not in line
    return str(line)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gathr",), "digest: No such command 'gathr'. (Did you mean one of: 'gather'"),
        (("nothing.md",), "digest: No such command 'nothing.md'"),
        (("no/such/folder",), "digest: no/such/folder: no such file or folder"),
        (("docs", "--jsn"), "digest .: No such option '--jsn'. Did you mean '--json'?"),
        (("docs", "--as-of", "soon"), "'soon' does not match the format"),
        (("--nonsense",), "--nonsense"),
        (("feed",), "digest feed: Missing argument 'SCOPE' (see: digest feed --help)"),
        (("feed", "all", "--kind", "x"), "'x' is not one of 'event', 'todo', 'both'"),
        (("feed", "all", "--out", "docs"), "File 'docs' is a directory"),
        (
            ("feed", "all", "--out", "no/such/x"),
            "--out no/such/x: cannot be written: no such file",
        ),
        (("feed", "all", "nowhere"), "Path 'nowhere' does not exist"),
        (("feed", "everything"), "scope 'everything' is not one of all, person:NAME"),
        (("feed", "person:"), "scope 'person:' is not one of"),
        (("feed", "person:prya"), "scope person:prya: no such person (did you mean 'priya'?)"),
        (("feed", "team:x"), "scope team:x: no such team (there is: identity)"),
        (("feed", "source:dcos"), "scope source:dcos: no such source (did you mean 'docs'?)"),
        (("feed", "all", "--viewer", "x"), "--viewer x: no such person (there is: mei, priya)"),
        (("gather", "dosc"), "no source 'dosc' in the settings (did you mean 'docs'?)"),
        (("lint",), "digest lint: Missing argument 'PATHS...'"),
        (("lint", "nowhere.md"), "nowhere.md: no such file or folder"),
        (("lint", "docs", "--select", "DG999"), "'DG999' is no code of a rule (did you mean"),
        (("lint", "docs", "--diff", "--format", "json"), "--diff is for people to read"),
        (("lint", "docs", "--as-of", "soon"), "'soon' does not match the format"),
        (("read",), "digest read: Missing argument 'PATHS...'"),
        (("read", "nothing.md"), "nothing.md: no such file or folder"),
        (
            ("start", "--only", "identty"),
            "--only identty: no such person or team (did you mean",
        ),
        (("up", "--port", "x"), "'x' is not a valid integer"),
        (("up", "--port", "99999"), "99999 is not in the range"),
        (("demo", "--port", "0"), "0 is not in the range"),
        (("demo", "--state", "digest.toml"), "Directory 'digest.toml' is a file"),
        (("web",), "broker: none is set, and REDIS_URL is not either"),
        (("inbound",), "inbound: no mail is taken; set domain, and smtp or lmtp"),
        (("demo", "state"), "state: there are no markdown files"),
        (("check", "extra"), "unexpected extra argument (extra)"),
    ],
)
def test_wrong_use_is_told_in_a_line(run, place, words, said):
    (place / "state").mkdir()

    assert said in complaint(run(*words))


def test_several_unknown_sources_are_told_at_once(run):
    assert len(run("gather", "a", "b").err.splitlines()) == 2


@pytest.mark.parametrize("words", WITH_SETTINGS)
def test_without_settings_every_command_says_where_it_looked(run, place, words):
    (place / "digest.toml").unlink()

    line = complaint(run(*words))

    assert str(place / "digest.toml") in line
    assert "--config or DIGEST_CONFIG" in line


@pytest.mark.parametrize("words", WITH_SETTINGS)
def test_a_mistake_in_the_settings_names_its_key_and_what_was_meant(run, place, words):
    (place / "digest.toml").write_text(
        (place / "digest.toml").read_text() + "[wbe]\nport = 1\n"
    )

    line = complaint(run(*words))

    assert line == f"{place / 'digest.toml'}: wbe: is not a setting (did you mean 'web'?)"


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 9)


def truncated(path: Path) -> None:
    path.write_text('from = "x')


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(binary, "is not UTF-8"), (truncated, "is not TOML"), (loop, "digest.toml")],
)
def test_settings_that_cannot_be_read_are_named(run, place, spoil, said):
    spoil(place / "digest.toml")

    assert said in complaint(run("check", "--config", "digest.toml"))


def test_a_folder_is_no_settings_file(run):
    assert "'docs' is a directory" in complaint(run("check", "--config", "docs"))


@pytest.mark.parametrize("words", [("gather",), ("feed", "all"), ("start",), ("up",)])
def test_a_state_that_cannot_be_made_is_named(run, place, words):
    text = (place / "digest.toml").read_text().replace('"state"', '"docs/notes.md/x"')
    (place / "digest.toml").write_text(text)

    assert "docs/notes.md/x" in complaint(run(*words))


def test_a_state_that_is_a_file_is_named(run, place):
    (place / "state").write_text("")

    assert str(place / "state") in complaint(run("up"))


def test_a_damaged_store_is_named(run, place, monkeypatch):
    binary(place / "broken.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{place}/broken.db")

    assert "is damaged" in complaint(run("gather"))


def test_a_store_that_does_not_answer_may_do_so_later(run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@127.0.0.1:9/x")

    assert "127.0.0.1" in complaint(run("gather"), code=1)


def test_a_store_of_another_kind_is_wrong_use(run, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/x")

    assert "DATABASE_URL: is not a database" in complaint(run("gather"))


@pytest.fixture
def busy() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def port_of(busy: socket.socket) -> str:
    return str(busy.getsockname()[1])


def test_a_busy_port_of_the_web_is_named(run, busy, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9")

    line = complaint(run("web", "--port", port_of(busy)))

    assert f"127.0.0.1:{port_of(busy)}: Address already in use" in line


def test_a_busy_port_that_was_asked_for_is_not_exchanged(run, busy):
    line = complaint(run("up", "--port", port_of(busy)))

    assert f"--port {port_of(busy)}: port {port_of(busy)} is in use by" in line
    assert str(os.getpid()) in line


def test_a_busy_port_of_the_receiver_is_named(run, place, busy, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9")
    told = f'[inbound]\ndomain = "in.northbeam.example"\nsmtp = "127.0.0.1:{port_of(busy)}"\n'
    (place / "digest.toml").write_text((place / "digest.toml").read_text() + told)

    assert "inbound: cannot listen" in complaint(run("inbound"))


def test_a_host_that_is_none_is_named(run, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9")

    assert "999.0.0.1:8000" in complaint(run("web", "--host", "999.0.0.1"))


def test_a_setting_below_a_table_says_where_it_belongs(run, place):
    (place / "digest.toml").write_text((place / "digest.toml").read_text() + 'title = "X"\n')

    line = complaint(run("check"))

    assert "digest.toml:21: title: stands below [teams.identity]" in line
    assert "move it above the first [table]" in line


def test_settings_that_are_not_toml_name_the_line(run, place):
    (place / "digest.toml").write_text('smtp = "x"\nfrom = Digest\n')

    assert "digest.toml:2: is not TOML: invalid value (write text in quotes)" in complaint(
        run("check")
    )


def test_a_password_in_the_settings_is_remarked_on(run, place):
    text = (place / "digest.toml").read_text()
    (place / "digest.toml").write_text(text.replace("smtp://", "smtps://us:secret@"))
    told = run("check").out

    assert "note: smtp: a password stands in the settings" in told
    assert "secret" not in told


def test_a_relay_that_does_not_answer_is_named_once(run):
    (line,) = (told for told in run("check").out.splitlines() if "mail relay" in told)

    assert line == "FAIL mail relay: 127.0.0.1:9: connection refused"
