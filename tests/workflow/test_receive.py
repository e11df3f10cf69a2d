"""digest.workflow.receive: one effect for each mail, in the markdown, and nobody gets in."""

from dataclasses import replace

import pytest

from digest.errors import Transient
from digest.model.installation import SourcePolicy
from digest.model.ledger import Delivery, InboxState
from digest.sources.folder import FolderSource
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from digest.workflow.took import durations
from tests.workflow.company import Company, installation, message, words
from tests.workflow.test_gather import ROW, items, table

TWO = (ROW, "| P2 | Write the runbook | @priya | 2026-11-25 | In progress |")


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(*TWO))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def digest(told: Company) -> Delivery:
    return told.post.to("priya")[0]


def state(told: Company) -> InboxState:
    return told.world.store.arrivals()[0].state


def receipts(told: Company) -> list[Delivery]:
    deliver(told.world)
    return [d for d in told.post.offered if d.kind == "receipt"]


def answered(told: Company, typed: str, **how: str) -> str:
    """Send a reply to the digest, have it received, and return the document."""
    told.reply(digest(told), typed, **how)
    receive(told.world)
    return told.text("a.md")


def test_done_changes_one_cell_in_the_document(told):
    assert answered(told, "#1 done") == table(ROW.replace("Not started", "Done"), TWO[1])
    assert state(told) is InboxState.APPLIED


def test_the_change_is_gathered_at_once_with_who_made_it(told):
    answered(told, "#1 done")

    (change,) = told.world.store.changes()
    assert (change.before, change.after) == ("open", "done")
    assert change.touch.person == "priya"


def test_a_source_that_stands_as_it_was_gathered_is_gathered_once_for_a_reply(told):
    before = durations(told.world)["docs"].number
    answered(told, "#1 done")

    assert durations(told.world)["docs"].number == before + 1


def test_what_was_written_is_known_without_being_read_again(told):
    answered(told, "#1 done")
    told.write("a.md", told.text("a.md").replace("Done", "Blocked"))
    gather(told.world, "docs")

    assert {t.item.status.value for t in items(told).values()} == {"blocked", "in_progress"}


def test_several_lines_make_one_edit(told):
    text = answered(told, "1 blocked: waiting for the vendor\n2 due 4 Dec")

    assert "Blocked (waiting for the vendor)" in text
    assert "| 2026-12-04 | In progress |" in text


def test_the_receipt_says_before_and_after_in_the_thread(told):
    answered(told, "#1 done", id="<r1@client.example>")

    (receipt,) = receipts(told)
    assert message(receipt)["In-Reply-To"] == "<r1@client.example>"
    assert message(receipt)["Auto-Submitted"] == "auto-replied"
    assert receipt.envelope_sender == ""
    assert "Not started" in words(receipt)


def test_receiving_twice_changes_once_and_receipts_once(told):
    answered(told, "#1 done")
    receive(told.world)

    assert len(receipts(told)) == 1


def test_the_same_mail_again_has_no_effect(told):
    answered(told, "#1 done", id="<r1@client.example>")
    told.write("a.md", table(*TWO))
    text = answered(told, "#1 done\n", id="<r1@client.example>")

    assert text == table(*TWO)


def test_quoted_commands_are_not_executed(told):
    text = answered(told, "Thanks!\n\nOn Monday Digest wrote:\n> #1 done\n> #2 cancelled\n")

    assert text == table(*TWO)
    assert receipts(told) == []


@pytest.mark.parametrize(
    "proof",
    [
        "mx.other.example; dmarc=pass header.from=northbeam.example",
        "mx.northbeam.example; dmarc=none header.from=northbeam.example",
        "mx.northbeam.example; none (dmarc=pass header.from=northbeam.example)",
    ],
)
def test_without_proof_a_reply_is_held_and_its_person_asked(told, proof):
    assert answered(told, "#1 done", proof=proof) == table(*TWO)
    deliver(told.world)

    assert state(told) is InboxState.HELD
    (question,) = [d for d in told.post.to("priya") if d.kind == "confirm"]
    assert "#1 done" in words(question)


def test_a_failed_proof_is_rejected_in_silence(told):
    text = answered(told, "#1 done", proof="mx.northbeam.example; dmarc=fail")
    deliver(told.world)

    assert (text, state(told)) == (table(*TWO), InboxState.REJECTED)
    assert [d.kind for d in told.post.offered] == ["digest"]


