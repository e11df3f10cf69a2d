"""digest.workflow: which message a reply answers, and what its proof is enough for."""

from dataclasses import replace

import pytest

from digest.errors import Transient
from digest.model.installation import Vouching
from digest.model.ledger import InboxState
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import HOST, Company, installation, message, words
from tests.workflow.test_gather import ROW, table

PLAIN = "follow-ups@northbeam.example"
NOBODY_VOUCHES = "mx.northbeam.example; none"


def told(at_work: Company, **more: object) -> Company:
    """A company that was mailed its first digest, with some settings of its own."""
    company = replace(at_work, world=replace(at_work.world, installation=installation(**more)))
    company.write("a.md", table(ROW))
    gather(company.world, "docs")
    publish(company.world)
    deliver(company.world)
    return company


def state(company: Company) -> tuple[InboxState, str]:
    receive(company.world)
    found = company.world.store.arrivals()[0]
    return found.state, found.note


def plain(at_work: Company, **more: str) -> tuple[InboxState, str]:
    """What becomes of a reply to a plain address; without `answers` it refers to nothing."""
    company = told(at_work, inbound_domain=None, reply_address=PLAIN)
    id_ = company.post.offered[0].message_id
    company.answers = more.pop("answers", id_)
    company.reply(company.post.offered[0], "#1 done", **more)
    return state(company)


def test_a_reply_to_a_plain_address_is_known_by_what_it_answers(at_work):
    assert plain(at_work)[0] is InboxState.APPLIED


@pytest.mark.parametrize(
    "more",
    [
        {"proof": NOBODY_VOUCHES},
        {
            "author": "priya@home.example",
            "proof": f"{HOST}; dmarc=pass header.from=home.example",
        },
        {"author": "jonas@northbeam.example"},
        {"answers": "<unknown@northbeam.example>"},
        {"answers": ""},
    ],
    ids=["no proof", "another address", "somebody else", "unknown message", "no message"],
)
def test_nothing_less_than_full_proof_acts_on_a_plain_address(at_work, more):
    found = plain(at_work, **more)

    assert found[0] is InboxState.REJECTED
    assert not any(d.kind == "confirm" for d in at_work.world.store.deliveries())


def test_a_mail_to_a_plain_address_brings_what_its_buttons_answer(at_work):
    company = told(at_work, inbound_domain=None, reply_address=PLAIN)
    mail = company.post.offered[0]

    assert message(mail)["Reply-To"].addresses[0].addr_spec == PLAIN
    assert f"mailto:{PLAIN}?In-Reply-To=%3C" in mail.raw.decode().replace("=\r\n", "").replace(
        "=3D", "="
    )
    assert mail.envelope_sender == "digest@northbeam.example"


def test_one_mailbox_takes_replies_and_bounces(at_work):
    company = told(at_work, reply_address="digest+{token}@northbeam.example")
    mail = company.post.offered[0]

    assert mail.envelope_sender.startswith("digest+bounce-")
    assert "<mailto:digest+unsubscribe-" in mail.raw.decode()
    company.reply(mail, "#1 done")
    assert state(company)[0] is InboxState.APPLIED


def test_two_reply_addresses_in_the_header_are_one_too_many(at_work):
    company = told(at_work)
    first = company.post.offered[0]
    entry = company.reply(first, "#1 done")
    other = entry.recipients[0].replace("reply+", "reply+a")[:38] + "@in.northbeam.example"
    raw = entry.raw.replace(b"\r\nSubject", f"\r\nCc: {other}\r\nSubject".encode())
    company.world.store.accept(
        replace(entry, raw=raw, id="two", message_id="<two@x>", signature="two")
    )
    receive(company.world)

    became = company.world.store.received("two")
    assert became
    assert became.state is InboxState.REJECTED


@pytest.mark.parametrize(
    ("typed", "state_"),
    [
        ("#1 done", InboxState.APPLIED),
        ("#1 due 2026-12-24", InboxState.HELD),
        ("#1 assign @mei", InboxState.HELD),
    ],
)
def test_an_address_alone_is_enough_for_small_changes(at_work, typed, state_):
    company = told(at_work, proof={"northbeam.example": "token"})
    company.reply(company.post.offered[0], typed, proof=NOBODY_VOUCHES)

    assert state(company)[0] is state_


def test_a_forgery_is_rejected_whatever_the_policy(at_work):
    company = told(at_work, proof={"northbeam.example": "token"})
    proof = f"{HOST}; dmarc=fail header.from=northbeam.example"
    company.reply(company.post.offered[0], "#1 done", proof=proof)

    assert state(company) == (InboxState.REJECTED, "dmarc=fail")


def test_each_way_has_its_own_witness(at_work):
    company = told(at_work, vouching={"mailbox work": Vouching("imap.example")})
    proof = "imap.example; dmarc=pass header.from=northbeam.example"
    entry = company.reply(company.post.offered[0], "#1 done", proof=proof)
    assert state(company)[0] is InboxState.HELD

    again = replace(entry, id="2", message_id="<2@x>", came="mailbox work")
    company.world.store.accept(again)
    assert state(company)[0] is InboxState.APPLIED
    assert "mailbox" not in words(company.post.offered[0])


def down(name: str, kind: str) -> tuple[str, ...]:
    raise Transient(f"DNS does not answer ({name} {kind})")


def policy(name: str, kind: str) -> tuple[str, ...]:
    known = (name, kind) == ("_dmarc.northbeam.example", "TXT")
    return ("v=DMARC1; p=reject",) if known else ()


@pytest.mark.parametrize(
    ("resolver", "became"),
    [
        (policy, InboxState.REJECTED),
        (lambda *_: (), InboxState.HELD),
        (down, InboxState.PENDING),
    ],
    ids=["a policy", "none", "no answer"],
)
def test_where_we_verify_nobody_else_is_believed(at_work, resolver, became):
    company = told(at_work, vouching={"": Vouching(HOST, verify=True)})
    company = replace(company, world=replace(company.world, resolver=resolver))
    company.reply(company.post.offered[0], "#1 done")

    assert state(company)[0] is became
