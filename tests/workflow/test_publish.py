"""digest.workflow.publish, deliver: what is owed is sent once, what fails is accounted for."""

from dataclasses import replace

import pytest

from digest.model.ledger import DeliveryState
from digest.ports import NotSent
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.tries import backoff
from tests.fakes.smtp import taken
from tests.workflow.company import DIRECTORY, Company, company, installation, message, words
from tests.workflow.test_gather import ROW, table


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    return at_work


def test_a_digest_is_sent_to_whom_it_concerns_and_nobody_else(told):
    publish(told.world)
    deliver(told.world)

    assert [d.recipient for d in told.post.offered] == ["priya"]
    assert "Rotate the keys" in words(told.post.offered[0])


def test_publishing_and_delivering_twice_sends_once(told):
    for _ in range(2):
        publish(told.world)
        deliver(told.world)

    assert len(told.post.offered) == 1


def test_the_next_week_has_a_digest_of_its_own(told):
    publish(told.world)
    deliver(told.world)
    told.week()
    publish(told.world)
    deliver(told.world)

    assert len({d.message_id for d in told.post.to("priya")}) == 2


def test_a_person_without_anything_to_read_gets_nothing(told):
    publish(told.world)

    assert told.world.store.last_edition("mei").delivery is None


def test_nothing_is_sent_before_everything_was_read_once(at_work):
    assert publish(at_work.world).editions == 0
    assert at_work.world.store.last_edition("priya") is None


def test_a_handle_stays_with_its_item(told):
    publish(told.world)
    first = told.world.store.handles("priya")
    told.write("b.md", table(ROW.replace("Rotate", "Burn").replace("11-20", "11-01")))
    gather(told.world, "docs")
    told.week()
    publish(told.world)

    assert told.world.store.handles("priya").items() >= first.items()


def test_a_moved_date_is_told_to_the_owner_once(told):
    told.write("a.md", table(ROW.replace("11-20", "12-04")))
    gather(told.world, "docs")
    told.clock.forward(seconds=2)
    for _ in range(2):
        publish(told.world)
    deliver(told.world)

    kinds = sorted(d.kind for d in told.post.to("priya"))
    assert kinds == ["delay", "digest"]


def test_a_rehearsal_that_has_ended_for_some_goes_on_for_the_others(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)
    work.write("a.md", table(ROW, ROW.replace("@priya", "@mei")))
    gather(work.world, "docs")
    store.start(["mei"], work.clock.now())
    publish(work.world)
    deliver(work.world)

    sent = {d.recipient: d for d in work.post.offered}
    assert {key: d.address.partition("@")[0] for key, d in sent.items()} == {
        "mei": "mei",
        "priya": "jonas",
    }
    for part in ("plain", "html"):
        body = message(sent["priya"]).get_body((part,))
        assert body
        assert "This would have gone to Priya Nair" in " ".join(body.get_content().split())


def test_a_rehearsal_goes_to_the_operator_and_holds_no_address_that_acts(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)

    (delivery,) = work.post.offered
    assert delivery.address == "jonas@northbeam.example"
    assert message(delivery)["Reply-To"] is None
    assert "Priya Nair" in words(delivery)


def test_a_relay_that_is_down_counts_against_no_message(told):
    told.post.answer = lambda d: NotSent(d.id, "refused", permanent=False, relay_down=True)
    publish(told.world)
    deliver(told.world)
    told.clock.forward(minutes=2)
    told.post.answer = taken
    deliver(told.world)

    (delivery,) = told.world.store.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 1)


def test_a_refused_message_fails_and_the_rest_goes_on(told):
    told.write("b.md", table(ROW.replace("@priya", "@mei")))
    gather(told.world, "docs")
    told.post.answer = lambda d: (
        NotSent(d.id, "550 5.1.1", permanent=True) if d.recipient == "priya" else taken(d)
    )
    publish(told.world)
    deliver(told.world)

    states = {d.recipient: d.state for d in told.world.store.deliveries()}
    assert states["priya"] is DeliveryState.FAILED
    assert states["mei"] is DeliveryState.SENT


def test_a_failed_send_is_tried_again_with_the_same_bytes(told):
    told.post.answer = lambda d: NotSent(d.id, "451 later", permanent=False)
    publish(told.world)
    deliver(told.world)
    told.clock.forward(minutes=1)
    told.post.answer = taken
    deliver(told.world)

    assert len({d.raw for d in told.post.offered}) == 1
    assert told.world.store.waiting() == 0


def test_who_unsubscribed_meanwhile_gets_nothing(told):
    publish(told.world)
    told.world.store.unsubscribe("priya", "digest")
    deliver(told.world)

    assert told.post.offered == []
    assert told.world.store.deliveries()[0].state is DeliveryState.DROPPED


def test_who_left_gets_nothing(told):
    publish(told.world)
    people = {**DIRECTORY.people, "priya": replace(DIRECTORY.people["priya"], left=True)}
    gone = replace(
        told.world, installation=installation(directory=replace(DIRECTORY, people=people))
    )
    deliver(gone)

    assert told.post.offered == []


def test_who_is_known_by_name_alone_gets_nothing_and_somebody_else_is_told(told):
    people = {**DIRECTORY.people, "priya": replace(DIRECTORY.people["priya"], mail="")}
    directory = replace(DIRECTORY, people=people)
    silent = replace(told.world, installation=installation(directory=directory))
    publish(silent)
    deliver(silent)

    assert [d.recipient for d in told.post.offered] == ["mei"]  # the lead of her team
    assert "Priya Nair gets no mail about it" in words(told.post.offered[0])


def test_the_reply_box_is_there_only_when_replies_work(told):
    deaf = replace(told.world, installation=installation(authserv_id=None))
    publish(deaf)
    deliver(deaf)

    assert message(told.post.offered[0])["Reply-To"] is None
    assert "by replying" not in words(told.post.offered[0])


def test_tries_are_further_and_further_apart():
    assert [backoff(n).total_seconds() / 60 for n in range(6)] == [1, 5, 15, 60, 60, 60]


def test_after_a_long_sleep_sources_are_read_before_anybody_is_told(told):
    publish(told.world)
    told.clock.forward(days=7)
    asleep = publish(told.world).editions
    gather(told.world, "docs")
    publish(told.world)
    deliver(told.world)

    assert asleep == 0
    assert "gather" in told.woken.tasks
    assert "Not read lately" not in words(told.post.to("priya")[-1])
