"""Everything known, at one moment."""

from dataclasses import replace

from digest.model.ledger import SourceState
from digest.ports import Contents
from digest.store import SqlStore
from tests.store.samples import NOW, change, gathered, record, removed, stored, tracked


def test_contents_are_all_that_is_known(store: SqlStore):
    record(store, gathered(change("one"), change("two", baseline=True)))
    record(store, gathered(documents=(removed("b.md"),)))
    assert store.contents() == Contents(
        items=(tracked("one"), tracked("two", path="b.md")),
        documents=(stored("a.md"), removed("b.md")),
        sources={"notes": SourceState("notes", "r1", NOW, 2)},
        changes=(replace(change("one"), number=1),),
        through=2,
        recorded=2,
    )


def test_contents_tell_the_news_after_a_number(store: SqlStore):
    record(store, gathered(change("one", "blocked"), change("two"), change("one")))
    told = store.contents(after=1)
    assert ([c.number for c in told.changes], told.through) == ([2, 3], 3)
    assert (store.contents(after=3).changes, store.contents(after=3).through) == ((), 3)


def test_a_store_without_anything_has_no_contents(store: SqlStore):
    assert store.contents() == Contents((), (), {}, (), 0)


def test_a_reading_does_not_see_what_is_written_meanwhile(store: SqlStore):
    seen = "SELECT value FROM notes"
    with store.database.reading() as connection:
        before = connection.exec_driver_sql(seen).all()
        store.set_note("clock", "later")
        assert (before, connection.exec_driver_sql(seen).all()) == ([], [])
    assert store.note("clock") == "later"


def test_a_write_after_a_reading_waits_for_others_as_every_write(store: SqlStore):
    assert store.last_change() == 0
    with store.database.writing() as connection:
        assert connection.get_isolation_level() == connection.default_isolation_level
