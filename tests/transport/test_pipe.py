"""A real Postfix that runs `digest receive` for each reply, as another user."""

import shutil
import smtplib
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

import digest
from digest.mail.inbound import read
from digest.mail.sender import Verdict, proof
from digest.store import migrate, open_store
from tests.transport.mailhost import TRUSTED, folder, piping

USER = "daemon"  # it may write nowhere, and is there on every machine
AUTHOR = "priya@northbeam.example"
TO = f"reply+{'a' * 32}@reply.northbeam.example"
MAIL = f"From: {AUTHOR}\r\nTo: {TO}\r\nMessage-ID: <1@laptop.example>\r\n\r\n#1 done\r\n"
SETTINGS = """\
from = "Northbeam <digest@northbeam.example>"
smtp = "smtp://localhost"
public_url = "https://digest.northbeam.example"
state = "state"
[inbound]
domain = "reply.northbeam.example"
[sources.docs]
path = "docs"
[people.priya]
name = "Priya Nair"
mail = "priya@northbeam.example"
"""


def interpreter() -> str:
    """Return a Python of this version that another user may run."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    found = (Path(sys.executable).resolve(), Path("/usr/bin") / version)
    for each in found:
        if each.exists() and all(p.stat().st_mode & 0o001 for p in (each, *each.parents)):
            return str(each)
    pytest.skip("no other user may run this Python")


@pytest.fixture
def place() -> Iterator[Path]:
    """An installation whose store another user may not open."""
    with folder("root") as root:
        (root / "docs").mkdir()
        (root / "digest.toml").write_text(SETTINGS)
        (root / "state").mkdir(mode=0o700)
        migrate(f"sqlite:///{root / 'state' / 'digest.db'}")
        paths = f"{Path(digest.__file__).parents[1]}:{sysconfig.get_path('purelib')}"
        words = f"PYTHONPATH={paths} exec {interpreter()} -m digest.cli"
        (root / "digest").write_text(f'#!/bin/sh\n{words} "$@"\n')
        (root / "digest").chmod(0o755)
        yield root


def until(found: Callable[[], bool], log: Path) -> None:
    end = monotonic() + 20
    while not found() and monotonic() < end:
        sleep(0.02)
    assert found(), log.read_text()


def give(root: Path) -> None:
    """Let the user write into the store."""
    for each in (root / "state", *(root / "state").iterdir()):
        shutil.chown(each, USER)


def test_postfix_keeps_what_cannot_be_stored_and_hands_it_over_when_it_can(place: Path):
    with piping(place / "digest", place / "digest.toml", USER) as (smtp, log):
        with smtplib.SMTP("127.0.0.1", smtp, timeout=20) as client:
            client.sendmail(AUTHOR, [TO], MAIL)
        until(lambda: "status=deferred" in log.read_text(), log)
        assert "permission" in log.read_text().lower()
        give(place)
        subprocess.run(["/usr/sbin/postqueue", "-c", str(log.parent), "-f"], check=True)  # noqa: S603
        store = open_store(f"sqlite:///{place / 'state' / 'digest.db'}")
        until(lambda: bool(store.arrivals()), log)
        (entry,) = store.arrivals()

    assert (entry.recipients, entry.envelope_sender) == ((TO,), AUTHOR)
    told = proof(read(entry.raw), author=AUTHOR, authserv_id=TRUSTED, own_received=1)
    assert told.verdict is Verdict.PASS
