"""The units name a command line, variables and settings that exist, and systemd takes them."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from digest.cli import digest
from digest.settings.load import load
from tests.deploy.compose import ROOT
from tests.docs.pages import page

UNIT = ROOT / "config" / "systemd" / "digest.service"
PASSWORDS = UNIT.with_name("passwords.conf")
_TOLD = "told by systemd alone"
EXPOSED = "20"  # tenths, of ten at most: what `systemd-analyze security` may find


def values(file: Path, key: str) -> list[str]:
    return re.findall(rf"(?m)^{key}=(.*)$", file.read_text())


@pytest.fixture
def analyze(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if not program:
        pytest.skip("systemd-analyze is not installed; .ci/run does it")
    here = tmp_path / "digest.service"
    text = UNIT.read_text().replace("/opt/digest/bin/digest", sys.executable)
    drop_in = re.findall(r"(?m)^(?:Load|Env).*$", PASSWORDS.read_text())
    here.write_text(text.replace("User=digest", "\n".join(["User=root", *drop_in])))

    def asked(*words: str) -> tuple[int, str]:
        ran = subprocess.run(  # noqa: S603 - a program of the system
            [program, *words, str(here)], capture_output=True, text=True, check=False
        )
        return ran.returncode, ran.stdout + ran.stderr

    return asked


def test_it_starts_a_command_that_exists():
    (line,) = values(UNIT, "ExecStart")
    program, name, *options = shlex.split(line)
    command = digest.get_command(click.Context(digest), name)

    assert program == "/opt/digest/bin/digest"
    assert command
    assert command.make_context(name, options).params["port"] == 8000


def test_its_state_is_where_the_settings_of_the_page_say():
    shown = page("install.md").partition("```toml\n")[2].partition("```")[0]

    assert f'state = "/var/lib/{values(UNIT, "StateDirectory")[0]}"\n' in shown


def test_passwords_are_read_from_where_they_are_put(tmp_path: Path):
    given = {line.partition(":")[0] for line in values(PASSWORDS, "LoadCredential")}
    told = dict(line.split("=", 1) for line in values(PASSWORDS, "Environment"))
    for name in given:
        (tmp_path / name).write_text(_TOLD)
    source = 'url = "https://bot@git.northbeam.example/h.git"'
    (tmp_path / "digest.toml").write_text(
        'from = "a@northbeam.example"\nsmtp = "smtps://d@mail.northbeam.example"\n'
        f"[sources.handbook]\n{source}\n"
        '[people.priya]\nname = "Priya Nair"\nmail = "priya@northbeam.example"\n'
    )
    environ = {name: value.replace("%d", str(tmp_path)) for name, value in told.items()}

    settings = load(tmp_path / "digest.toml", environ)

    assert {Path(value).name for value in environ.values()} == given
    assert settings.relay.password == settings.web.metrics_token == _TOLD


def test_the_page_installs_both():
    text = page("install.md")

    assert "config/systemd/digest.service" in text
    assert "config/systemd/passwords.conf" in text


def test_systemd_finds_no_fault(analyze):
    assert analyze("verify", "--man=no") == (0, "")


def test_systemd_finds_it_confined(analyze):
    code, told = analyze("security", "--offline=true", f"--threshold={EXPOSED}", "--no-pager")

    assert code == 0, told
