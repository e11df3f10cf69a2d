"""digest.workflow.receipts: at once the first time, then together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.model.ledger import Delivery, InboxState
from digest.model.replies import Replies
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, message, words
from tests.workflow.test_gather import ROW, table

TWO = (ROW, "| P2 | Write the runbook | @priya | 2026-11-25 | In progress |")


# For what the other database is asked in other words.
BOTH = pytest.mark.parametrize("backend", ["sqlite", "postgresql"])


@pytest.fixture
def backend() -> str:
    """Stay on one database where nothing differs between them."""
    return "sqlite"


@pytest.fixture
def told(at_work: Company) -> Company:
    patient = replace(at_work.world.installation, replies=Replies())
    at_work.world = replace(at_work.world, installation=patient)
    at_work.write("a.md", table(*TWO))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def received(told: Company, *typed: str) -> list[Delivery]:
    """Have answers received, one after the other, and return the receipts there are."""
    for each in typed:
        told.clock.forward(seconds=5)
        told.reply(told.post.to("priya")[0], each)
        receive(told.world)
    deliver(told.world)
    return [d for d in told.post.offered if d.kind == "receipt"]


@BOTH
def test_the_first_comes_at_once_and_later_ones_share_the_next(told):
    assert len(received(told, "1 done", "2 done", "1 reopen")) == 1

    told.clock.forward(minutes=2)
    receive(told.world)
    deliver(told.world)
    both = [d for d in told.post.offered if d.kind == "receipt"][1:]
    assert len(both) == 1
    assert {"You wrote: 2 done", "You wrote: 1 reopen"} <= {
        line.strip() for line in words(both[0]).splitlines()
    }


def test_after_a_pause_a_receipt_comes_at_once_again(told):
    received(told, "1 done")
    told.clock.forward(minutes=10)

    assert len(received(told, "2 done")) == 2


def test_how_long_they_are_gathered_is_a_setting(told):
    hasty = replace(told.world.installation, replies=Replies(coalesce=timedelta(seconds=1)))
    told.world = replace(told.world, installation=hasty)

    assert len(received(told, "1 done", "2 done")) == 2


def test_a_receipt_takes_answers(told):
    (receipt,) = received(told, "1 done")
    told.reply(receipt, "#1 reopen")
    receive(told.world)

    assert told.text("a.md") == table(ROW.replace("Not started", "Open"), TWO[1]) or (
        "Not started" in told.text("a.md")
    )


@pytest.mark.parametrize("typed", ["Thanks!", "Thank you, great work", "ok"])
def test_thanks_get_no_receipt(told, typed):
    assert received(told, typed) == []


def test_what_was_not_understood_comes_with_what_is(told):
    (receipt,) = received(told, "#1 blokced")

    assert "#1 blokced" in words(receipt)
    assert "#3 done" in words(receipt)


def test_help_is_sent_once_a_day(told):
    received(told, "help", "help\n\nplease")
    mails = [d for d in told.post.offered if d.kind == "help"]

    assert len(mails) == 1
    assert "#3 due 4 Dec because" in words(mails[0])
    assert message(mails[0])["Auto-Submitted"] == "auto-replied"


def test_the_receipt_tells_how_to_take_it_back(told):
    (receipt,) = received(told, "1 done")

    assert "https://digest.northbeam.example/r/" in words(receipt)


def test_who_writes_without_a_reply_address_is_told_how_to_answer_once_a_day(told):
    for count in range(2):
        entry = told.reply(told.post.to("priya")[0], f"done {count}")
        told.world.store.settle(entry.id, InboxState.IGNORED)
        other = replace(
            entry, id=f"{count}" * 64, message_id="", recipients=("x@else.example",)
        )
        told.world.store.accept(other)
        receive(told.world)
    deliver(told.world)

    assert [d.kind for d in told.post.to("priya")] == ["digest", "help"]