def test_another_person_with_the_token_is_held(told):
    answered(told, "#1 done", author="jonas@northbeam.example")

    assert state(told) is InboxState.HELD


def test_a_confirmed_reply_counts(told):
    answered(told, "#1 done", proof="x; none")
    told.world.store.confirm(told.world.store.arrivals()[0].id)
    receive(told.world)

    assert "| Done |" in told.text("a.md")


def test_an_expired_reply_address_is_rejected(told):
    told.clock.forward(days=91)

    assert answered(told, "#1 done") == table(*TWO)
    assert state(told) is InboxState.REJECTED


def test_a_handle_this_mail_does_not_have_is_refused_by_name(told):
    answered(told, "#9 done")

    assert "#9" in words(receipts(told)[0])


def test_a_handle_means_what_the_mail_showed_even_after_rows_moved(told):
    told.write("a.md", table(TWO[1], ROW.replace("Rotate the keys", "Rotate all the keys")))
    text = answered(told, "#1 done")

    assert "| Rotate all the keys | @priya | 2026-11-20 | Done |" in text
    assert "| Write the runbook | @priya | 2026-11-25 | In progress |" in text


def test_an_item_given_to_somebody_else_is_refused_naming_them(told):
    told.write("a.md", table(ROW.replace("@priya", "@jonas"), TWO[1]).replace("Mei", "Max"))
    answered(told, "#1 done")

    assert "Jonas Weber" in words(receipts(told)[0])


def test_a_source_that_may_not_be_written_stays_as_it_is(told):
    sources = {"docs": SourcePolicy("docs")}
    deaf = replace(told.world, installation=installation(sources=sources))
    told.reply(digest(told), "#1 done")
    receive(deaf)

    assert told.text("a.md") == table(*TWO)
    assert "write_back is off" in words(receipts(told)[0])


class Stubborn(FolderSource):
    """A folder that cannot be written for a while, as a full disk."""

    full = True

    def draft(self, reply, **how):
        if self.full:
            raise Transient("no space left on device")
        return super().draft(reply, **how)


def test_what_cannot_land_is_kept_told_and_tried_again(told):
    source = Stubborn("docs", told.root)
    world = replace(told.world, sources={"docs": source})
    told.reply(digest(told), "#1 done")
    receive(world)
    kept = state(told)
    source.full = False
    told.clock.forward(minutes=2)
    receive(world)

    assert (kept, state(told)) == (InboxState.PENDING, InboxState.APPLIED)
    assert "| Done |" in told.text("a.md")
    assert len(receipts(told)) == 2


def test_mail_to_the_unsubscribe_address_stops_that_mail(told):
    header = str(message(digest(told))["List-Unsubscribe"])
    address = header.partition("mailto:")[2].partition("?")[0].partition(">")[0]
    entry = told.reply(digest(told), "stop")
    told.world.store.settle(entry.id, InboxState.IGNORED)
    told.world.store.accept(replace(entry, id="x" * 64, message_id="", recipients=(address,)))
    receive(told.world)

    choices = told.world.store.choices("priya", now=told.clock.now())
    assert choices.unsubscribed == ("digest",)


@pytest.mark.parametrize("subject", ["Auto-Submitted: auto-replied", "Precedence: auto_reply"])
def test_automatic_mail_is_ignored_and_never_answered(told, subject):
    entry = told.reply(digest(told), "#1 done")
    told.world.store.settle(entry.id, InboxState.IGNORED)
    raw = entry.raw.replace(b"From:", subject.encode() + b"\r\nFrom:", 1)
    told.world.store.accept(replace(entry, id="y" * 64, message_id="", raw=raw))
    receive(told.world)

    assert told.text("a.md") == table(*TWO)
    assert receipts(told) == []


def test_a_person_who_left_commands_nothing(told):
    directory = told.world.installation.directory
    gone = {**directory.people, "priya": replace(directory.people["priya"], left=True)}
    world = replace(
        told.world, installation=installation(directory=replace(directory, people=gone))
    )
    told.reply(digest(told), "#1 done")
    receive(world)

    assert state(told) is InboxState.REJECTED


def test_crlf_bom_and_a_missing_newline_survive(at_work):
    text = "\ufeff" + table(*TWO).rstrip("\n").replace("\n", "\r\n")
    at_work.write("a.md", text)
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)

    assert answered(at_work, "#1 done") == text.replace("Not started", "Done")
    assert items(at_work)["Rotate the keys"].item.status.value.closed
