"""Changes told together."""

from dataclasses import replace
from datetime import timedelta

from digest.model.ledger import Batch
from digest.store import SqlStore
from tests.store.samples import LATER, NOW, change, gathered, record

MOVED, OTHER = change("one"), change("two")


def batch(name: str = "b1", **more: object) -> Batch:
    return replace(Batch(name, "notes", NOW, (MOVED,), (("a.md", "Late by a week"),)), **more)  # type: ignore[arg-type]  # names are checked by the class


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
    record(store, gathered(batch=batch("early", source="other", changes=())))
    assert [b.id for b in store.batches(LATER)] == ["early", "late"]


SETTLING = batch(due_at=LATER)
END = LATER + timedelta(hours=1)
NEXT = batch("b2", due_at=END, changes=(OTHER,), announced=(("b.md", "Late"), ("a.md", "Late")))


def test_a_batch_joins_one_that_still_settles(store: SqlStore):
    record(store, gathered(MOVED, batch=SETTLING))
    record(store, gathered(OTHER, batch=replace(NEXT, announced=SETTLING.announced)))
    moved = (replace(MOVED, number=1), replace(OTHER, number=2))
    assert store.batches(NOW) == []
    assert store.batches(LATER) == [replace(SETTLING, changes=moved)]


def test_batches_that_join_tell_each_announcement_once(store: SqlStore):
    record(store, gathered(batch=replace(SETTLING, announced=(("a.md", "Late"),))))
    record(store, gathered(batch=NEXT))
    assert store.batches(LATER)[0].announced == (("a.md", "Late"), ("b.md", "Late"))


def test_a_batch_joins_none_of_another_source(store: SqlStore):
    record(store, gathered(batch=SETTLING))
    record(store, gathered(batch=replace(NEXT, source="other"), source="other"))
    assert [b.id for b in store.batches(END)] == ["b1", "b2"]


def test_a_batch_joins_none_that_is_due(store: SqlStore):
    record(store, gathered(MOVED, batch=SETTLING))
    record(store, replace(gathered(OTHER, batch=NEXT), at=LATER))
    assert [b.id for b in store.batches(LATER)] == ["b1"]
    assert [[c.number for c in b.changes] for b in store.batches(END)] == [[1], [2]]


def test_a_batch_joins_none_that_was_told(store: SqlStore):
    record(store, gathered(batch=SETTLING))
    store.batch_told("b1", NOW)
    record(store, gathered(batch=NEXT))
    assert [b.id for b in store.batches(END)] == ["b2"]


def test_a_batch_joins_none_that_is_being_told(store: SqlStore):
    """A gather that began before that one was due ends while its notices are composed."""
    record(store, gathered(MOVED, batch=SETTLING))
    given = store.batches(LATER)
    record(store, gathered(OTHER, batch=NEXT))
    assert store.batches(LATER) == given
    store.batch_told("b1", LATER)
    assert [[c.number for c in b.changes] for b in store.batches(END)] == [[2]]


def test_what_was_told_before_is_told_when_it_happens_again(store: SqlStore):
    record(store, gathered(MOVED, batch=batch()))
    store.batch_told("b1", NOW)
    record(store, replace(gathered(MOVED, batch=batch(due_at=END)), at=LATER))
    (again,) = store.batches(END)
    assert (again.id != "b1", [c.number for c in again.changes]) == (True, [2])


def test_changes_that_are_known_are_told_with_the_batch_that_names_them(store: SqlStore):
    record(store, gathered(MOVED))
    (known,) = store.changes()
    record(store, gathered(OTHER, batch=batch(changes=(known, OTHER))))
    assert [c.number for c in store.batches(NOW)[0].changes] == [1, 2]
