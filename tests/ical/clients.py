"""khal, vdirsyncer and todoman as somebody has them, in a folder of their own."""

import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from starlette.types import ASGIApp

_INSTALLED = Path(__file__).parents[2] / "var" / "ci" / "calendars" / "bin"  # by .ci/run
_SYNC = """[general]
status_path = "{root}/status"
[pair subscription]
a = "address"
b = "copies"
collections = null
conflict_resolution = "a wins"
[storage address]
type = "http"
url = "{url}"
[storage copies]
type = "filesystem"
path = "{root}/copies"
fileext = ".ics"
[pair file]
a = "feed"
b = "events"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "singlefile"
path = "{root}/feed.ics"
[storage events]
type = "filesystem"
path = "{root}/events"
fileext = ".ics"
"""
_KHAL = """[calendars]
[[{name}]]
path = {root}/{name}
[sqlite]
path = {root}/{name}.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
_TODO = """path = "{root}/events"
date_format = "%Y-%m-%d"
cache_path = "{root}/todo.db"
"""


@dataclass(frozen=True)
class Clients:
    """A subscription at an address, and beside it a copy of the file with its UIDs.

    vdirsyncer gives what it reads from an address UIDs of its own.
    """

    root: Path

    @classmethod
    def at(cls, root: Path, url: str) -> "Clients":
        """Set them up for an address; skip where one is not installed."""
        told = cls(root)
        for name in ("khal", "vdirsyncer", "todo"):
            told.program(name)
        for folder in ("copies", "events"):
            (root / folder).mkdir()
        (root / "sync.conf").write_text(_SYNC.format(root=root, url=url))
        (root / "todo.py").write_text(_TODO.format(root=root))
        for name in ("copies", "events"):
            (root / f"{name}.conf").write_text(_KHAL.format(root=root, name=name))
        return told

    def program(self, name: str) -> str:
        found = shutil.which(name, path=f"{_INSTALLED}:{os.environ.get('PATH', '')}")
        if not found:
            pytest.skip(f"{name} is not installed; .ci/run does it")
        return found

    def run(self, name: str, *words: str, typed: str = "") -> str:
        ran = subprocess.run(  # noqa: S603 - a program of theirs with words of ours
            [self.program(name), *words],
            input=typed,
            env=os.environ | {"HOME": str(self.root), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def sync(self, raw: bytes) -> list[str]:
        """Synchronise with the address, and with these bytes; return what was done to items."""
        (self.root / "feed.ics").write_bytes(raw)
        conf = ("-c", str(self.root / "sync.conf"))
        if not (self.root / "status").exists():
            self.run("vdirsyncer", *conf, "discover", typed="y\n" * 4)
        told = self.run("vdirsyncer", "-v", "DEBUG", *conf, "sync")
        return re.findall(r"(?:Copying|Deleting).*", told)

    def events(self, folder: str) -> dict[str, tuple[str, str]]:
        """Return day and title of every event that khal shows of a folder, by UID."""
        conf, form = str(self.root / f"{folder}.conf"), "{uid}\t{start-date}\t{title}"
        told = ("--day-format", "", "--format", form, "2026-01-01", "800d")
        lines = self.run("khal", "-c", conf, "list", *told).splitlines()
        parts = [line.split("\t") for line in lines if line]
        return {uid: (day, title) for uid, day, title in parts}

    def todos(self) -> set[tuple[str, bool]]:
        """Return the title of every to-do that todoman shows, and whether it has a day."""
        conf = str(self.root / "todo.py")
        told = self.run("todo", "-c", conf, "--porcelain", "list", "--status", "ANY")
        return {(one["summary"], one["due"] is not None) for one in json.loads(told)}


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application on this machine, and return its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, lifespan="off", access_log=False, log_level="error")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
