"""Colours and progress: on terminals that want them, and nowhere else."""

import os
import pty
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.warm import Command, ran

COLOUR = re.compile(r"\x1b\[[\d;]*m")
HUE = re.compile(r"\x1b\[(?:\d+;)*(?:3|4|9|10)\d")  # bold and dim are no colours
MOVES = re.compile(r"\x1b\[[\d;?]*[A-KhlJ]|\r(?!\n)")
PRIYA = ("--for", "Priya Nair", "--as-of", "2026-11-30")
COLOURED = [
    *(("check",), ("read", "docs"), ("lint", "docs"), ("lint", "--explain", "DG101"), (".",)),
    *(("preview", "docs", *PRIYA), ("init", "docs", "--yes")),
]
WITHOUT, DUMB = COLOURED[1::2], COLOURED[::2]  # a process each: what decides is in one place


def shown(place: Path, *words: str, **environment: str) -> str:
    """Return what a terminal gets of a command, from either of its outputs."""
    screen, theirs = pty.openpty()
    around = {"PATH": os.environ["PATH"], "HOME": str(place), **environment}
    with ThreadPoolExecutor() as reading:
        told = reading.submit(_read, screen)
        code = ran(Command(words, place, Path(os.ttyname(theirs)), around))
        os.close(theirs)
    os.close(screen)
    assert code in (0, 1), told.result()
    return told.result().decode()


def _read(screen: int) -> bytes:
    told = b""
    with suppress(OSError):  # the end of a terminal
        while piece := os.read(screen, 65536):
            told += piece
    return told


@pytest.fixture
def vague(place: Path) -> Path:
    """The folder of settings, with a document that gets findings."""
    (place / "docs" / "more.md").write_text("# Meeting\n\n- [ ] Improve monitoring\n")
    return place


@pytest.mark.parametrize("words", COLOURED, ids=" ".join)
def test_a_terminal_gets_colours(vague: Path, words):
    assert COLOUR.search(shown(vague, *words, TERM="xterm-256color"))


@pytest.mark.parametrize("words", WITHOUT, ids=" ".join)
def test_no_color_is_respected(vague: Path, words):
    assert not HUE.search(shown(vague, *words, TERM="xterm-256color", NO_COLOR="1"))


@pytest.mark.parametrize("words", DUMB, ids=" ".join)
def test_a_dumb_terminal_gets_plain_text(vague: Path, words):
    told = shown(vague, *words, TERM="dumb")

    assert not COLOUR.search(told)
    assert not MOVES.search(told)


@pytest.mark.parametrize("words", COLOURED, ids=" ".join)
def test_a_pipe_gets_plain_text(run, vague, words):  # noqa: ARG001 - the folder
    told = run(*words)

    assert not COLOUR.search(told.out + told.err)
    assert not MOVES.search(told.out + told.err)


MANY = [(".",), ("lint", "many"), ("preview", "many", *PRIYA)]


@pytest.mark.parametrize("words", MANY, ids=" ".join)
def test_who_waits_sees_how_far_it_is(place: Path, words):
    (place / "many").mkdir()
    for number in range(120):
        (place / "many" / f"{number}.md").write_text(
            f"# M\n\n- [ ] Priya Nair: part {number}\n"
        )

    assert re.search(r"\d+(?:/120| of 120|/121)", shown(place, *words, TERM="xterm"))
