"""digest.workflow: who lost the right to read or change loses it at once, by every way in."""

from dataclasses import replace

import pytest

from digest.model.installation import SourcePolicy
from digest.model.ledger import InboxEntry, InboxState
from digest.store import SqlStore
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, installation, words
from tests.workflow.test_gather import ROW, table


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def receipt(told: Company) -> str:
    deliver(told.world)
    return words(next(d for d in told.post.offered if d.kind == "receipt"))


def test_who_may_not_read_it_any_more_changes_nothing_and_learns_nothing(told):
    sources = {"docs": SourcePolicy("docs", readers=("jonas",), write_back=True)}
    world = replace(told.world, installation=installation(sources=sources))
    told.write(
        "a.md", table(ROW.replace("Rotate the keys", "Rotate the keys after the breach"))
    )
    told.reply(told.post.offered[0], "#1 done")
    receive(world)

    assert "Done" not in told.text("a.md")
    assert "breach" not in receipt(told)


def test_permission_is_asked_of_the_text_that_is_changed(told):
    told.write("a.md", table(ROW.replace("@priya", "@jonas")).replace("Mei Tanaka", "Max"))
    now = told.clock.now()
    told.world.store.claim_source("docs", owner="x", until=now.replace(hour=9), now=now)
    told.reply(told.post.offered[0], "#1 done")
    receive(told.world)

    assert "Done" not in told.text("a.md")
    assert "Jonas Weber" in receipt(told)


def test_a_leaked_reply_address_asks_its_person_three_times_a_day_at_most(told):
    for n in range(8):
        told.reply(
            told.post.offered[0], f"#1 blocked: {n}", proof="x; none", id=f"<{n}@x.example>"
        )
    receive(told.world)
    deliver(told.world)

    assert len([d for d in told.post.offered if d.kind == "confirm"]) == 3


def test_a_failed_proof_is_rejected_whoever_it_claims_to_be(told):
    forged = "mx.northbeam.example; dmarc=fail header.from=evil.example"
    told.reply(told.post.offered[0], "#1 done", author="x@evil.example", proof=forged)
    receive(told.world)

    assert told.world.store.arrivals()[0].state is InboxState.REJECTED


def test_a_successor_can_answer_for_what_they_took_over(at_work):
    directory = at_work.world.installation.directory
    gone = replace(directory.people["mei"], left=True, successor="jonas")
    people = {**directory.people, "mei": gone}
    world = replace(
        at_work.world, installation=installation(directory=replace(directory, people=people))
    )
    at_work.write("a.md", table(ROW.replace("@priya", "@mei")).replace("Mei Tanaka", "Max"))
    gather(world, "docs")
    publish(world)
    deliver(world)
    at_work.reply(at_work.post.to("jonas")[0], "#1 done")
    receive(world)

    assert "| Done |" in at_work.text("a.md")


DSN = """Return-Path: <>
From: mailer-daemon@relay.example
To: {to}
Subject: Undelivered
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; priya@northbeam.example
Action: failed
Status: {status}

--b--
"""


@pytest.mark.parametrize(("status", "suspended"), [("5.1.1", True), ("4.2.2", False)])
def test_an_address_that_is_gone_gets_no_more_mail(told, status, suspended):
    to = told.post.offered[0].envelope_sender
    raw = DSN.format(to=to, status=status).replace("\n", "\r\n").encode()
    told.world.store.accept(InboxEntry("d" * 64, "", raw, "", (to,), told.clock.now()))
    receive(told.world)

    assert told.world.store.choices("priya", now=told.clock.now()).suspended is suspended


class Dying(SqlStore):
    """A store whose worker is gone before it can say what it wrote."""

    def record_outcome(self, *_: object) -> None:
        raise ValueError("the worker is gone")


def test_a_worker_that_died_after_writing_still_says_what_it_wrote(told):
    told.reply(told.post.offered[0], "#1 done")
    receive(replace(told.world, store=Dying(told.world.store.database)))
    told.clock.forward(minutes=2)
    receive(told.world)

    assert "Not started" in receipt(told)
