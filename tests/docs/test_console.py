"""What README and docs have their reader type is run, and what they show is what is printed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.console import Command, File, like, steps
from tests.docs.pages import PAGES, ROOT
from tests.docs.terminal import Terminal, open_terminal, stays

# What the reader of any page is told to have: settings and documents of a company.
GROUND = ROOT / "tests" / "cases" / "docs"
WALKS = [path for path in PAGES if any(isinstance(step, Command) for step in steps(path))]


@pytest.fixture
def terminal(tmp_path: Path, page: Path) -> Iterator[Terminal]:
    opened = open_terminal(tmp_path, page.read_text())
    shutil.copytree(GROUND, tmp_path / "place", dirs_exist_ok=True)
    yield opened
    opened.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", WALKS, ids=lambda path: path.name)
def test_a_page_can_be_followed(terminal: Terminal, page: Path):
    for step in steps(page):
        if isinstance(step, File):
            terminal.write(step.name, step.text)
            continue
        shown = like(step.prints) if step.prints is not None else None
        code, told = terminal.run(step.text, shown)
        as_shown = not shown or (shown.match if stays(step.text) else shown.fullmatch)(told)

        assert code in fine(step), f"{page.name}:{step} exits with {code}:\n{told}"
        assert as_shown, f"{page.name}:{step} prints\n{told}"


def fine(step: Command) -> tuple[int, ...]:
    """Return the exit codes a reader may meet: our own 1 means that something was found."""
    if stays(step.text):
        return (0, 130)
    return (0, 1) if step.text.startswith(("digest ", ".venv/bin/digest ")) else (0,)
