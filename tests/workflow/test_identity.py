"""A lost store: with its identities, calendars and the numbers in mails stay what they were."""

import os

import pytest

from digest.model.directory import Person
from digest.store import SqlStore
from digest.store.identities import read
from digest.workflow.deliver import deliver
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.scope import parse_scope
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


def lost(at_work: Company, store: SqlStore) -> Company:
    """Open the service again with a store that knows what was exported, and nothing else."""
    lines = at_work.world.store.identities()  # type: ignore[attr-defined]  # of SqlStore alone
    store.take(read(lines, path="f"), at=at_work.clock.now())
    return company(store, at_work.root)


@pytest.fixture
def restored(lived: Company, new_store) -> Company:
    again = lost(lived, new_store())
    gather(again.world, "docs")
    return again


def calendar(at_work: Company) -> bytes:
    scope = parse_scope("person:priya", DIRECTORY, at_work.world.sources)
    return feed(at_work.world, Wanted(scope, viewer=PRIYA))


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


def test_what_went_after_the_export_is_gone(at_work, new_store):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    again = lost(at_work, new_store())
    (at_work.root / "a.md").unlink()
    gather(again.world, "docs")

    assert not items(again)["Rotate the keys"].live


def test_a_file_renamed_after_the_export_keeps_its_items(at_work, new_store):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    again = lost(at_work, new_store())
    (at_work.root / "a.md").rename(at_work.root / "b.md")
    gather(again.world, "docs")

    assert [(t.id, t.path) for t in again.world.store.tracked()] == [
        (t.id, "b.md") for t in at_work.world.store.tracked()
    ]


def test_a_phrase_keeps_the_day_it_is_read_by(at_work, new_store):
    at_work.write("a.md", "# Notes\n\n## Action items\n\n- [ ] @priya: call by Friday\n")
    gather(at_work.world, "docs")
    again = lost(at_work, new_store())
    os.utime(at_work.root / "a.md", (1_772_442_000,) * 2)
    gather(again.world, "docs")

    assert again.world.store.tracked() == at_work.world.store.tracked()


def test_what_an_old_export_overwrote_is_read_again(at_work):
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    store = at_work.world.store
    told = read(list(store.identities()), path="f")
    at_work.write("a.md", table(ROW.replace("11-20", "12-20")))
    gather(at_work.world, "docs")
    store.take(told, at=at_work.clock.now(), overwrite=True)
    gather(at_work.world, "docs")

    found = items(at_work)["Rotate the keys"]
    assert (str(found.item.day), found.moves) == ("2026-12-20", 1)
