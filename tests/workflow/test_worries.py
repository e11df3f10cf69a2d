"""digest.workflow.worries: what needs the operator is said, and nothing else."""

from datetime import timedelta

import pytest

from digest.model.ledger import InboxEntry, InboxState
from digest.workflow import circuit
from digest.workflow.gather import gather
from digest.workflow.standing import beat, look
from digest.workflow.waiting import unwritten
from digest.workflow.worries import Around, length, size, worries
from tests.store.samples import delivery
from tests.workflow.company import Company, company

ROOMY = Around(free=10**12)


def needs(work: Company, around: Around = ROOMY) -> str:
    return "\n".join(worries(look(work.world), work.world.installation, around))


@pytest.fixture
def well(at_work: Company) -> Company:
    gather(at_work.world, "docs")
    return at_work


def test_a_service_that_works_needs_nobody(well: Company):
    assert needs(well) == ""


def test_a_source_that_was_not_read_lately_is_named(well: Company):
    well.clock.forward(days=3)

    assert "source docs was last read 3 days ago" in needs(well)


def test_a_source_that_cannot_be_read_says_why(well: Company):
    well.root.rmdir()
    gather(well.world, "docs")

    assert "source docs cannot be read: " in needs(well)


def test_replies_that_cannot_be_written_are_told_until_they_can(well: Company):
    unwritten(well.world, "docs", "main is protected")
    told = needs(well)
    unwritten(well.world, "docs", "")

    assert "replies could not be written into docs as asked: main is protected" in told
    assert needs(well) == ""


def test_a_service_that_reads_and_never_mails_is_told(well: Company):
    well.clock.forward(minutes=10)

    assert "nothing was ever mailed from here: no beat was seen" in needs(well)


def test_beat_that_fell_silent_is_told(well: Company):
    beat(well.world)
    well.clock.forward(minutes=10)

    assert "beat has been silent for 10 minutes" in needs(well)


def test_mail_that_waits_too_long_is_told(well: Company):
    well.world.store.queue(delivery("d1"))
    well.clock.forward(hours=3)

    assert "outbox: the oldest waits for 3 hours" in needs(well)


def test_an_answer_that_cannot_be_written_is_told(well: Company):
    at = well.clock.now()
    well.world.store.accept(InboxEntry("e", "", b"x", "", (), at))
    well.world.store.settle("e", InboxState.PENDING)
    well.clock.forward(hours=3)

    assert "answers to be written back: the oldest waits for 3 hours" in needs(well)


def test_a_bounced_address_is_told_with_the_remedy(well: Company):
    well.world.store.suspend("mei", at=well.clock.now(), why="5.1.1")

    assert "mei gets nothing: the address bounced (5.1.1)" in needs(well)
    assert "digest resume mei" in needs(well)


def test_a_person_whose_mail_was_refused_is_told(well: Company):
    well.world.store.queue(delivery("d1", recipient="mei"))
    well.world.store.failed("d1", error="550 no", at=well.clock.now())

    assert "the newest mail to mei was refused (digest why mei)" in needs(well)


def test_mail_that_nobody_would_see_is_told(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False, operator=None)

    assert "mail for 3 people is held back" in needs(work)


def test_a_fault_that_is_put_off_is_told_until_it_is_tried_again(well: Company):
    until = well.clock.now() + timedelta(hours=1)
    well.world.store.set_note("later/edition/mei", until.isoformat())
    assert "edition/mei is put off by a fault of Digest" in needs(well)

    well.clock.forward(hours=2)
    assert "put off" not in needs(well)


def test_the_machine_is_told_of(well: Company):
    assert "only 1.2 MB left" in needs(well, Around(free=1_200_000))
    assert "no answer" in needs(well, Around(free=10**12, broker_problem="no answer"))


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 seconds"), (119, "119 seconds"), (120, "2 minutes"), (90_000, "25 hours")],
)
def test_lengths_keep_their_meaning(seconds: int, told: str):
    assert length(timedelta(seconds=seconds)) == told


def test_sizes_are_read_at_a_glance():
    assert [size(n) for n in (999, 1_500, 5 * 10**12)] == ["999 bytes", "1.5 kB", "5000.0 GB"]


def test_a_relay_that_takes_nothing_is_told(well: Company):
    circuit.opened(well.world, "mx.northbeam.example:25: connection refused")
    well.clock.forward(hours=3)

    assert "has taken nothing for 3 hours: mx.northbeam.example:25: conn" in needs(well)
