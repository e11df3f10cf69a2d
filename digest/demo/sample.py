"""A small company to try the service on: two sources with four weeks of history, and settings.

The texts stand in `sample/`, with days counted from the day of the demo.  This module writes
them down; it knows nothing of how they are read.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from digest.demo.days import fill
from digest.demo.history import Commit, Edit, commit_all

TEXTS = Path(__file__).with_name("sample")
SETTINGS = ("digest.toml", "people.toml")


@dataclass(frozen=True)
class Sample:
    """Where the sample was written."""

    root: Path
    settings: Path  # digest.toml
    updates: Path  # a folder
    postmortems: Path  # a bare git repository


@dataclass(frozen=True)
class Addresses:
    """Where the parts of this start listen, as the settings write it."""

    smtp: str = "smtp://127.0.0.1:2526"
    inbound_smtp: str = "127.0.0.1:2525"
    inbound_lmtp: str = "127.0.0.1:2524"
    web_port: int = 8000
    authserv_id: str = "mx.northbeam.example"


def write(root: Path, today: date, addresses: Addresses = Addresses()) -> Sample:
    """Write the company of Northbeam under `root`, as it stands on `today`.

    The same day gives the same bytes and the same commits.  `root` must not hold a sample yet.
    """
    plan = tomllib.loads((TEXTS / "history.toml").read_text(encoding="utf-8"))
    sample = Sample(root, root / "digest.toml", root / "updates", root / "postmortems.git")
    _write_updates(sample.updates, plan["updates"], today)
    commit_all(sample.postmortems, _commits(plan["commits"], today))
    write_settings(root, today, addresses)
    return sample


def write_settings(root: Path, today: date, addresses: Addresses, texts: Path = TEXTS) -> None:
    """Write the settings of a start: where everything listens, and digests due today."""
    for name in SETTINGS:
        text = (texts / name).read_text(encoding="utf-8")
        for key, value in vars(addresses).items():
            text = text.replace("{" + key + "}", str(value))
        (root / name).write_text(fill(text, today), encoding="utf-8")


def _write_updates(folder: Path, files: Iterable[Mapping[str, str]], today: date) -> None:
    for file in files:
        path = folder / fill(file["path"], today)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fill(_text(file["from"]), today).encode())
        written = datetime.fromisoformat(
            f"{fill(file['day'], today)}T16:30:00+00:00"
        ).timestamp()
        os.utime(path, (written, written))


def _commits(plan: Iterable[Mapping[str, Any]], today: date) -> Iterable[Commit]:
    for step in plan:
        added = [
            (fill(a["path"], today), fill(_text(a["from"]), today)) for a in step.get("add", ())
        ]
        edits = [
            Edit(*(fill(edit[key], today) for key in ("path", "old", "new")))
            for edit in step.get("edit", ())
        ]
        day, clock = step["at"].split(" ")
        yield Commit(
            author=step["author"],
            at=f"{fill('{' + day + '}', today)}T{clock}:00+00:00",
            subject=step["subject"],
            added={path: _with_newlines(text, step) for path, text in added},
            edits=tuple(edits),
        )


def _with_newlines(text: str, step: Mapping[str, Any]) -> bytes:
    return text.replace("\n", "\r\n" if step.get("newline") == "crlf" else "\n").encode()


def _text(name: str) -> str:
    return (TEXTS / name).read_text(encoding="utf-8")
