"""digest.workflow.account: an operator can explain what a person got, and what they did not."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from digest.model.account import Account
from digest.model.directory import Directory
from digest.model.installation import SourcePolicy
from digest.model.ledger import DeliveryState
from digest.ports import NotSent
from digest.store import SqlStore
from digest.workflow.account import account
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.fakes.smtp import taken
from tests.workflow.company import MONDAY, Company, company, person
from tests.workflow.test_gather import ROW, table

TODAY = MONDAY.date()


@pytest.fixture
def work(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    return at_work


def send(work: Company) -> None:
    publish(work.world)
    deliver(work.world)


def asked(work: Company, key: str = "priya", first: date = TODAY) -> Account:
    directory = work.world.installation.directory
    return account(work.world, directory.people[key], first, first + timedelta(days=6))


def test_a_digest_that_was_sent_is_told_with_its_lines_and_the_answer(work: Company):
    send(work)
    told = asked(work)

    assert [slot.told for slot in told.slots] == ["made at 2026-11-23 08:00"]
    assert [(x.section, x.why, x.place) for x in told.slots[0].lines] == [
        ("overdue", "owner", "docs/a.md:9")
    ]
    assert told.mail[0].told == "sent at 2026-11-23 08:00; the server said: 250 2.0.0 ok"


def test_a_person_without_items_had_nothing_to_be_told(work: Company):
    send(work)

    assert asked(work, "mei").slots[0].told.startswith("nothing to tell")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("550 5.1.1 unknown", "refused for good"),
        ("450 later", "waits after 1 try: 450 later"),
    ],
)
def test_what_the_server_said_is_told(work: Company, answer: str, said: str):
    permanent = answer.startswith("5")
    work.post.answer = lambda d: NotSent(d.id, answer, permanent=permanent)
    send(work)

    assert said in asked(work).mail[0].told
    assert answer in asked(work).mail[0].told


def test_mail_that_may_have_come_twice_says_so(work: Company):
    lost = "timed out; the server may have taken the message"
    work.post.answer = lambda d: NotSent(d.id, lost, permanent=False, in_doubt=True)
    send(work)
    work.post.answer = taken
    work.clock.forward(minutes=2)
    deliver(work.world)

    assert "may have taken it at 1 earlier attempt too" in asked(work).mail[0].told


def test_mail_that_was_dropped_says_why(work: Company):
    publish(work.world)
    work.world.store.unsubscribe("priya", "digest")
    deliver(work.world)

    message = asked(work).mail[0]
    assert (message.state, message.told) == (
        DeliveryState.DROPPED,
        "not sent at 2026-11-23 08:00: unsubscribed",
    )


def test_what_keeps_mail_back_is_told(work: Company):
    store = work.world.store
    store.suspend("priya", at=MONDAY, why="5.1.1")
    store.unsubscribe("priya", "delay")
    store.pause("priya", date(2026, 12, 24))

    told = "\n".join((*asked(work).hindrances, *asked(work).remarks))
    assert "the address bounced at 2026-11-23 08:00 UTC: 5.1.1" in told
    assert "unsubscribed from notices of delay" in told
    assert "paused all mail until 2026-12-24" in told
    assert asked(work).slots[0].told.startswith("not made: gets nothing")


def test_a_fault_that_put_a_digest_off_is_told(work: Company):
    until = MONDAY + timedelta(hours=1)
    work.world.store.set_note("later/edition/priya", until.isoformat())

    assert "edition/priya failed by a fault of Digest" in asked(work).hindrances[0]


def test_a_source_not_read_holds_digests_back_and_says_so(at_work: Company):
    told = asked(at_work)

    assert told.hindrances == ("no digest before source docs is read (last read: never)",)
    assert told.slots[0].told.startswith("not made: no digest before source docs is read")


def test_a_rehearsal_says_where_mail_goes(store: SqlStore, tmp_path: Path):
    work = company(store, tmp_path / "docs", started=False)
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    send(work)
    told = asked(work)

    assert told.remarks == ("rehearsal: mail goes to Jonas Weber until: digest start",)
    assert "to jonas@northbeam.example, in rehearsal" in told.mail[0].told
    assert told.slots[0].told.endswith("for the rehearsal")


def test_what_a_digest_told_from_memory_is_explained(work: Company):
    (work.root / "a.md").unlink()
    work.root.rmdir()
    gather(work.world, "docs")

    assert asked(work).hindrances == ()
    assert asked(work).remarks[0].startswith("source docs is told as it was last read: ")


def test_a_slot_that_nothing_kept_back_was_not_made_for_nothing_ran(work: Company):
    assert asked(work).slots[0].told == "not made: nothing has run since (digest status)"


def test_slots_that_passed_and_those_to_come_are_told_apart(work: Company):
    send(work)
    before, after = MONDAY.date() - timedelta(days=21), MONDAY.date() + timedelta(days=7)

    assert asked(work, first=before).slots[0].told.startswith("was before this person")
    assert asked(work, first=after).slots[0].told == "not due yet"


def test_a_slot_that_another_made_up_for_is_told(work: Company):
    send(work)
    work.clock.forward(days=16)
    gather(work.world, "docs")
    send(work)

    missed = asked(work, first=TODAY + timedelta(days=7)).slots[0]
    assert missed.told.startswith("none of its own: the digest of 2026-12-07 came after it")


def test_an_item_that_is_not_due_soon_is_told_as_left_out(at_work: Company):
    at_work.write("a.md", table(ROW.replace("2026-11-20", "2026-12-20")))
    gather(at_work.world, "docs")

    (left,) = asked(at_work).absent
    assert (left.place, left.reason) == (
        "docs/a.md:9",
        "due 2026-12-20, which is 7 days away or more",
    )


def test_an_item_that_may_not_be_read_is_told_as_left_out(store: SqlStore, tmp_path: Path):
    policy = SourcePolicy("docs", readers=("mei",))
    work = company(store, tmp_path / "docs", sources={"docs": policy})
    work.write("a.md", table(ROW))
    gather(work.world, "docs")

    assert asked(work).absent[0].reason == "the source's readers leave this person out"


def test_an_owner_who_may_be_two_people_is_told_as_left_out(store: SqlStore, tmp_path: Path):
    both = (person("pn", "Priya Nair"), person("pr", "Priya Rao"))
    work = company(store, tmp_path / "docs", directory=Directory({p.key: p for p in both}))
    work.write("a.md", table(ROW.replace("@priya", "Priya")))
    gather(work.world, "docs")

    assert asked(work, "pr").absent[0].reason == (
        "its owner 'Priya' may be pn or pr; it is told to: nobody"
    )


def test_what_a_digest_would_say_now_is_told_with_its_reason(work: Company):
    (line,) = asked(work).upcoming

    assert (line.section, line.title, line.why) == ("overdue", "Rotate the keys", "owner")
