"""The command as a person calls it: words in, exit code and what was said out."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from digest.cli import main
from tests.logs.capture import restored

SETTINGS = """\
from = "Northbeam Follow-ups <digest@northbeam.example>"
smtp = "smtp://127.0.0.1:9"
public_url = "https://digest.northbeam.example"
state = "state"

[sources.docs]
path = "docs"

[people.priya]
name = "Priya Nair"
mail = "priya@northbeam.example"
zone = "Pacific/Auckland"

[people.mei]
name = "Mei Tanaka"
mail = "mei@northbeam.example"

[teams.identity]
name = "Identity"
members = ["priya", "mei"]
"""
NOTES = """\
---
tags: [login, keys]
---
# Notes

## Action items

- [ ] Priya Nair: rotate the keys - Due: 2026-12-01
- [ ] Mei Tanaka: write the runbook - Due: 2026-12-04
"""


@dataclass(frozen=True)
class Told:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and one document, in which commands are run."""
    for name in ("DIGEST_CONFIG", "DATABASE_URL", "REDIS_URL", "DIGEST_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.toml").write_text(SETTINGS)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "notes.md").write_text(NOTES)
    return tmp_path


@pytest.fixture
def run(
    place: Path,  # noqa: ARG001 - commands find their settings there
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Run:
    def ran(*words: str) -> Told:
        monkeypatch.setattr(sys, "argv", ["digest", *words])
        with restored(), pytest.raises(SystemExit) as ended:
            main()
        logs = logging.getLogger().handlers  # a log's stream ends with its process
        logs[:] = [one for one in logs if type(one) is not logging.StreamHandler]
        out, err = capsysbinary.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Told(code, out.decode(), err.decode())

    return ran
