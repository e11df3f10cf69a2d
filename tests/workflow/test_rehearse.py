"""digest.workflow.rehearse: what would become of a message, and nothing is written."""

from dataclasses import replace

import pytest

from digest.store import SqlStore, consult_store
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.rehearse import Rehearsed, rehearse
from tests.workflow.company import HOST, Company
from tests.workflow.test_gather import ROW, table


@pytest.fixture
def backend() -> str:
    """Stay on one database: nothing here differs between them."""
    return "sqlite"


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def tried(told: Company, typed: str, **how: str) -> Rehearsed:
    """Rehearse an answer to the digest in a store that is only asked."""
    entry = told.reply(told.post.to("priya")[0], typed, **how)
    assert isinstance(told.world.store, SqlStore)
    asked = consult_store(str(told.world.store.database.url))
    try:
        return rehearse(replace(told.world, store=asked), entry)
    finally:
        asked.close()


def test_commands_are_told_with_the_diff_and_nothing_is_written(told):
    found = tried(told, "#1 blocked: no key\n#1 due 4 Dec\nstop\n#1 blokced")

    assert (found.disposition, found.person) == ("apply", "priya")
    assert [(c["item"], c["verb"], c["value"]) for c in found.commands] == [
        (1, "status", "blocked: no key"),
        (1, "due", "2026-12-04"),
        (None, "stop", ""),
    ]
    assert found.problems[0].startswith("#1 blokced: ")
    assert "+| P1 | Rotate the keys | @priya | 2026-12-04 | Blocked (no key) |" in found.diff
    assert told.text("a.md") == table(ROW)
    assert told.world.store.choices("priya", now=told.clock.now()).unsubscribed == ()


@pytest.mark.parametrize(
    ("how", "disposition"),
    [
        ({"proof": "x; none"}, "hold"),
        ({"proof": f"{HOST}; dmarc=fail"}, "reject"),
        ({"author": "jonas@northbeam.example"}, "hold"),
    ],
)
def test_who_may_not_command_is_held_or_rejected(told, how, disposition):
    found = tried(told, "#1 done", **how)

    assert (found.disposition, found.diff) == (disposition, "")
    assert [c["line"] for c in found.commands] == ["#1 done"]


def test_what_would_be_refused_is_a_problem(told):
    assert tried(told, "#7 done").problems == ("#7 done: that mail has no #7; it has #1",)
