"""Nothing a reader may use is undocumented, and nothing documented is made up."""

import re
import shlex
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest
from celery.bin.celery import celery

from digest.cli import digest
from digest.cli.glance import glance
from digest.settings.load import load
from digest.web.app import routes
from tests.docs.console import ELSEWHERE
from tests.docs.pages import PAGES, ROOT, Fence, fences, page, without_fences
from tests.docs.variables import read_by
from tests.mail.test_dkim import ED, pem

COMMANDS = page("commands.md")
# Set by the demo for its own processes, and by a shell that asks how a line may go on.
OURS_ALONE = {"DIGEST_DEMO", "COMP_LINE"}
# Programs of Debian, systemd, PostgreSQL and Docker that pages may tell an operator to run.
OF_A_SERVER = (
    *(
        "adduser",
        "apt-get",
        "install",
        "python3",
        "runuser",
        "openssl",
        "export",
        "mkdir",
        "cp",
    ),
    *("systemctl", "journalctl", "createuser", "createdb", "docker", "chown", "chmod", "echo"),
)
# What a piece of settings on a page leaves out, because another piece has it.
TOP = {
    "from = ": 'from = "Digest <digest@northbeam.example>"\n',
    "smtp = ": 'smtp = "smtp://localhost"\n',
}
BELOW = {
    "[sources.": '\n[sources.notes]\npath = "notes"\n',
    "[people.priya]": '\n[people.priya]\nname = "Priya Nair"\nmail = "p@northbeam.example"\n',
    "[teams.identity]": '\n[teams.identity]\nmembers = ["priya"]\n',
}
TOML = [fence for path in PAGES for fence in fences(path) if fence.language == "toml"]
SHELL = [
    fence
    for path in PAGES
    for fence in fences(path)
    if fence.language in ("sh", "console", "yaml", "ini") or fence.text.startswith("$ ")
]
# Behind a prompt, in a step of CI, in a unit.
_COMMAND = re.compile(r"(?m)^(?:\$ |\s*- (?:run: )?|\s*run: |ExecStart=)(\S*digest .*)$")


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(digest)
    for name in digest.list_commands(context):
        command = digest.get_command(context, name)
        if command and not command.hidden:
            yield name, command
    yield "PATH", glance


def all_options(command: click.Command) -> set[str]:
    """Return the options of a command and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return options(command).union(*(options(one) for one in below))


def options(command: click.Command) -> set[str]:
    params = (p for p in command.params if isinstance(p, click.Option))
    names = {name for option in params for name in option.opts + option.secondary_opts}
    return {name for name in names if name.startswith("--")}


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_a_command_and_its_options_are_documented(name: str, command: click.Command):
    section = COMMANDS.partition(f"\n## digest {name}\n")[2].partition("\n## ")[0]
    told = {word for line in re.findall(r"`(--[\w-]+)", section) for word in line.split()}

    assert section
    assert told == all_options(command)


def test_no_command_is_made_up():
    known = {name for name, _ in commands()}

    assert set(re.findall(r"^## digest (\S+)", COMMANDS, re.MULTILINE)) == known
    assert options(digest) <= set(re.findall(r"`(--[\w-]+)`", COMMANDS))


def test_every_variable_that_is_read_is_documented():
    modules = [*(ROOT / "digest").rglob("*.py"), *(ROOT / "tasks").rglob("*.py")]
    found = read_by(*modules)

    assert {"DATABASE_URL", "DIGEST_CONFIG", "HTTPS_PROXY", *OURS_ALONE} <= found
    assert {
        name for name in found - OURS_ALONE if f"`{name}`" not in page("settings.md")
    } == set()


def test_every_address_is_documented():
    paths = {route.path for route in routes()}

    assert {path for path in paths if f"`{path}`" not in page("operate.md")} == set()


def anchors(text: str) -> set[str]:
    """Return what a heading can be linked by, as hosts of repositories make it."""
    titles = re.findall(r"^#+ (.*)$", without_fences(text), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", title.lower()) for title in titles)
    return {title.replace(" ", "-") for title in plain}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path):
    for target in re.findall(r"\]\(([^)\s]+)\)", without_fences(path.read_text())):
        if "://" in target:
            continue
        place, _, anchor = target.partition("#")
        led = (path.parent / place).resolve() if place else path

        assert led.exists(), target
        assert not anchor or anchor in anchors(led.read_text()), target


def test_every_page_can_be_reached_from_the_first():
    first = (ROOT / "README.md").read_text()

    assert [
        p.name for p in (ROOT / "docs").glob("*.md") if f"(docs/{p.name})" not in first
    ] == []


@pytest.mark.parametrize("fence", TOML, ids=str)
def test_settings_that_are_shown_load(fence: Fence, tmp_path: Path):
    top = [more for begins, more in TOP.items() if f"\n{begins}" not in f"\n{fence.text}"]
    below = [more for begins, more in BELOW.items() if begins not in fence.text]
    text = "".join((*top, fence.text, *below))
    (tmp_path / "digest.toml").write_text(text.replace("/etc/digest/dkim.pem", "dkim.pem"))
    (tmp_path / "dkim.pem").write_bytes(pem(ED))
    (tmp_path / "people.toml").write_text("")

    assert load(tmp_path / "digest.toml", {}).people["priya"].name == "Priya Nair"


@pytest.mark.parametrize("fence", SHELL, ids=str)
def test_commands_that_are_shown_can_be_given_so(fence: Fence):
    for words in calls(fence):
        parse(digest, words)


def calls(fence: Fence) -> Iterator[list[str]]:
    """Yield what stands behind `digest` in a block, wherever it is run."""
    for line in _COMMAND.findall(fence.text) if fence.language != "sh" else [fence.text]:
        for told in line.replace("\\\n", " ").splitlines():
            words = shlex.split(told, comments=True)
            for at, word in enumerate(words[:-1]):
                begins = at == 0 or words[at + 1] in dict(commands())
                if begins and word.rpartition("/")[2] == "digest":
                    yield list(
                        takewhile(lambda w: w not in ("|", ">", "&&", "&"), words[at + 1 :])
                    )


def parse(command: click.Command, words: list[str]) -> None:
    """Have options and words understood as the command does, and run nothing."""
    context = click.Context(command, info_name=command.name)
    _, left, _ = command.make_parser(context).parse_args(list(words))
    if isinstance(command, click.Group) and left:
        inner = command.get_command(context, left[0])
        assert inner or command is digest, f"{left[0]} is no command"
        parse(inner or glance, left[1:])


def told_elsewhere() -> list[Fence]:
    return [fence for fence in SHELL if fence.language == "sh" and ELSEWHERE.match(fence.text)]


@pytest.mark.parametrize("fence", told_elsewhere(), ids=str)
def test_what_is_told_for_a_server_uses_programs_and_options_that_exist(fence: Fence):
    for line in fence.text.splitlines():
        words = shlex.split(line, comments=True)
        if words and words[0] == "celery":
            options = {name for p in celery.commands[words[3]].params for name in p.opts}

            assert {word for word in words[4:] if word.startswith("-")} <= options
        elif words:
            assert words[0] in OF_A_SERVER or words[0].rpartition("/")[2] in ("digest", "pip")


def test_only_targets_that_exist_are_named():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = {
        name
        for path in PAGES
        for name in re.findall(r"(?:`|^)make ([a-z-]+)", path.read_text(), re.MULTILINE)
    }

    assert {"run", "test"} <= told <= targets


def test_pictures_are_small():
    sizes = {p.name: p.stat().st_size for p in (ROOT / "docs" / "images").iterdir()}

    assert {name for name, size in sizes.items() if size > 250_000} == set()
