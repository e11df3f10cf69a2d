"""Sending: one look at a relay that is down, a mark for each message, nothing stale."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest.errors import Transient
from digest.model.ledger import Delivery, DeliveryState
from digest.ports import NotSent, Sent
from digest.workflow import circuit
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.fakes.smtp import Answer, Postbox, Told
from tests.workflow.company import Company, message, words
from tests.workflow.test_gather import ROW, table

MORE = ROW.replace("Rotate the keys", "Page nobody")


@pytest.fixture
def owed(at_work: Company) -> Company:
    """A digest for priya that is queued."""
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    publish(at_work.world)
    return at_work


UNWANTED: dict[str, Callable[[Company], object]] = {
    "unsubscribed": lambda work: work.world.store.unsubscribe("priya", "digest"),
    "paused": lambda work: work.world.store.pause("priya", date(2026, 12, 24)),
    "the address bounced": lambda work: work.world.store.suspend(
        "priya", at=work.clock.now(), why="5.1.1"
    ),
}


@pytest.mark.parametrize("reason", UNWANTED)
def test_who_wants_no_mail_any_more_gets_none_that_was_made_before(owed: Company, reason: str):
    UNWANTED[reason](owed)

    assert (deliver(owed.world).sent, owed.post.asked) == (0, 0)
    (one,) = owed.world.store.deliveries()
    assert (one.state, one.last_error) == (DeliveryState.DROPPED, reason)


def test_who_has_left_gets_no_mail_that_was_made_before(owed: Company):
    installation = owed.world.installation
    people = installation.directory.people
    gone = {**people, "priya": replace(people["priya"], left=True)}
    directory = replace(installation.directory, people=gone)
    after = replace(owed.world, installation=replace(installation, directory=directory))

    assert (deliver(after).sent, owed.post.asked) == (0, 0)
    assert [d.last_error for d in after.store.deliveries()] == ["recipient has left"]


def days(work: Company, number: float) -> None:
    """Let days pass while the relay is down and everything else works."""
    work.clock.forward(days=number)
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)


def test_a_relay_that_is_down_is_looked_at_once_a_minute(owed: Company):
    owed.post.closed = "connection refused"
    deliver(owed.world)
    for _ in range(29):
        owed.clock.forward(seconds=4)
        deliver(owed.world)

    assert owed.post.asked == 1
    assert [d.attempts for d in owed.world.store.deliveries()] == [0]
    found = circuit.down(owed.world)
    assert found
    assert found.error == "connection refused"


def test_mail_flows_again_as_soon_as_the_relay_is_back(owed: Company):
    owed.post.closed = "connection refused"
    deliver(owed.world)
    owed.post.closed = ""
    owed.clock.forward(minutes=1)

    assert deliver(owed.world).sent == 1
    assert circuit.down(owed.world) is None


def test_two_that_deliver_do_not_share_the_relay(owed: Company):
    with circuit.turn(owed.world) as mine:
        assert mine
        assert deliver(owed.world).sent == 0
    assert deliver(owed.world).sent == 1


def test_a_worker_that_died_keeps_the_relay_for_seconds_only(owed: Company):
    now = owed.clock.machine()
    ends = now + timedelta(seconds=10)
    owed.world.store.claim_source("relay/turn", owner="dead", until=ends, now=now)
    owed.clock.forward(seconds=11)

    assert deliver(owed.world).sent == 1


class Breaking(Postbox):
    """Takes one message, and is then gone with its process."""

    def send(
        self,
        deliveries: Sequence[Delivery],
        told: Told = lambda _, offers: offers,
        more: Callable[[], Sequence[Delivery]] = lambda: (),
    ) -> list[Answer]:
        del more
        told([Sent(deliveries[0].id, "250 ok")], ())
        raise Transient("the process was killed")


def test_what_was_taken_is_marked_before_the_next_is_offered(at_work: Company):
    at_work.write("a.md", table(ROW, ROW.replace("@priya", "@mei")))
    gather(at_work.world, "docs")
    publish(at_work.world)
    with pytest.raises(Transient):
        deliver(replace(at_work.world, transport=Breaking()))

    states = [d.state for d in at_work.world.store.deliveries()]
    assert sorted(states) == [DeliveryState.QUEUED, DeliveryState.SENT]


def test_a_digest_that_waited_over_the_weekend_is_as_of_monday(owed: Company):
    owed.post.closed = "no route"
    deliver(owed.world)
    owed.write("a.md", table(ROW, MORE))
    days(owed, 3)
    owed.post.closed = ""
    days(owed, 0.01)

    (sent,) = owed.post.to("priya")
    assert "Page nobody" in words(sent)
    assert message(sent)["Date"].datetime > owed.clock.now() - timedelta(hours=1)
    assert sent.message_id == owed.world.store.deliveries()[0].message_id


def test_a_reply_to_a_digest_composed_afresh_means_what_it_shows(owed: Company):
    first = owed.world.store.deliveries()[0].handles
    owed.post.closed = "no route"
    owed.write("a.md", table(MORE, ROW))
    days(owed, 1)
    owed.post.closed = ""
    days(owed, 0.01)

    shown = owed.world.store.deliveries()[0].handles
    assert len(shown) == 2
    assert {number: shown[number] for number in first} == dict(first)


def test_of_two_weeks_without_a_relay_one_digest_tells_all(owed: Company):
    owed.post.closed = "no route"
    days(owed, 7)
    owed.post.closed = ""
    days(owed, 0.5)

    (sent,) = owed.post.to("priya")
    assert sent.subject == "weekly/2026-11-30"
    states = {d.subject: d.state for d in owed.world.store.deliveries()}
    assert states["weekly/2026-11-23"] is DeliveryState.DROPPED


def test_what_a_server_was_offered_stays_as_it_was(owed: Company):
    raw = owed.world.store.deliveries()[0].raw
    owed.post.answer = lambda d: NotSent(d.id, "451 later", permanent=False)
    deliver(owed.world)
    owed.write("a.md", table(ROW, MORE))
    days(owed, 1)

    assert {d.raw for d in owed.post.to("priya")} == {raw}
