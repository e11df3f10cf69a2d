"""A lost store: with its identities, calendars and the numbers in mails stay what they were."""

from pathlib import Path

import pytest

from digest.ical import Kind
from digest.model.directory import Person
from digest.store import SqlStore
from digest.store.identities import read
from digest.workflow.deliver import deliver
from digest.workflow.feed import feed, parse_scope
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from tests.workflow.company import DIRECTORY, Company, company
from tests.workflow.test_gather import ROW, items, table

PRIYA: Person = DIRECTORY.people["priya"]


@pytest.fixture
def lived(at_work: Company) -> Company:
    """An item was reworded and moved, mailed, and its file renamed: no text tells its id."""
    at_work.write("a.md", table(ROW, ROW.replace("Rotate the keys", "Write the runbook")))
    gather(at_work.world, "docs")
    text = at_work.text("a.md").replace("Rotate the keys", "Rotate all of the keys")
    (at_work.root / "a.md").unlink()
    at_work.write("b.md", text.replace("11-20", "12-04"))
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


@pytest.fixture
def restored(lived: Company, new_store, tmp_path: Path) -> Company:
    store: SqlStore = new_store()
    lines = lived.world.store.identities()  # type: ignore[attr-defined]  # of SqlStore alone
    store.take(read(lines, path="f"), at=lived.clock.now())
    again = company(store, tmp_path / "docs")
    gather(again.world, "docs")
    return again


def calendar(at_work: Company) -> bytes:
    scope = parse_scope("person:priya", DIRECTORY, at_work.world.sources)
    return feed(at_work.world, scope, Kind.EVENT, PRIYA)


def test_items_keep_their_ids_and_memory(lived, restored):
    assert items(restored) == items(lived)


def test_a_calendar_is_the_same_byte_for_byte(lived, restored):
    assert calendar(restored) == calendar(lived)


def test_a_number_means_the_same_item(lived, restored):
    before = lived.world.store.handles("priya")

    assert before
    assert restored.world.store.handles("priya") == before


def test_nobody_is_mailed_about_what_was_imported(restored):
    publish(restored.world)
    restored.clock.forward(minutes=30)
    publish(restored.world)

    assert restored.world.store.changes() == []
    assert not [d for d in restored.world.store.deliveries() if d.kind == "delay"]
