"""A relay that is gone, slow and back, in real conversations: nothing is lost or doubled."""

import socket
from dataclasses import replace

import pytest

from digest.model.ledger import Delivery, DeliveryState
from digest.transport.smtp import Relay, SmtpTransport
from digest.workflow import circuit
from digest.workflow.deliver import DeliverReport, deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.transport.relays import Server, running
from tests.workflow.company import Company
from tests.workflow.test_gather import ROW, table

MORE = ROW.replace("Rotate the keys", "Page nobody")
LATER = "450 4.3.2 try again later"


@pytest.fixture
def owed(at_work: Company) -> Company:
    """A digest for priya and one for mei, queued."""
    at_work.write("a.md", table(ROW, ROW.replace("@priya", "@mei")))
    gather(at_work.world, "docs")
    publish(at_work.world)
    return at_work


@pytest.fixture
def nobody() -> int:
    """A port where nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


def send(work: Company, port: int) -> DeliverReport:
    relay = Relay("127.0.0.1", port, timeout=3.0, helo="digest.northbeam.example")
    return deliver(replace(work.world, transport=SmtpTransport(relay)))


def kept(work: Company) -> list[Delivery]:
    return sorted(work.world.store.deliveries(), key=lambda d: d.recipient)


def test_a_relay_that_refuses_then_puts_off_then_takes_gets_each_message_once(
    owed: Company, nobody: int
):
    server = Server(replies={"MAIL": [LATER, LATER]})
    send(owed, nobody)
    refused = [d.attempts for d in kept(owed)]
    with running(server) as port:
        for _ in range(2):
            owed.clock.forward(minutes=1)
            send(owed, port)

    assert (refused, [d.attempts for d in kept(owed)]) == ([0, 0], [2, 2])
    ids = [d.message_id for d in kept(owed) if d.state is DeliveryState.SENT]
    raws = [bytes(taken.original_content or b"") for taken in server.taken]
    assert [sum(id_.encode() in raw for raw in raws) for id_ in ids] == [1, 1]


def test_a_relay_that_is_gone_is_told_until_it_answers_again(owed: Company, nobody: int):
    send(owed, nobody)
    found = circuit.down(owed.world)
    with running(Server()) as port:
        early = send(owed, port).sent
        owed.clock.forward(minutes=1)
        late = send(owed, port).sent

    assert found is not None
    assert "connection refused" in found.error
    assert (early, late, circuit.down(owed.world)) == (0, 2, None)


def test_after_three_days_without_a_relay_all_comes_and_is_of_the_day(
    owed: Company, nobody: int
):
    send(owed, nobody)
    owed.write("a.md", table(ROW, MORE, ROW.replace("@priya", "@mei")))
    owed.clock.forward(days=3)
    gather(owed.world, "docs")
    server = Server()
    with running(server) as port:
        assert send(owed, port).sent == 2

    taken = b"".join(bytes(each.original_content or b"") for each in server.taken)
    assert b"Page nobody" in taken
    assert {d.state for d in kept(owed)} == {DeliveryState.SENT}
