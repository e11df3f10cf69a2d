"""An out-of-office reply: no command, reminders rest, and others see until when."""

from dataclasses import replace
from datetime import date

import pytest

from digest.model.ledger import InboxState
from digest.model.reminders import Days, Reminders
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, words
from tests.workflow.test_gather import ROW, table


@pytest.fixture
def backend() -> str:
    """Stay on one database: nothing here differs between them."""
    return "sqlite"


@pytest.fixture
def told(at_work: Company) -> Company:
    daily = Reminders(Days(after=tuple(range(30))), escalate_after=5)
    reminded = replace(at_work.world.installation, reminders=daily)
    at_work.world = replace(at_work.world, installation=reminded)
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def away(told: Company, said: str, header: str = "Auto-Submitted: auto-replied") -> None:
    """Have an automatic reply to Priya's digest received."""
    entry = told.reply(told.post.to("priya")[0], said)
    told.world.store.settle(entry.id, InboxState.IGNORED)
    raw = entry.raw.replace(b"From:", header.encode() + b"\r\nFrom:", 1)
    told.world.store.accept(replace(entry, id="y" * 64, message_id="", raw=raw))
    receive(told.world)


def reminders(told: Company, days: int) -> int:
    """Return how many reminders Priya gets in so many days."""
    for _ in range(days):
        told.clock.forward(days=1)
        gather(told.world, "docs")
        publish(told.world)
        deliver(told.world)
    return len([d for d in told.post.to("priya") if d.kind == "reminder"])


def test_reminders_rest_until_the_day_of_return(told):
    away(told, "#1 done\nI am out of the office until 27 November 2026.")

    assert told.text("a.md") == table(ROW)
    assert told.world.store.absences(date(2026, 11, 23)) == {"priya": date(2026, 11, 27)}
    assert reminders(told, 3) == 0
    assert reminders(told, 1) == 1


def test_the_journal_and_the_leads_digest_say_until_when(told):
    away(told, "Ich bin bis zum 4. Januar 2027 nicht im Haus.")
    told.clock.forward(days=7)
    gather(told.world, "docs")
    publish(told.world)
    deliver(told.world)

    assert "away until 2027-01-04" in told.world.store.arrivals()[0].note
    assert "away until Mon 4 Jan" in words(told.post.to("mei")[-1])


def test_a_stranger_cannot_send_anybody_away(told):
    entry = told.reply(
        told.post.to("priya")[0], "I am away until 4 December", author="eve@else.example"
    )
    raw = entry.raw.replace(b"From:", b"Auto-Submitted: auto-replied\r\nFrom:", 1)
    told.world.store.settle(entry.id, InboxState.IGNORED)
    told.world.store.accept(replace(entry, id="y" * 64, message_id="", raw=raw))
    receive(told.world)

    assert told.world.store.absences(date(2026, 11, 23)) == {}
