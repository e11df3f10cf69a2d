"""digest.workflow.reminders: one mail a day at most, none on the day of a digest."""

from dataclasses import replace

import pytest

from digest.model.reminders import Days, Reminders
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.workflow.company import Company, message, words
from tests.workflow.test_gather import table

ROW = "| P1 | Rotate the keys | @priya | 2026-11-26 | Not started |"


@pytest.fixture
def set_up(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    installation = replace(at_work.world.installation, reminders=Reminders(Days((2, 3), (1,))))
    at_work.world = replace(at_work.world, installation=installation)
    return at_work


def reminders(set_up: Company):
    publish(set_up.world)
    deliver(set_up.world)
    return [d for d in set_up.post.to("priya") if d.kind == "reminder"]


def test_there_is_none_on_the_day_of_a_digest(set_up):
    assert reminders(set_up) == []


def test_there_is_one_a_day_and_it_can_be_answered(set_up):
    set_up.clock.forward(days=1)
    (found,) = [*reminders(set_up), *reminders(set_up)][:1]

    assert len(reminders(set_up)) == 1
    assert message(found)["Subject"] == "In 2 days: Rotate the keys"
    assert "#1 done" in words(found)


def test_there_is_none_before_the_persons_hour(set_up):
    set_up.clock.forward(hours=23)

    assert reminders(set_up) == []


def test_unsubscribing_from_reminders_leaves_digests(set_up):
    set_up.world.store.unsubscribe("priya", "reminder")
    set_up.clock.forward(days=1)
    assert reminders(set_up) == []

    set_up.week()
    reminders(set_up)
    assert [d.kind for d in set_up.post.to("priya")] == ["digest", "digest"]


def test_nothing_is_reminded_unless_it_is_set(set_up):
    set_up.world = replace(
        set_up.world, installation=replace(set_up.world.installation, reminders=Reminders())
    )
    set_up.clock.forward(days=1)

    assert reminders(set_up) == []


def test_one_that_waited_for_the_relay_past_its_day_is_not_sent(set_up):
    set_up.clock.forward(days=1)
    set_up.post.closed = "no route"
    reminders(set_up)
    set_up.clock.forward(days=2)
    set_up.post.closed = ""

    assert reminders(set_up) == []
    (owed,) = [d for d in set_up.world.store.deliveries() if d.kind == "reminder"]
    assert owed.last_error == "waited for the relay past its day"
