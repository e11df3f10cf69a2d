"""digest.workflow.standing: an operator sees how the service stands."""

from datetime import timedelta

from digest.workflow.gather import gather
from digest.workflow.standing import beat, look, ran_once
from tests.workflow.company import Company


def test_a_source_is_told_with_its_age(at_work: Company):
    gather(at_work.world, "docs")
    at_work.clock.forward(hours=2)

    (source,) = look(at_work.world).sources
    assert (source.age, source.problem, source.stale) == (timedelta(hours=2), "", False)


def test_a_source_that_was_never_read_leaves_the_service_unready(at_work: Company):
    assert not look(at_work.world).ready
    gather(at_work.world, "docs")
    assert look(at_work.world).ready


def test_a_source_that_failed_at_first_was_never_read(at_work: Company):
    at_work.root.rmdir()
    gather(at_work.world, "docs")

    (source,) = look(at_work.world).sources
    assert (source.gathered_at, source.stale) == (None, True)
    assert "docs" in source.problem


def test_a_pulse_that_stopped_is_silence(at_work: Company):
    beat(at_work.world)
    assert not look(at_work.world).silent
    at_work.clock.forward(minutes=3)
    assert look(at_work.world).silent


def test_runs_by_hand_are_no_silence(at_work: Company):
    assert not look(at_work.world).silent
    beat(at_work.world)
    at_work.clock.forward(minutes=3)
    ran_once(at_work.world)
    assert not look(at_work.world).silent
