"""What each kind of message has beside its words: where it returns to, how it is stopped."""

import re
from pathlib import Path

import pytest

from digest.model.ledger import Delivery
from digest.model.message import Rendered
from digest.store import SqlStore
from digest.web.unsubscribe import KINDS
from digest.workflow.outgoing import Sending, letter, queue
from tests.workflow.company import DIRECTORY, Company, company, message

ANSWERED = {"digest", "delay", "reminder", "receipt"}
BY_THEMSELVES = {"digest", "delay", "reminder"}
TOKEN = r"[a-z2-7]{32}"  # noqa: S105 - what one looks like


def all_kinds(work: Company) -> list[Delivery]:
    """Return a message of each kind there is, as it is queued."""
    for kind in KINDS:
        made = letter(work.world, kind, "subject", DIRECTORY.people["priya"])
        queue(work.world, made, Rendered("Words", "text\n", "<p>html</p>\n"), Sending())
    found = work.world.store.deliveries()
    assert {each.kind for each in found} == set(KINDS)
    return found


@pytest.fixture
def queued(at_work: Company) -> list[Delivery]:
    return all_kinds(at_work)


def test_every_kind_is_stopped_by_one_click_and_by_mail(queued: list[Delivery]):
    both = rf"<https://\S+/u/{TOKEN}>, <mailto:unsubscribe\+{TOKEN}@\S+\?subject=unsubscribe>"
    post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"

    for each in queued:
        assert re.search(rf"\r\nList-Unsubscribe: {both}\r\n{post}", each.raw.decode())


def test_every_kind_has_a_list_and_an_id_of_its_own(queued: list[Delivery]):
    for each in queued:
        found = message(each)
        assert found["List-Id"] == f"<{each.kind}.northbeam.example>"
        assert found["Message-ID"] == f"<{each.id}@northbeam.example>"
        assert not {"Precedence", "References", "Return-Path"} & set(found.keys())


def test_answers_are_taken_where_they_mean_something(queued: list[Delivery]):
    reply = rf"reply\+{TOKEN}@in\.northbeam\.example"
    taken = {d.kind for d in queued if re.search(reply, message(d)["Reply-To"] or "")}
    unwanted = {d.kind for d in queued if "OOF" in message(d)["X-Auto-Response-Suppress"]}

    assert (taken, unwanted) == (ANSWERED, set(KINDS) - ANSWERED)


def test_what_goes_out_by_itself_has_an_envelope_sender_of_its_own(queued: list[Delivery]):
    own = rf"bounce\+{TOKEN}@in\.northbeam\.example"
    senders = {d.kind: d.envelope_sender for d in queued}

    assert {kind for kind, one in senders.items() if re.fullmatch(own, one)} == BY_THEMSELVES
    assert {kind for kind, one in senders.items() if not one} == set(KINDS) - BY_THEMSELVES


def test_a_fixed_envelope_sender_is_that_of_all_that_goes_out_by_itself(
    store: SqlStore, tmp_path: Path
):
    fixed = "bounces@northbeam.example"
    work = company(store, tmp_path, envelope_sender=fixed)

    told = {d.kind for d in all_kinds(work) if d.envelope_sender == fixed}
    assert told == BY_THEMSELVES
