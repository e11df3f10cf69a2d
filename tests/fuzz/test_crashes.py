"""What once broke something does not do so again, and the search finds what is there."""

from pathlib import Path

import pytest

from tests.fuzz.hunt import hunt
from tests.fuzz.targets import TARGETS

CRASHES = Path(__file__).parents[1] / "crashes"
KEPT = sorted(path for path in CRASHES.iterdir() if path.suffix != ".md")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_an_input_that_broke_something_does_so_no_more(path: Path):
    TARGETS[path.name.partition("-")[0]].run(path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_a_short_search_finds_nothing(target: str):
    done = hunt(target, seed=1, seconds=2)

    assert done.found == ()
    assert done.tried
