"""What must be survived: hostile and odd mail, each with the outcome that is right."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from digest.mail.inbound import peek_message_id, peek_signature
from digest.model.ids import checksum
from digest.model.ledger import Delivery, InboxEntry, InboxState
from digest.store import open_store
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import HOST, Company, company, message, words
from tests.workflow.test_gather import ROW, table

PROOF = f"Authentication-Results: {HOST}; dmarc=pass header.from=northbeam.example\r\n"
RECEIVED = f"Received: from x by {HOST}\r\n"
BEFORE = table(ROW)
HELD, REJECTED, IGNORED = InboxState.HELD, InboxState.REJECTED, InboxState.IGNORED
APPLIED, DUPLICATE = InboxState.APPLIED, InboxState.DUPLICATE
PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n#1 done\r\n"


@dataclass
class Office:
    """A company whose Priya got a digest, and what becomes of answers to it."""

    work: Company
    digest: Delivery
    other: Delivery  # of somebody else
    count: int = 0

    def address(self, of: Delivery | None = None) -> str:
        return str(message(of or self.digest)["Reply-To"].addresses[0].addr_spec)

    def becomes(self, body: str | bytes = PLAIN, **told: str) -> InboxState:
        """Return what became of a mail to Priya's reply address; `told` varies its head."""
        self.work.write("a.md", BEFORE)
        self.count += 1
        head = (
            f"{told.get('proof', PROOF)}{RECEIVED}{told.get('extra', '')}"
            f"From: {told.get('author', 'Priya <priya@northbeam.example>')}\r\n"
            f"To: {self.address()}\r\nSubject: {told.get('subject', 'Re: digest')}\r\n"
            f"Message-ID: {told.get('id', f'<{self.count}@client.example>')}\r\n"
            f"X-Count: {told.get('count', self.count)}\r\nMIME-Version: 1.0\r\n"
        ).encode()
        raw = head + (body if isinstance(body, bytes) else body.encode())
        entry = InboxEntry(
            id=checksum(raw),
            message_id=peek_message_id(raw),
            raw=raw,
            envelope_sender="priya@northbeam.example",
            recipients=(self.address(), *filter(None, (told.get("also"),))),
            received_at=self.work.clock.now(),
            signature=peek_signature(raw),
        )
        self.work.world.store.accept(entry)
        receive(self.work.world)
        found = self.work.world.store.received(entry.id)
        return found.state if found else DUPLICATE

    @property
    def changed(self) -> bool:
        """Return whether the document is another than before the last mail."""
        return self.work.text("a.md") != BEFORE


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    store = open_store(f"sqlite:///{folder / 'digest.db'}")
    work = company(store, folder / "docs")
    work.write("a.md", BEFORE)
    work.write("b.md", BEFORE.replace("@priya", "@mei").replace("Rotate", "Count"))
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)
    yield Office(work, work.post.to("priya")[0], work.post.to("mei")[0])
    store.close()


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"proof": f"Authentication-Results: {HOST}; dmarc=fail\r\n"}, REJECTED),  # spoofed
        ({"author": "Jonas <jonas@northbeam.example>"}, HELD),  # a token in a forward
        ({"author": "Priya <priya@private.example>"}, HELD),  # an alias
        ({"proof": "", "extra": PROOF}, HELD),  # results from outside, below our Received
        ({"proof": f"Authentication-Results: {HOST}; none (dmarc=pass)\r\n"}, HELD),
        ({"subject": "Automatic reply: digest"}, IGNORED),
        ({"subject": "Automatische Antwort: digest"}, IGNORED),
        ({"subject": "Réponse automatique : digest"}, IGNORED),
        ({"subject": "自動応答: digest"}, IGNORED),
        ({"extra": "Auto-Submitted: auto-replied\r\n"}, IGNORED),
        ({"extra": "X-Digest-Kind: help\r\n"}, IGNORED),  # our own help text
        ({"extra": "From: Priya <priya@northbeam.example>\r\n"}, REJECTED),  # two of them
        ({"author": '"priya@northbeam.example" <eve@else.example>'}, HELD),
    ],
)
def test_who_is_not_surely_the_person_changes_nothing(office, told, state):
    assert office.becomes(**told) is state
    assert not office.changed


def test_two_tokens_in_one_message_are_rejected(office):
    assert office.becomes(also=office.address(office.other)) is REJECTED
    assert not office.changed


