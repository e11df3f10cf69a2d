"""digest.workflow.wishes: mail is stopped, rested and resumed by a reply."""

from datetime import timedelta

import pytest

from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, words
from tests.workflow.test_gather import ROW, table


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def answered(told: Company, typed: str) -> str:
    """Answer the digest; return the receipt."""
    told.reply(told.post.to("priya")[0], typed)
    receive(told.world)
    deliver(told.world)
    return words([d for d in told.post.offered if d.kind == "receipt"][-1])


def digests(told: Company, *, days: int) -> int:
    """Return how many digests Priya has got after so many days."""
    for _ in range(days):
        told.clock.at += timedelta(days=1)
        gather(told.world, "docs")
        publish(told.world)
        deliver(told.world)
    return len([d for d in told.post.to("priya") if d.kind == "digest"])


def test_stop_ends_the_kind_of_mail_that_is_answered(told):
    assert "You get no more of these" in answered(told, "stop")
    assert digests(told, days=15) == 1


def test_a_pause_rests_digests_and_ends_by_itself(told):
    assert "No digest and no notice before" in answered(told, "pause for 2 weeks")
    assert digests(told, days=13) == 1
    assert digests(told, days=1) == 2


def test_resume_ends_a_pause(told):
    answered(told, "pause for 8 weeks")
    assert "again" in answered(told, "resume")
    assert digests(told, days=7) == 2


def test_what_was_composed_before_a_pause_is_told_after_it(told):
    told.clock.at += timedelta(days=7)
    gather(told.world, "docs")
    publish(told.world)
    told.world.store.pause("priya", told.clock.at.date() + timedelta(days=3))
    deliver(told.world)
    before = told.world.store.last_told("priya")

    assert digests(told, days=2) == 1
    assert before == told.world.store.last_told("priya")
    assert before.made_at < told.clock.at - timedelta(days=8)


def test_a_date_that_moves_during_a_pause_sends_no_notice(told):
    answered(told, "pause for 2 weeks")
    told.write("a.md", table(ROW.replace("2026-11-20", "2026-12-11")))
    gather(told.world, "docs")
    told.clock.at += timedelta(hours=1)
    publish(told.world)
    deliver(told.world)

    assert not [d for d in told.post.to("priya") if d.kind == "delay"]
