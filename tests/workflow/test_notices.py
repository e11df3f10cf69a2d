"""digest.workflow.notices: told once to each, corrected, explained; answered into the files."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.model.ledger import DeliveryState
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, company, message, words
from tests.workflow.test_gather import ROW, table

LATER = ROW.replace("11-20", "12-04")
NAMES = ("Rotate", "Burn", "Melt", "Count", "Sell")
TIMELINE = """# Timeline Update: Search

**Date**: 2026-11-23
**Author**: Jonas Weber

**Original ETA**: 2026-11-27
**New ETA**: 2026-12-04

**Reason**: The vendor is late

**Options**:

1. Wait
2. Ship without refunds

**Recommendation**: Option 2
"""


@pytest.fixture
def read(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    return at_work


def settle(work: Company, **more: float) -> None:
    """Let what moved settle, and send what is told of it."""
    work.clock.forward(**(more or {"minutes": 20}))
    publish(work.world)
    deliver(work.world)


def moved(work: Company, *rows: str) -> None:
    work.write("a.md", table(*(rows or (LATER,))))
    gather(work.world, "docs")
    settle(work)


def told(work: Company, who: str) -> list[str]:
    """Return what the delay notices of somebody say first, in order."""
    mine = [d for d in work.post.to(who) if d.kind == "delay"]
    return [words(d).splitlines()[2] for d in mine]


def last(work: Company, who: str):
    return [d for d in work.post.to(who) if d.kind == "delay"][-1]


def answer(work: Company, who: str, typed: str):
    """Answer the last notice, and return the words of the receipt."""
    work.reply(last(work, who), typed)
    receive(work.world)
    deliver(work.world)
    return words([d for d in work.post.to(who) if d.kind == "receipt"][-1])


def test_a_move_is_told_to_owner_and_author_once(read):
    moved(read)
    settle(read)

    assert told(read, "priya") == ["Why did it move to Fri 4 Dec?"]
    assert told(read, "mei") == ["A date moved to Fri 4 Dec"]
    assert told(read, "jonas") == []


def test_what_moved_back_later_is_corrected_in_the_same_thread(read):
    moved(read)
    first = message(last(read, "mei"))
    moved(read, ROW)

    second = message(last(read, "mei"))
    assert told(read, "mei")[1:] == ["Correction: it is due Fri 20 Nov"]
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split()[-1] == first["Message-ID"]
    assert second["Subject"] == first["Subject"]


def test_moved_and_moved_back_and_moved_again_is_told_each_time(read):
    for row in (LATER, ROW, LATER):
        moved(read, row)

    assert len(told(read, "mei")) == 3


def test_what_still_settles_is_told_to_all_by_who_does_not_come_again(store, tmp_path):
    work = company(store, tmp_path / "docs", coalesce=timedelta(minutes=15))
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    work.write("a.md", table(LATER))
    gather(work.world, "docs")
    publish(work.world, unsettled=True)
    deliver(work.world)

    assert [len(told(work, who)) for who in ("priya", "mei")] == [1, 1]


def test_three_moves_come_alone_and_four_together(read):
    rows = [ROW.replace("Rotate", name) for name in NAMES]
    read.write("a.md", table(*rows))
    gather(read.world, "docs")
    moved(read, *(row.replace("11-20", "12-04") for row in rows[:3]), *rows[3:])
    assert len(told(read, "mei")) == 3

    moved(read, *(row.replace("11-20", "12-11") for row in rows))
    assert told(read, "mei")[3:] == ["5 dates moved"]


def test_others_hear_when_owner_and_lead_have_had_their_start(store, tmp_path):
    work = company(store, tmp_path / "docs", head_start=timedelta(hours=2))
    work.write("a.md", table(ROW).replace("Mei Tanaka", "Jonas Weber"))
    gather(work.world, "docs")
    work.write("a.md", table(LATER).replace("Mei Tanaka", "Jonas Weber"))
    gather(work.world, "docs")
    settle(work)
    early = [len(told(work, who)) for who in ("priya", "mei", "jonas")]
    settle(work, hours=2)

    assert early == [1, 1, 0]
    assert [len(told(work, who)) for who in ("priya", "mei", "jonas")] == [1, 1, 1]


def test_a_reason_by_mail_is_written_down_and_completes_the_notice(read):
    moved(read)
    receipt = answer(read, "priya", "because the vendor is late")
    settle(read)

    assert "Not started (note: because the vendor is late)" in read.text("a.md")
    assert "1 change made" in receipt
    assert told(read, "mei")[1:] == ["Why a date moved to Fri 4 Dec"]
    assert "Reason: The vendor is late." in words(last(read, "mei"))
    assert len(told(read, "priya")) == 1


def test_plain_words_answer_the_question(read):
    moved(read)
    answer(read, "priya", "Hi,\n\nthe vendor is late.\n\nRegards\nPriya")

    assert "because the vendor is late." in read.text("a.md")


def test_plain_words_of_who_was_not_asked_are_a_note_and_no_reason(read):
    moved(read)
    answer(read, "mei", "The vendor is late")
    settle(read)

    assert "(note: The vendor is late)" in read.text("a.md")
    assert len(told(read, "mei")) == 1


def test_a_reason_that_comes_in_time_is_told_at_once(store, tmp_path):
    work = company(store, tmp_path / "docs", head_start=timedelta(hours=2))
    work.write("a.md", table(ROW).replace("Mei Tanaka", "Jonas Weber"))
    gather(work.world, "docs")
    work.write("a.md", table(LATER).replace("Mei Tanaka", "Jonas Weber"))
    gather(work.world, "docs")
    settle(work)
    answer(work, "priya", "because of a strike")
    settle(work, hours=3)

    assert len(told(work, "jonas")) == 1
    assert "Reason: A strike." in words(last(work, "jonas"))


def test_a_date_moved_by_reply_is_told_and_its_reason_with_it(read):
    publish(read.world)
    deliver(read.world)
    digest = next(d for d in read.post.to("priya") if d.kind == "digest")
    read.reply(digest, "#1 due 2026-12-04\n#1 because the vendor is late")
    receive(read.world)
    settle(read)

    assert told(read, "priya") == []
    assert "Moved by Priya Nair. Reason: The vendor is late." in words(last(read, "mei"))


def announced(work: Company, text: str = TIMELINE) -> None:
    work.write("t.md", text)
    gather(work.world, "docs")
    settle(work)


@pytest.fixture
def at_identity(read: Company) -> Company:
    """Jonas announces delays, and belongs to the team."""
    directory = read.world.installation.directory
    team = replace(directory.teams["identity"], members=("priya", "mei", "jonas"))
    known = replace(directory, teams={"identity": team})
    read.world = replace(
        read.world, installation=replace(read.world.installation, directory=known)
    )
    return read


def test_an_option_by_mail_is_a_decision_in_the_document(at_identity):
    announced(at_identity)
    receipt = answer(at_identity, "mei", "option 2")
    settle(at_identity)

    decided = "**Decision**: Option 2, Ship without refunds (Mei Tanaka, 2026-11-23)\n"
    assert at_identity.text("t.md") == TIMELINE + decided
    assert "1 change made" in receipt
    assert len(told(at_identity, "mei")) == 1
    for who in ("priya", "jonas"):
        assert told(at_identity, who)[-1] == "A decision about a delay"


def test_an_option_that_is_not_there_is_refused(at_identity):
    announced(at_identity)

    assert "no option 7; it has 1, 2" in answer(at_identity, "mei", "option 7")
    assert at_identity.text("t.md") == TIMELINE


def test_another_decision_is_not_overwritten(at_identity):
    announced(at_identity)
    answer(at_identity, "mei", "option 2")

    assert "written already" in answer(at_identity, "priya", "option 1")


def test_a_date_announced_anew_is_told_and_one_sooner_corrects_it(at_identity):
    announced(at_identity)
    announced(at_identity, TIMELINE.replace("12-04", "12-11"))
    announced(at_identity, TIMELINE.replace("12-04", "12-09"))

    assert told(at_identity, "mei")[1:] == [
        "A date moved to Fri 11 Dec",
        "Correction: it is due Wed 9 Dec",
    ]


class Killed(BaseException):
    """The machine went off."""


class Dying:
    """A store that dies as soon as it has done one thing so many times, or before it."""

    def __init__(self, store, *, at: str, times: int, after: bool) -> None:
        self._store, self._at, self._left, self._after = store, at, times, after

    def __getattr__(self, name: str):
        found = getattr(self._store, name)
        return self._dying(found) if name == self._at else found

    def _dying(self, call):
        def called(*args, **more):
            self._left -= 1
            if self._left < 0 and not self._after:
                raise Killed
            done = call(*args, **more)
            if self._left < 0:
                raise Killed
            return done

        return called


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("at", "times"),
    [
        *(("queue", n) for n in range(3)),
        *(("batches", 0), ("tellings", 0), ("contents", 0), ("batch_told", 0)),
    ],
)
def test_killed_anywhere_everybody_is_told_and_nobody_twice(at_identity, at, times, after):
    world = at_identity.world
    at_identity.write("a.md", table(LATER))
    at_identity.write("t.md", TIMELINE)
    gather(world, "docs")
    at_identity.clock.forward(minutes=20)
    dying = Dying(world.store, at=at, times=times, after=after)
    with pytest.raises(Killed):
        publish(replace(world, store=dying))
    settle(at_identity)
    settle(at_identity)

    assert [len(told(at_identity, who)) for who in ("priya", "mei", "jonas")] == [2, 2, 1]


@pytest.mark.parametrize(
    "at", ["record_outcome", "set_note", "settle", "queue", "record_gather"]
)
def test_an_answer_that_is_killed_is_written_once(at_identity, at):
    world = at_identity.world
    announced(at_identity)
    at_identity.reply(last(at_identity, "mei"), "option 2")
    with pytest.raises(Killed):
        receive(replace(world, store=Dying(world.store, at=at, times=0, after=True)))
    at_identity.clock.forward(hours=1)
    receive(world)
    settle(at_identity)

    assert at_identity.text("t.md").count("**Decision**") == 1
    assert [d.kind for d in at_identity.post.to("mei")].count("receipt") == 1
    assert told(at_identity, "priya")[-1] == "A decision about a delay"


def test_rehearsed_notices_tell_nobody_anything(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    moved(work)
    store.start(None, work.clock.now())
    moved(work, ROW)
    moved(work, LATER)

    sent = [d for d in work.post.offered if d.kind == "delay" and d.recipient == "mei"]
    assert [d.address for d in sent] == ["jonas@northbeam.example", "mei@northbeam.example"]


def test_what_was_dropped_is_not_corrected(read):
    read.write("a.md", table(LATER))
    gather(read.world, "docs")
    read.clock.forward(minutes=20)
    publish(read.world)
    read.world.store.unsubscribe("mei", "delay")
    deliver(read.world)
    read.world.store.resubscribe("mei", "delay")
    moved(read, ROW)

    assert told(read, "mei") == []
    states = {d.state for d in read.world.store.deliveries() if d.recipient == "mei"}
    assert DeliveryState.DROPPED in states


def test_those_of_a_weekend_without_a_relay_all_come_in_order(read: Company):
    read.post.closed = "no route"
    moved(read)
    read.clock.forward(days=2)
    moved(read, ROW.replace("11-20", "12-11"))
    assert told(read, "priya") == []
    read.post.closed = ""
    settle(read)

    first, second = told(read, "priya")
    assert "4 Dec" in first
    assert "11 Dec" in second
