"""Changes told together."""

from dataclasses import replace

from digest.model.ledger import Batch
from digest.store import SqlStore
from tests.store.samples import LATER, NOW, change, gathered, record

MOVED, OTHER = change("one"), change("two")


def batch(name: str = "b1", **more: object) -> Batch:
    return replace(Batch(name, "notes", NOW, (MOVED,), (("a.md", 3),)), **more)  # type: ignore[arg-type]  # names are checked by the class


def test_a_settled_batch_tells_its_changes_with_their_numbers(store: SqlStore):
    record(store, gathered(OTHER, MOVED, batch=batch()))
    assert store.batches(NOW) == [batch(changes=(replace(MOVED, number=2),))]


def test_a_batch_is_not_told_before_it_has_settled(store: SqlStore):
    record(store, gathered(MOVED, batch=batch(due_at=LATER)))
    assert store.batches(NOW) == []


def test_a_batch_that_was_told_is_not_told_again(store: SqlStore):
    record(store, gathered(MOVED, batch=batch()))
    store.batch_told("b1", NOW)
    assert store.batches(LATER) == []


def test_batches_come_in_the_order_in_which_they_were_due(store: SqlStore):
    record(store, gathered(batch=batch("late", due_at=LATER, changes=())))
    record(store, gathered(batch=batch("early", changes=())))
    assert [b.id for b in store.batches(LATER)] == ["early", "late"]


def test_a_batch_recorded_again_grows_and_waits(store: SqlStore):
    record(store, gathered(MOVED, batch=batch()))
    (known,) = store.batches(NOW)
    grown = replace(known, due_at=LATER, changes=(*known.changes, OTHER))
    record(store, gathered(OTHER, batch=grown))
    assert store.batches(NOW) == []
    assert [c.number for c in store.batches(LATER)[0].changes] == [1, 2]