def test_the_same_mail_again_counts_once_under_its_own_or_a_new_message_id(office):
    signed = {"extra": "DKIM-Signature: v=1; d=northbeam.example; b=AbC123==\r\n"}
    assert office.becomes(id="<once@client.example>", **signed) is APPLIED
    assert office.becomes(id="<once@client.example>", **signed) is DUPLICATE
    assert office.becomes(id="<another@client.example>", **signed) is DUPLICATE
    assert not office.changed


BOUNDARY = 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
ATTACHMENT = "Content-Type: application/zip\r\n\r\n" + "A" * 20_000_000
PART = f"--b\r\n{PLAIN}"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"{BOUNDARY}{PART}--b\r\n{ATTACHMENT}\r\n--b--", {}),
        ("Content-Type: text/plain; charset=x-klingon\r\n\r\n#1 done\r\n", {}),
        ("Content-Type: text/plain\r\n\r\nHello\0\rthere\r\n#1 done\r\n", {}),
        (PLAIN, {"subject": "=?utf-8?q?Re=3A_x=0D=0ABcc=3A_eve=40else.example?="}),
    ],
    ids=["20 MB", "unknown charset", "NUL and CR", "injection"],
)
def test_odd_mail_of_the_person_is_understood(office, body, head):
    assert office.becomes(body, **head) is APPLIED
    assert office.changed


def test_an_injected_header_does_not_come_back_in_the_receipt(office):
    office.becomes(subject="=?utf-8?q?Re=3A_x=0D=0ABcc=3A_eve=40else.example?=")
    deliver(office.work.world)

    receipt = [d for d in office.work.post.offered if d.kind == "receipt"][-1]
    assert message(receipt)["Bcc"] is None


def nested(levels: int) -> str:
    opened = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'
        for n in range(levels)
    )
    return f"{opened}{PLAIN}"


@pytest.mark.parametrize(
    "body",
    [
        nested(1000),
        BOUNDARY + "--b\r\n\r\nx\r\n" * 100_000 + "--b--",
        "Content-Type: message/rfc822\r\n\r\n" * 300 + PLAIN,
        "Content-Type: text/html\r\n\r\n" + "<div>" * 50_000 + "#1 done" + "</div>" * 50_000,
        "Content-Type: text/plain; charset=utf-7\r\n\r\n+ACM-1 +AGQAbwBuAGU-\r\n",
    ],
    ids=["nested parts", "flat parts", "nested messages", "nested divs", "UTF-7"],
)
def test_what_is_made_to_hurt_is_settled_soon(office, body):
    began = time.process_time()

    assert office.becomes(body) in (APPLIED, REJECTED, IGNORED)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "typed",
    [
        "Thank you!\r\n\r\nOn Mon, 23 Nov 2026, Digest wrote:\r\n> #1 done\r\n",
        "Thank you!\r\n\r\nFrom: Digest <d@x.example>\r\nSent: Monday, 23 November 2026\r\n"
        "To: Priya\r\nSubject: digest\r\n\r\n#1 done\r\n",
        "FYI\r\n\r\n---------- Forwarded message ---------\r\nFrom: Jonas <j@x.example>\r\n"
        "Date: Mon, 23 Nov 2026\r\nSubject: x\r\nTo: Priya\r\n\r\n#1 done\r\n",
    ],
    ids=["quoted", "Outlook without marks", "forward"],
)
def test_commands_that_were_not_typed_change_nothing(office, typed):
    office.becomes(f"Content-Type: text/plain; charset=utf-8\r\n\r\n{typed}")

    assert not office.changed


@pytest.mark.parametrize(
    "above", ["", "I am away until 4 December.\n\n"], ids=["alone", "below an autoreply"]
)
def test_our_own_mail_coming_back_without_a_mark_changes_nothing(office, above):
    returned = message(office.digest).get_body(("plain",))
    assert returned is not None
    head = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    office.becomes(f"{head}{above}{returned.get_content()}")

    assert not office.changed


def test_one_mail_that_cannot_be_read_holds_up_no_other(office):
    store = office.work.world.store
    broken = InboxEntry(
        "z" * 64, "", b"\xff" * 100, "", (office.address(),), office.work.clock.now()
    )
    store.accept(replace(broken, envelope_sender="x@y.example"))

    assert office.becomes() is APPLIED
    assert "Rotate the keys" in words(office.digest)
