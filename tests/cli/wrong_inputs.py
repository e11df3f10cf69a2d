"""Every command with every wrong thing a path of it may be; a new one needs a line here."""

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import click

from digest.cli import digest
from digest.cli.glance import glance


class Use(Enum):
    """What a command does with a path."""

    READS = "documents"
    SETTINGS = "settings"
    TAKES = "a file of ours"
    WRITES = "a file"
    FILLS = "a folder"
    STATE = "a store"


# How each is called rightly; a word that names a parameter stands for a path given to it.
CALLED: Mapping[str, tuple[str, ...]] = {
    "PATH": ("PATH",),
    "aliases list": (),
    "aliases remove": ("priya@home.example",),
    "backup": ("PLACE",),
    "check": (),
    "completion": ("bash",),
    "demo": ("--check",),
    "feed": ("all",),
    "feeds add": ("priya", "Urgent", "priority:P1"),
    "feeds export": ("FOLDER",),
    "feeds list": ("priya",),
    "feeds remove": ("priya", "Urgent"),
    "feeds rename": ("priya", "Urgent", "Late"),
    "feeds rotate": ("priya", "all"),
    "fetch": (),
    "gather": (),
    "health": ("worker",),
    "identity export": (),
    "identity import": ("FILE",),
    "inbound": (),
    "inbox list": (),
    "inbox replay": ("3f2a",),
    "inbox show": ("3f2a",),
    "init": ("PATH", "--yes"),
    "lint": ("PATHS",),
    "new": ("blocker", "No gate"),
    "once": (),
    "preview": ("PATH", "--for", "Priya Nair", "--as-of", "2026-11-30"),
    "read": ("PATHS",),
    "receive": ("FILES",),
    "report": (),
    "restore": ("ARCHIVE",),
    "resume": ("priya",),
    "schedule": ("priya", "--at", "16:00"),
    "start": (),
    "status": (),
    "up": (),
    "watch": (),
    "web": (),
    "why": ("priya",),
}
USES: Mapping[str, Use] = {
    "PATH": Use.READS,
    "PATHS": Use.READS,
    "FILE": Use.TAKES,
    "ARCHIVE": Use.TAKES,
    "FOLDER": Use.FILLS,
    "PLACE": Use.WRITES,
    "--config": Use.SETTINGS,
    "--out": Use.WRITES,
    "--feeds": Use.FILLS,
    "--settings": Use.FILLS,
    "--state": Use.STATE,
    "demo --state": Use.FILLS,
    "init --out": Use.FILLS,
    "preview --out": Use.FILLS,
}
# What stands there else.
RIGHT = {
    "PATH": "docs",
    "PATHS": "docs",
    "FILE": "docs/notes.md",
    "PLACE": "new.tar.gz",
    "ARCHIVE": "kept.tar.gz",
    "FOLDER": "calendars",
}
# What is not wrong: a folder to put a file into; a demo on a copy of something unreadable.
FINE = {("new", "docs"), ("backup", "docs"), ("demo", "binary.md")}


@dataclass(frozen=True)
class Wrong:
    """Something that is not as a command needs it, made at a path of that name."""

    name: str
    make: Callable[[Path], object] = lambda _: None


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 9)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def plug(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def locked(path: Path) -> None:
    path.write_text("x")
    path.chmod(0)


def closed(path: Path) -> None:
    path.mkdir(mode=0)


def guarded(path: Path) -> None:
    """A file in a folder that nothing may be written to."""
    path.parent.mkdir()
    path.parent.chmod(0o500)


def with_line(line: str) -> Callable[[Path], object]:
    return lambda path: path.write_text((path.parent / "digest.toml").read_text() + line)


MISSING = Wrong("nowhere/none.md")
READING = (
    *(MISSING, Wrong("loop.md", loop), Wrong("pipe.md", pipe), Wrong("plug.md", plug)),
    *(Wrong("locked.md", locked), Wrong("binary.md", binary)),
)


def full(path: Path) -> None:
    """A disk without room."""
    path.symlink_to("/dev/full")


WRITING = (Wrong("docs/notes.md/below"), Wrong("guarded/new.md", guarded))
WRONGS: Mapping[Use, tuple[Wrong, ...]] = {
    Use.READS: (*READING, Wrong("closed", closed)),
    Use.TAKES: (*READING, Wrong("docs")),
    Use.SETTINGS: (
        *(MISSING, Wrong("docs"), Wrong("loop.toml", loop), Wrong("locked.toml", locked)),
        *(Wrong("binary.toml", binary), Wrong("cut.toml", lambda p: p.write_text('from = "x'))),
        Wrong("word.toml", with_line("[wbe]\nport = 1\n")),
        Wrong("type.toml", with_line('[people.x]\nname = 7\nmail = "x@northbeam.example"\n')),
    ),
    Use.WRITES: (
        *(Wrong("docs"), Wrong("nowhere/new.md"), *WRITING),
        Wrong("full.md", full),
    ),
    Use.FILLS: (Wrong("docs/notes.md"), Wrong("loop", loop), *WRITING),
    Use.STATE: (Wrong("docs"), Wrong("binary.db", binary), Wrong("loop.db", loop), *WRITING),
}


@dataclass(frozen=True)
class Case:
    """A command given something wrong."""

    words: tuple[str, ...]
    use: Use
    wrong: Wrong

    def __str__(self) -> str:
        return " ".join(self.words)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, by its words."""
    yield from _below(digest, ())
    yield "PATH", glance


def _below(group: click.Group, named: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _below(command, (*named, name))
        elif command:
            yield " ".join((*named, name)), command


def places(command: click.Command) -> Iterator[str]:
    """Yield the parameters of a command that are paths."""
    for param in command.params:
        if isinstance(param.type, click.Path):
            option = isinstance(param, click.Option)
            yield param.opts[-1] if option else (param.name or "").upper()


def cases() -> Iterator[Case]:
    """Yield every path of every command with everything that may be wrong with it."""
    for name, command in commands():
        for place in places(command):
            use = USES.get(f"{name} {place}", USES[place])
            for wrong in WRONGS[use]:
                if (name, wrong.name) not in FINE:
                    yield Case(_words(name, place, wrong.name), use, wrong)


def _words(name: str, place: str, given: str) -> tuple[str, ...]:
    before = [] if name == "PATH" else name.split()
    if place in CALLED[name]:
        return (
            *before,
            *({place: given}.get(word, RIGHT.get(word, word)) for word in CALLED[name]),
        )
    right = [RIGHT.get(word, word) for word in CALLED[name]]
    more = [place, given] if place.startswith("--") else [given]
    return (*before, *right, *more)
