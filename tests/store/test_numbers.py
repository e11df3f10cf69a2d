"""A number once seen is followed by higher ones only."""

import threading

from sqlalchemy import delete

from digest.store import SqlStore, gathers
from digest.store.schema import changes
from tests.store.samples import change, gathered, record


def test_a_number_is_not_given_again_when_its_change_went(store: SqlStore):
    record(store, gathered(change("one"), change("two")))
    with store.database.writing() as connection:
        connection.execute(delete(changes))
    record(store, gathered(change("one")))
    assert [c.number for c in store.changes()] == [3]


def test_changes_become_visible_in_the_order_of_their_numbers(store: SqlStore):
    """A gather that numbers its changes waits for the one before it to commit."""
    record(store, gathered())
    later = threading.Thread(target=record, args=[store, gathered(change("two"))])
    with store.database.writing() as connection:
        gathers.record(connection, gathered(change("one")))
        later.start()
        later.join(0.3)
        assert store.changes() == []
    later.join()
    assert [(c.number, c.item_id) for c in store.changes()] == [(1, "one"), (2, "two")]
