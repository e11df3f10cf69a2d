"""A mailbox that a team shares: answers from it act as the team, and for nobody else."""

from dataclasses import replace

import pytest

from digest.model.directory import Directory
from digest.model.ledger import InboxState
from digest.store import SqlStore
from digest.workflow.claims import claimable
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import DIRECTORY, Company, company

HEAD = "# Gate meeting, 20 November 2026\n\n## Action Items\n\n"
OWN, SHARED = "- [ ] Oil the gate - @priya\n", "- [ ] Paint the gate - @identity\n"
MAILBOX = "identity@northbeam.example"
_TEAM = replace(DIRECTORY.teams["identity"], mail=MAILBOX)


@pytest.fixture
def told(store: SqlStore, tmp_path) -> Company:
    directory = Directory(DIRECTORY.people, {"identity": _TEAM})
    work = company(store, tmp_path / "docs", directory=directory)
    work.write("a.md", HEAD + OWN + SHARED)
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)
    return work


def answered(told: Company, typed: str, who: str = "priya") -> tuple[str, InboxState]:
    """Answer a digest from the shared mailbox; return the items and what became of the mail."""
    entry = told.reply(told.post.to(who)[0], typed, author=MAILBOX)
    receive(told.world)
    after = told.world.store.received(entry.id)
    assert after
    return told.text("a.md").removeprefix(HEAD), after.state


def test_what_the_team_owns_is_changed(told):
    text, state = answered(told, "#1 done\n#2 done")

    assert text == OWN + SHARED.replace("[ ]", "[x]")
    assert state is InboxState.APPLIED


def test_without_proof_nothing_is(told):
    told.reply(told.post.to("priya")[0], "#2 done", author=MAILBOX, proof="x; none")
    receive(told.world)

    assert told.text("a.md") == HEAD + OWN + SHARED


@pytest.mark.parametrize("typed", ["stop", "#2 later 2 weeks", "undo"])
def test_what_is_a_persons_own_is_held(told, typed):
    assert answered(told, typed) == (OWN + SHARED, InboxState.HELD)


def test_nobody_can_confirm_it_as_theirs(told):
    entry = told.reply(told.post.to("priya")[0], "stop", author=MAILBOX)
    receive(told.world)
    held = told.world.store.received(entry.id)

    assert held
    assert not claimable(told.world, held, DIRECTORY.people["priya"])
