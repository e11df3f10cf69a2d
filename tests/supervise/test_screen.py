import io
import json
import os
import pty
import select
import time
from collections.abc import Iterator

import pytest

from digest.logs.choice import Form
from digest.supervise.screen import Screen


class Paper(io.StringIO):
    """A stream that takes ASCII alone."""

    encoding = "ascii"


class Terminal:
    """A pseudo-terminal: what is written to `out` is read back."""

    def __init__(self) -> None:
        self._master, slave = pty.openpty()
        self.out = os.fdopen(slave, "w")

    def shown(self) -> str:
        """Return what was written: a terminal hands it on in pieces."""
        self.out.flush()
        told = b""
        while select.select([self._master], [], [], 0.5)[0]:
            told += os.read(self._master, 65536)
        return told.decode()

    def close(self) -> None:
        self.out.close()
        os.close(self._master)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.close()


def test_names_are_aligned_and_nothing_is_coloured_in_a_file():
    paper = Paper()
    screen = Screen(paper, ["web", "inbound"])
    screen.line("web", "hello")
    screen.say("inbound", "was killed by SIGKILL")
    screen.close()

    assert paper.getvalue() == "web     | hello\ninbound * was killed by SIGKILL\n"


def test_a_child_cannot_drive_the_terminal():
    paper = Paper()
    screen = Screen(paper, ["web"])
    screen.line("web", "a\x1b]0;title\x07b\x9bc é\td")
    screen.close()

    assert paper.getvalue() == "web    | a?]0;title?b?c ?\td\n"


def test_a_terminal_shows_progress_and_colours(terminal):
    screen = Screen(terminal.out, ["web"])
    screen.progress("web", "starting")
    screen.progress("web", "ready after 5 ms", ready=True)
    screen.line("web", "hello")
    screen.close()
    shown = terminal.shown()

    assert "✓" in shown
    assert "\x1b[36mweb" in shown


def test_for_programs_every_line_is_json_and_what_is_json_stays():
    paper, told = Paper(), '{"event": "publish", "process": "worker"}'
    screen = Screen(paper, ["worker", "broker"], form=Form.JSON)
    screen.line("worker", told)
    screen.line("broker", "{Ready} to accept")
    screen.warn("digest", "giving up")
    screen.close()
    first, *others = paper.getvalue().splitlines()

    assert first == told
    assert [(o["process"], o["level"], o["event"]) for o in map(json.loads, others)] == [
        ("broker", "info", "{Ready} to accept"),
        ("digest", "warning", "giving up"),
    ]


def test_a_stream_that_is_gone_stops_nobody():
    paper = Paper()
    screen = Screen(paper, ["web"])
    paper.close()
    screen.line("web", "hello")
    began = time.monotonic()
    screen.close()

    assert time.monotonic() - began < 0.4
