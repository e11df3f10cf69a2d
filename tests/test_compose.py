"""docker-compose.yml names commands, options and settings that exist."""

import re
from pathlib import Path

import click
import pytest

from digest.cli import digest
from digest.settings.load import load

ROOT = Path(__file__).parents[1]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
COMMANDS = re.findall(r"command: \[(.+)\]", COMPOSE)


def words(command: str) -> list[str]:
    return [word.strip().strip('"') for word in command.split(",")]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("digest")])
def test_every_digest_command_parses(command):
    _, name, *options = words(command)
    found = digest.get_command(click.Context(digest), name)

    assert found
    found.make_context(name, options)


def test_the_worker_and_beat_are_those_of_tasks():
    started = [words(c)[:4] for c in COMMANDS if c.startswith("celery")]

    assert started == [["celery", "-A", "tasks", "worker"], ["celery", "-A", "tasks", "beat"]]


def test_its_settings_load():
    settings = load(ROOT / "config" / "compose.toml", {"REDIS_URL": "redis://valkey:6379/0"})

    assert settings.state == Path("/var/lib/digest")


def test_every_variable_is_one_that_is_read():
    told = re.findall(r"^    ((?:DIGEST|DATABASE|REDIS)\w+):", COMPOSE, re.MULTILINE)
    documented = (ROOT / "docs" / "settings.md").read_text()

    assert told
    assert all(name.removesuffix("_FILE") in documented for name in told)
