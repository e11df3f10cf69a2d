from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from digest.cli import showing
from digest.markdown.document import read
from digest.settings.vocabulary import load
from tests.conftest import Golden

CASES = Path(__file__).parents[1] / "cases" / "markdown" / "reading" / "guide"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_each_form_of_the_guide_is_shown_with_what_it_means(case: Path, golden: Golden):
    shown = StringIO()
    document = read(case.read_bytes(), path=case.name, vocabulary=load())

    showing.show(document, Console(file=shown, width=120, highlight=False))

    golden(case.with_suffix(".txt"), shown.getvalue().encode())


def test_a_fact_that_an_update_tells_is_told_once():
    shown = StringIO()
    text = b"# Blocker: x\n\n**Impact**: all waits\n\n**Tried**:\n\n- a - b\n"

    document = read(text, path="a.md", vocabulary=load())
    showing.show(document, Console(file=shown, width=120))

    assert shown.getvalue().count("all waits") == 1
