"""--help teaches: a sentence, an example that can be given so, options told in sentences."""

import re
import shlex

import click
import pytest

from digest.cli import digest
from tests.cli.wrong_inputs import commands

COMMANDS = list(commands())
NAMES = [name for name, _ in COMMANDS]
_EXAMPLE = re.compile(r"(?:^|[(\s])digest (.*?)(?: [|>#] .*|  .*|\)\".*)?$")


def examples(command: click.Command) -> list[list[str]]:
    """Return the words behind `digest` in the block that keeps its lines."""
    block = (command.help or "").rpartition("\b\n")[2]
    found = (_EXAMPLE.search(line) for line in block.splitlines())
    return [shlex.split(match[1]) for match in found if match]


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=NAMES)
def test_help_has_an_example_of_the_command_itself(name: str, command: click.Command):
    begins = [] if name == "PATH" else name.split()

    assert examples(command)
    assert all(words[: len(begins)] == begins for words in examples(command))


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=NAMES)
def test_an_example_can_be_given_so(name: str, command: click.Command):
    for words in examples(command):
        given = words[0 if name == "PATH" else len(name.split()) :]
        context = click.Context(command, info_name=name)
        values, left, _ = command.make_parser(context).parse_args(given)

        assert left == []
        for param in command.params:
            value = values.get(param.name)
            if isinstance(param.type, click.Choice) and isinstance(value, str):
                assert value in param.type.choices


@pytest.mark.parametrize(("_", "command"), COMMANDS, ids=NAMES)
def test_help_is_sentences(_: str, command: click.Command):
    first = (command.help or "").partition("\n\n")[0]
    said = [p.help for p in command.params if isinstance(p, click.Option)]

    assert re.match(r"[A-Z].*[.:]$", first, re.DOTALL)
    assert [one for one in said if not re.match(r"[A-Z].*\.$", one or "")] == []


def test_the_list_of_commands_is_sentences():
    context = click.Context(digest)
    lines = digest.get_help(context).partition("Commands:")[2].splitlines()
    told = " ".join(lines)

    assert all(name in told for name in digest.list_commands(context))
    assert told.count(".") >= len(digest.list_commands(context))
