"""Calendars of a running service: files follow what changes, and no log holds an address."""

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest.supervise.ports import free_port
from digest.tokens import well_formed
from digest.web.rates import PER_MINUTE
from tests.cli.service import asked, environment, started, until

pytestmark = [pytest.mark.enable_socket, pytest.mark.timeout(120)]
SETTINGS = """\
from = "Northbeam <digest@northbeam.example>"
smtp = "smtp://127.0.0.1:{relay}"
public_url = "https://digest.northbeam.example"
state = "state"

[web]
port = {port}

[calendar]
folder = "published"

[sources.docs]
path = "docs"

[people.priya]
name = "Priya Nair"
mail = "priya@northbeam.example"
"""
NOTES = "# Notes\n\n## Action items\n\n- [ ] Priya Nair: rotate the keys - Due: {day}\n"
TODAY = datetime.fromtimestamp(time.time(), UTC).date()
SOON, LATER = TODAY + timedelta(days=9), TODAY + timedelta(days=19)
UNKNOWN = "q" * 32


def command(place: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        (sys.executable, "-m", "digest.cli", *words),
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
        env=environment(DIGEST_LOG_LEVEL="debug"),
    )
    with (place / "commands").open("a") as said:
        said.write(done.stderr)
    return done.stdout


def addresses(place: Path) -> dict[str, str]:
    """Return the paths of priya's calendars by their names."""
    found = json.loads(command(place, "feeds", "list", "priya", "--json"))
    return {one["name"]: "/c/" + one["url"].rpartition("/")[2] for one in found}


def write(place: Path, day: date) -> None:
    (place / "docs" / "notes.md").write_text(NOTES.format(day=day))


def shows(file: Path, day: date) -> bool:
    return file.exists() and f"{day:%Y%m%d}".encode() in file.read_bytes()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    relay, _ = free_port("127.0.0.1", 0)  # where nobody answers
    port, _ = free_port("127.0.0.1", 0, taken={relay})
    (tmp_path / "digest.toml").write_text(SETTINGS.format(port=port, relay=relay))
    (tmp_path / "docs").mkdir()
    write(tmp_path, SOON)
    return tmp_path


def test_files_follow_what_changes_and_no_address_is_written_down(place: Path):
    with started(place, DIGEST_LOG_LEVEL="debug") as up:
        up.ready()
        web = int(re.findall(r"ready: http://127.0.0.1:(\d+)", up.said())[0])
        old = _follows(place)
        _answers(place, web, old)
        new = _rotates(place, web, old)
        command(place, "backup", str(place / "copy.tar.gz"))
        up.stop()

    said = up.said() + up.said("err") + (place / "commands").read_text()
    assert "calendars written" in said
    assert [path for path in (old, new, f"/c/{UNKNOWN}") if path[3:35] in said] == []


def _follows(place: Path) -> str:
    """The worker writes the files, and again when a date in the markdown moves."""
    until((place / "published").exists)
    path = addresses(place)["person:priya"]
    file = place / "published" / path[1:]
    until(lambda: shows(file, SOON))
    write(place, LATER)
    until(lambda: shows(file, LATER))
    return path


def _answers(place: Path, web: int, path: str) -> None:
    file = place / "published" / path[1:]
    with urllib.request.urlopen(f"http://127.0.0.1:{web}{path}", timeout=5) as answer:
        assert answer.read() == file.read_bytes()
    assert well_formed(UNKNOWN)
    assert asked(web, f"{path}?kind=nonsense") == 400
    assert asked(web, f"/c/{UNKNOWN}.ics") == 404
    many = (asked(web, f"/c/{UNKNOWN}.ics") for _ in range(9 * PER_MINUTE))
    assert 429 in many  # the first ends it: the count begins anew with each minute


def _rotates(place: Path, web: int, old: str) -> str:
    command(place, "feeds", "rotate", "priya", "person:priya")
    new = addresses(place)["person:priya"]
    until((place / "published" / new[1:]).exists)
    until(lambda: not (place / "published" / old[1:]).exists())
    assert new != old
    until(lambda: asked(web, new) == 200)
    until(lambda: asked(web, old) == 410)
    return new
