"""The hook for pre-commit calls a command that there is, with words it takes."""

import re
from pathlib import Path

import click

from digest.cli import digest

HOOKS = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"


def test_the_hook_is_the_command():
    told = dict(re.findall(r"^[- ] (\w+): (.*)$", HOOKS.read_text(), re.MULTILINE))
    program, name, *words = told["entry"].split()
    command = digest.get_command(click.Context(digest), name)

    assert program == "digest"
    assert command is not None
    assert command.make_context(name, [*words, "a.md", "b.md"]).params["form"] == "text"
    assert told["types"] == "[markdown]"
