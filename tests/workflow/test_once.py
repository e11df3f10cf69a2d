"""digest.workflow.once: one run does all that is due, and what was missed once."""

from datetime import timedelta

import pytest

from digest.model.ledger import DeliveryState
from digest.model.standing import Tally
from digest.ports import NotSent
from digest.workflow.once import once
from digest.workflow.standing import look
from tests.workflow.company import MONDAY, Company
from tests.workflow.test_gather import ROW, table

TAKEN = Tally("digest", DeliveryState.SENT, "", 1)


@pytest.fixture
def work(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    return at_work


def test_one_run_gathers_publishes_and_delivers(work: Company):
    report = once(work.world)

    assert (report.worked, report.gathered[0].items) == (True, 1)
    assert (report.published.editions, report.mail) == (1, (TAKEN,))
    assert [d.recipient for d in work.post.offered] == ["priya"]


def test_a_second_run_finds_nothing_to_do(work: Company):
    once(work.world)
    work.clock.forward(hours=1)
    report = once(work.world)

    assert (report.worked, report.published.editions, report.mail) == (True, 0, ())
    assert len(work.post.offered) == 1


def test_slots_that_were_missed_are_made_up_for_once(work: Company):
    once(work.world)
    work.clock.forward(days=24)  # three Mondays and a few days
    once(work.world)
    once(work.world)

    assert len(work.post.to("priya")) == 2


def test_a_run_after_its_hour_sends_the_digest_of_the_day(work: Company):
    work.clock.at = MONDAY + timedelta(hours=9, minutes=17)
    once(work.world)

    assert [d.subject for d in work.post.offered] == ["weekly/2026-11-23"]


def test_a_date_that_moved_is_told_by_the_run_that_finds_it(work: Company):
    once(work.world)
    work.clock.forward(days=1)
    work.write("a.md", table(ROW.replace("2026-11-20", "2026-12-04")))
    report = once(work.world)

    assert report.published.notices > 0
    assert "delay" in {d.kind for d in work.post.offered}


def test_a_source_that_cannot_be_read_is_told_and_stops_no_mail(work: Company):
    once(work.world)
    (work.root / "a.md").unlink()
    work.root.rmdir()
    work.clock.forward(days=7)
    report = once(work.world)

    assert not report.worked
    assert len(work.post.to("priya")) == 2  # which says that the source is stale


def test_mail_that_is_not_taken_is_told_until_it_is(work: Company):
    work.post.answer = lambda d: NotSent(d.id, "450 later", permanent=False)
    report = once(work.world)
    assert (report.worked, report.mail) == (
        False,
        (Tally("digest", DeliveryState.QUEUED, "450", 1),),
    )

    work.post.answer = type(work.post)().answer
    work.clock.forward(hours=1)
    assert (once(work.world).worked, len(work.post.offered)) == (True, 2)


def test_a_run_leaves_its_time(work: Company):
    once(work.world)

    assert look(work.world).once == MONDAY
