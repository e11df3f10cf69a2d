"""Our feeds before a judge that shares no code with us: the sample's, and hostile ones.

Set DIGEST_SHARED to the folder that holds checks/feed/lint.py; without it these are skipped.
Where RIG_TOP names the programs that its setup.sh installed, these read our feeds too.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli.feed import feed
from digest.cli.gather import gather
from digest.demo import sample
from digest.ical import Choice, Entry, Kind, write
from digest.model.change import TrackedItem
from digest.model.item import ActionItem, Due, Form, Priority, ReadStatus, Status
from digest.render.calendars import head_words, item_words
from digest.render.language import ENGLISH

SHARED = os.environ.get("DIGEST_SHARED")
NOW = datetime(2026, 11, 20, 9, 0, 5, tzinfo=UTC)
HOSTILE = (
    "a\r\nEND:VCALENDAR\x00; b, c\\n \u2028d \ud800\x1b[31m",
    "Überprüfung 🔑 der Schlüssel \u202eRTL " * 40,
    "",
    " \t ",
    'x"y:z;w,v\\',
)

pytestmark = pytest.mark.skipif(not SHARED, reason="DIGEST_SHARED is not set")
Lint = Callable[[bytes], list[str]]


@pytest.fixture
def findings(tmp_path: Path) -> Lint:
    """Return errors and warnings of a feed, one line each."""
    lint = Path(SHARED or "") / "checks" / "feed" / "lint.py"

    def run(raw: bytes) -> list[str]:
        file = tmp_path / "feed.ics"
        file.write_bytes(raw)
        done = subprocess.run(  # noqa: S603 - our own interpreter and a path from the environment
            [sys.executable, str(lint), str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        return [line for line in done.stdout.splitlines() if line[:1] in ("E", "W")]

    return run


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo's sample, gathered."""
    root = tmp_path_factory.mktemp("sample")
    written = sample.write(root, date(2026, 11, 23))
    told = CliRunner().invoke(gather, ["--config", str(written.settings)])
    assert told.exit_code == 0, told.output
    return str(written.settings)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "scope", ["all", "person:priya", "team:identity", "priority:P1", "source:updates"]
)
def test_a_feed_of_the_sample_has_neither_error_nor_warning(settings, findings, scope, kind):
    told = CliRunner().invoke(feed, [scope, "--kind", kind.value, "--config", settings])

    assert told.exit_code == 0
    assert findings(told.stdout_bytes) == []


def hostile(number: int, text: str, status: Status) -> Entry:
    due = Due(text, date(2026, 11, 30), date(2026, 12, 2)) if number % 3 else None
    item = ActionItem(
        text,
        7,
        7,
        Form.TABLE,
        due=due,
        status=ReadStatus(text, status, text),
        priority=Priority(text, "P0" if number % 2 else None),
    )
    tracked = TrackedItem(
        f"id{number}", "pm", text, text, item, NOW, NOW, NOW.date(), 3, 2, closed_at=NOW
    )
    url = "https://x.example/a%20b?c=d;e,f#L7"
    return Entry(tracked, item_words(tracked, text, (text, "Mei"), url, language=ENGLISH))


@pytest.mark.parametrize("kind", Kind)
def test_hostile_text_has_neither_error_nor_warning(findings, kind):
    pairs = [(text, status) for text in HOSTILE for status in Status]
    entries = [hostile(number, *pair) for number, pair in enumerate(pairs)]

    head, choice = head_words(HOSTILE[0], ENGLISH), Choice(kind, done_days=7)
    raw = write(head, entries, choice, today=date(2026, 11, 23))

    assert findings(raw) == []


@pytest.mark.skipif("RIG_TOP" not in os.environ, reason="RIG_TOP is not set")
@pytest.mark.parametrize("scope", ["all", "person:priya", "tag:nothing"])
def test_programs_of_others_read_the_sample_alike(settings, tmp_path, scope):
    file = tmp_path / "feed.ics"
    words = [scope, "--kind", "both", "--out", str(file), "--config", settings]
    CliRunner().invoke(feed, words, catch_exceptions=False)

    check = Path(SHARED or "") / "checks" / "feed" / "check_feed.py"
    done = subprocess.run(  # noqa: S603 - our own interpreter and a path from the environment
        [sys.executable, str(check), str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
