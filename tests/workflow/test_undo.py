"""Undo: what a reply changed is taken back by a reply or a link, and nothing else."""

from datetime import timedelta

import pytest

from digest.model.ledger import Delivery
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, words
from tests.workflow.test_gather import ROW, table

TWO = (ROW, "| P2 | Write the runbook | @priya | 2026-11-25 | In progress |")
BEFORE = table(*TWO)


# For what the other database is asked in other words.
BOTH = pytest.mark.parametrize("backend", ["sqlite", "postgresql"])


@pytest.fixture
def backend() -> str:
    """Stay on one database where nothing differs between them."""
    return "sqlite"


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", BEFORE)
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def receipts(told: Company) -> list[Delivery]:
    deliver(told.world)
    return [d for d in told.post.offered if d.kind == "receipt"]


def reply(told: Company, to: Delivery, typed: str) -> str:
    """Answer a mail a while later, have it received, and return the document."""
    told.clock.forward(minutes=5)
    told.reply(to, typed, id=f"<{told.clock.at.timestamp()}@client.example>")
    receive(told.world)
    return told.text("a.md")


def answered(told: Company, typed: str) -> str:
    return reply(told, told.post.to("priya")[0], typed)


@BOTH
def test_undo_in_answer_to_the_receipt_puts_every_byte_back(told):
    answered(told, "1 blocked: no access\n1 due 4 Dec\n2 done\n1 note: who knows")

    assert reply(told, receipts(told)[-1], "undo") == BEFORE
    assert "was 2026-12-04" in words(receipts(told)[-1])


@BOTH
def test_undo_in_answer_to_the_digest_takes_the_last_reply_back(told):
    once = answered(told, "2 done")
    answered(told, "1 done")

    assert answered(told, "undo") == once
    assert answered(told, "undo") == BEFORE


def test_one_item_alone_can_be_taken_back(told):
    answered(told, "1 done\n2 done")

    assert answered(told, "#1 undo") == table(ROW, TWO[1].replace("In progress", "Done"))


def test_an_undo_can_be_undone(told):
    after = answered(told, "1 done")
    reply(told, receipts(told)[-1], "undo")

    assert reply(told, receipts(told)[-1], "undo") == after


def test_a_second_undo_finds_nothing(told):
    answered(told, "1 done")
    (receipt,) = receipts(told)
    reply(told, receipt, "undo")

    assert reply(told, receipt, "undo please") == BEFORE
    assert "nothing to undo" in words(receipts(told)[-1]).lower()


def test_what_changed_since_stays_and_is_shown(told):
    answered(told, "1 done")
    told.write("a.md", told.text("a.md").replace("| Done |", "| Cancelled |"))
    gather(told.world, "docs")

    assert "| Cancelled |" in reply(told, receipts(told)[-1], "undo")
    assert "It was changed since" in words(receipts(told)[-1])


def test_where_only_another_cell_changed_the_field_is_put_back(told):
    answered(told, "2 due 4 Dec")
    told.write("a.md", told.text("a.md").replace("| P2 |", "| P1 |"))
    gather(told.world, "docs")

    text = reply(told, receipts(told)[-1], "undo")
    assert text == BEFORE.replace("| P2 |", "| P1 |")


def test_an_undo_comes_too_late_after_a_week(told):
    answered(told, "1 done")
    (receipt,) = receipts(told)
    told.clock.forward(days=8)

    assert "| Done |" in reply(told, receipt, "undo")
    assert "for 7 days" in words(receipts(told)[-1])


def test_an_item_said_not_to_be_mine_goes_to_the_lead(told):
    answered(told, "1 not mine")
    told.clock.at += timedelta(days=7)
    gather(told.world, "docs")
    publish(told.world)
    deliver(told.world)

    leads, own = (words(told.post.to(who)[-1]) for who in ("mei", "priya"))
    assert "Rotate the keys" in leads.partition("Needs an owner")[2]
    assert "Rotate the keys" not in own
    assert told.text("a.md") == BEFORE


def test_not_mine_is_undone_too(told):
    answered(told, "1 not mine")
    reply(told, receipts(told)[-1], "undo")

    (choice,) = told.world.store.item_choices("priya")
    assert choice.not_mine is None
