"""digest.workflow.additions: what gateways add is nobody's words."""

from dataclasses import replace

import pytest

from digest.mail.lines import TypedLine
from digest.mail.phrases import fold
from digest.model.ids import checksum
from digest.model.replies import Replies
from digest.workflow.additions import without_additions
from tests.workflow.company import Company

CAUTION = "CAUTION: this mail came from outside, check #links"
BANNER = "This message was sent from outside the company."


@pytest.fixture
def backend() -> str:
    """Stay on one database: nothing here differs between them."""
    return "sqlite"


def left(work: Company, *lines: str) -> list[str]:
    return [one.text for one in without_additions(work.world, [TypedLine(x) for x in lines])]


def test_configured_lines_go(at_work: Company):
    told = Replies(additions=("[EXTERNAL]*", "caution: *"))
    world = replace(
        at_work.world, installation=replace(at_work.world.installation, replies=told)
    )
    at_work.world = world

    assert left(at_work, "[EXTERNAL] Re: x", CAUTION, "#1 done") == ["#1 done"]


def test_what_three_people_sent_is_learned(at_work: Company):
    line = checksum(fold(BANNER).encode())
    for person in ("priya", "mei"):
        at_work.world.store.see_lines(person, [line], at_work.clock.now())
    before = left(at_work, BANNER, "#1 done")
    at_work.world.store.see_lines("jonas", [line], at_work.clock.now())

    assert before == [BANNER, "#1 done"]
    assert left(at_work, BANNER, "#1 done") == ["#1 done"]
