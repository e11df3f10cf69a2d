"""The whole of `digest demo`, walked through by a person with a browser."""

import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from digest.supervise.ports import free_port

pytestmark = [pytest.mark.enable_socket, pytest.mark.timeout(180)]
START_SECONDS, STOP_SECONDS = 60.0, 10.0
ARRIVAL = 30_000  # milliseconds a mail may take on a busy machine


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Run the demo, and stop it as Ctrl-C does."""
    port, _ = free_port("127.0.0.1", 0)
    words = ("demo", "--state", str(tmp_path / "demo"), "--port", str(port))
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(  # noqa: S603
            (sys.executable, "-m", "digest.cli", *words), stdout=log, stderr=log
        )
        try:
            _await(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(STOP_SECONDS)


def _await(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=1).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"{url} does not answer")


def test_a_visitor_walks_through_the_whole_loop(page):
    _read(page)
    _answer(page)
    _answer_as_somebody_else(page)
    _move(page)
    _let_a_week_pass(page)
    _fetch_the_calendar(page)

    expect(page.locator(".step.done")).to_have_count(5)


def _read(page: Page) -> None:
    digest = page.frame_locator("iframe[title='The message as html']")
    overdue = re.compile("overdue")
    expect(digest.get_by_role("heading", level=1)).to_contain_text(overdue, timeout=ARRIVAL)
    expect(page.locator("#letter header")).to_contain_text("Priya Nair")


def _answer(page: Page) -> None:
    page.get_by_role("button", name="Send as Priya Nair").click()

    expect(page.locator("#receipt pre")).to_contain_text("1 change made", timeout=ARRIVAL)
    expect(page.locator("#source .came mark")).to_have_count(1)


def _answer_as_somebody_else(page: Page) -> None:
    page.get_by_role("button", name=re.compile("instead")).click()

    expect(page.locator("#mails .confirm")).to_have_count(1, timeout=ARRIVAL)


def _move(page: Page) -> None:
    page.get_by_role("button", name="Move a due date").click()

    delay = re.compile("^Delay: ")
    expect(page.locator("#letter h2")).to_have_text(delay, timeout=ARRIVAL)
    expect(page.locator("#source")).to_contain_text("Mei Tanaka")


def _let_a_week_pass(page: Page) -> None:
    page.get_by_role("button", name="Next week").click()

    expect(page.locator("#letter h2")).to_have_text(re.compile("overdue"), timeout=ARRIVAL)


def _fetch_the_calendar(page: Page) -> None:
    answer = page.request.get(page.locator("#feed-1").input_value())

    assert answer.status == 200
    assert answer.text().startswith("BEGIN:VCALENDAR")
