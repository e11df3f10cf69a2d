"""What comes back: who gets no more mail, and what does not keep anybody from theirs."""

from datetime import timedelta
from pathlib import Path

import pytest

from digest.model.ids import checksum
from digest.model.ledger import Delivery, InboxEntry
from digest.ports import NotSent
from digest.store import SqlStore
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, company
from tests.workflow.test_gather import ROW, table

CASES = Path(__file__).parents[1] / "cases" / "bounces"
RETURNED = "<5kbhlwoczbdr4syavzlw6y3nbc@northbeam.example>"  # in every case
FIXED = "bounces@northbeam.example"


@pytest.fixture
def sent(at_work: Company) -> Company:
    return mailed(at_work)


@pytest.fixture
def fixed(store: SqlStore, tmp_path: Path) -> Company:
    return mailed(company(store, tmp_path / "docs", envelope_sender=FIXED))


def mailed(work: Company) -> Company:
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)
    return work


def report(work: Company, name: str, about: Delivery, to: str = "", text: str = "") -> None:
    """Let a report about a delivery arrive, at its own envelope sender or another address."""
    raw = (text or (CASES / f"{name}.eml").read_text()).replace(RETURNED, about.message_id)
    recipient = to or about.envelope_sender
    entry = InboxEntry(
        checksum(raw.encode() + str(work.clock.now()).encode()),
        "",
        raw.encode(),
        "",
        (recipient,),
        work.clock.now(),
    )
    work.world.store.accept(entry)
    receive(work.world)


def suspended(work: Company) -> bool:
    return work.world.store.choices("priya", now=work.clock.now()).suspended


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("postfix-user-unknown", True),
        ("qmail", True),
        ("status-in-base64", True),
        ("mailbox-full", False),
        ("only-delayed", False),
        ("refused-by-policy", False),
    ],
)
def test_an_address_that_is_gone_gets_no_more_mail_at_once(
    sent: Company,
    name: str,
    expected: bool,  # noqa: FBT001
):
    report(sent, name, sent.post.offered[0])

    assert suspended(sent) is expected


def test_three_messages_that_failed_in_three_weeks_are_enough(sent: Company):
    seen = []
    for _ in range(3):
        report(sent, "mailbox-full", sent.post.offered[-1])
        report(sent, "mailbox-full", sent.post.offered[-1])  # twice about one is once
        seen.append(suspended(sent))
        sent.week()
        publish(sent.world)
        deliver(sent.world)

    assert seen == [False, False, True]
    assert (
        "3 messages in three weeks"
        in sent.world.store.figures(sent.clock.now() - timedelta(days=30)).suspended[0].why
    )


def test_failures_far_apart_and_those_before_a_remedy_do_not_count(sent: Company):
    for _ in range(4):
        report(sent, "mailbox-full", sent.post.offered[-1])
        sent.week()
        sent.world.store.resume("priya")
        publish(sent.world)
        deliver(sent.world)

    assert not suspended(sent)


def test_a_complaint_stops_that_kind_of_message_alone(sent: Company):
    report(sent, "complaint", sent.post.offered[0])

    choices = sent.world.store.choices("priya", now=sent.clock.now())
    assert (choices.unsubscribed, choices.suspended) == (("digest",), False)


def test_with_one_envelope_sender_a_report_is_known_by_what_it_returns(fixed: Company):
    delivery = fixed.post.offered[0]
    assert delivery.envelope_sender == FIXED

    report(fixed, "postfix-user-unknown", delivery)
    assert suspended(fixed)


def test_a_report_that_only_guesses_a_message_id_is_believed_by_nobody(fixed: Company):
    delivery = fixed.post.offered[0]
    text = (CASES / "postfix-user-unknown.eml").read_text().replace("priya@", "eve@")

    report(fixed, "", delivery, text=text)
    assert not suspended(fixed)


def test_a_report_that_hides_the_address_is_believed_for_what_stood_in_the_message(
    fixed: Company,
):
    delivery = fixed.post.offered[0]
    text = (CASES / "complaint.eml").read_text().replace("priya@northbeam.example", "x")
    head = delivery.raw.decode().partition("\r\n\r\n")[0].replace("priya@northbeam.example", "")

    report(fixed, "", delivery, text=text.replace("To: Priya", f"{head}\nTo: Priya"))
    choices = fixed.world.store.choices("priya", now=fixed.clock.now())
    assert choices.unsubscribed == ("digest",)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [("550 5.1.1 unknown", True), ("550 5.7.1 no", False), ("554 no", False)],
)
def test_what_a_relay_refuses_by_itself_counts_alike(
    at_work: Company,
    reply: str,
    expected: bool,  # noqa: FBT001
):
    at_work.post.answer = lambda d: NotSent(d.id, reply, permanent=True)
    mailed(at_work)

    assert suspended(at_work) is expected


def test_a_bounced_rehearsal_is_about_the_address_it_went_to(store: SqlStore, tmp_path: Path):
    work = mailed(company(store, tmp_path / "docs", started=False))
    report(work, "postfix-user-unknown", work.post.offered[0])

    (one,) = work.world.store.figures(work.clock.now() - timedelta(days=1)).suspended
    assert one.person == "jonas"


def test_the_operator_sees_what_came_back(sent: Company):
    report(sent, "refused-by-policy", sent.post.offered[0])

    (returned,) = sent.world.store.figures(sent.clock.now() - timedelta(days=1)).returned
    assert (returned.kind, returned.number) == ("policy", 1)
    assert "DMARC" in returned.told
