"""digest.store.identity: which item is which survives its store."""

from dataclasses import replace

import pytest

from digest.errors import UsageError
from digest.store import SqlStore
from digest.store.identities import Handle, read
from digest.store.rows import values
from digest.store.schema import handles
from tests.store.samples import LATER, NOW, change, gathered, record, tracked

_FIRST = '{"record": "identity", "version": 1}'


def _handle(number: object) -> str:
    return f'{{"record": "handle", "person": "ada", "item_id": "one", "handle": {number}}}'


def exported(store: SqlStore) -> list[str]:
    return list(store.identities())


def allot(store: SqlStore, *known: Handle) -> None:
    with store.database.writing() as connection:
        connection.execute(handles.insert(), [values(one, handles) for one in known])


@pytest.fixture
def lines(store: SqlStore) -> list[str]:
    """What a store with history says of itself."""
    gone = replace(tracked("two", path="b.md"), withdrawn_at=LATER)
    record(
        store, gathered(change("one", "blocked"), change("one"), items=(tracked("one"), gone))
    )
    allot(store, Handle("ada", "one", 7))
    return exported(store)


def test_what_was_exported_is_imported(lines, store, new_store):
    fresh = new_store()

    assert fresh.take(read(lines, path="f"), at=NOW) == 2
    assert fresh.tracked() == store.tracked()
    assert [c.touch for c in fresh.changes(news_only=False)] == [
        c.touch for c in store.changes()
    ]
    assert fresh.handles("ada") == {"one": 7}


def test_importing_twice_is_the_same_as_once(lines, new_store):
    fresh = new_store()
    fresh.take(read(lines, path="f"), at=NOW)
    once = exported(fresh)

    assert fresh.take(read(lines, path="f"), at=LATER) == 0
    assert exported(fresh) == once


def test_what_is_imported_is_no_news(lines, new_store):
    fresh = new_store()
    fresh.take(read(lines, path="f"), at=NOW)

    assert fresh.changes() == []
    assert len(fresh.changes(item="one", news_only=False)) == 2


def test_a_source_goes_on_from_where_the_file_left_it(lines, new_store):
    fresh = new_store()
    fresh.take(read(lines, path="f"), at=NOW)

    state = fresh.sources()["notes"]
    assert (state.revision, state.items, state.baselined) == ("r1", 1, False)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (replace(tracked("one"), moves=9), "notes: a.md:3 has another history here"),
        (tracked("other"), "notes: a.md:3 has another id here"),
    ],
)
def test_what_contradicts_the_store_is_refused(lines, new_store, known, told):
    fresh = new_store()
    record(fresh, gathered(items=(known,)))

    with pytest.raises(UsageError) as caught:
        fresh.take(read(lines, path="f"), at=NOW)
    assert caught.value.lines[0] == told
    assert fresh.tracked() == [known]


def test_the_file_is_believed_when_that_is_asked_for(lines, new_store):
    fresh = new_store()
    record(fresh, gathered(items=(tracked("other"),)))
    allot(fresh, Handle("ada", "other", 7))
    fresh.take(read(lines, path="f"), at=LATER, overwrite=True)

    assert [(t.id, t.live) for t in fresh.tracked()] == [
        ("one", True),
        ("other", False),
        ("two", False),
    ]
    assert fresh.handles("ada") == {"one": 7}


def test_a_number_that_means_another_item_is_refused(lines, new_store):
    fresh = new_store()
    allot(fresh, Handle("ada", "other", 7))

    with pytest.raises(UsageError, match="#7 of ada is another item here"):
        fresh.take(read(lines, path="f"), at=NOW)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ([], "f: is empty"),
        (["{}"], "f:1: expected the first line"),
        (['{"record": "identity", "version": 2}'], "f:1: expected the first line"),
        ([_FIRST, "[]"], "f:2: expected a source, document"),
        ([_FIRST, '{"record": "item"}'], "f:2: expected"),
        ([_FIRST, '{"record": "mail"}'], "f:2: expected"),
        ([_FIRST, "[" * 100_000], "f:2: expected"),
        ([_FIRST, _handle(0)], "f:2: expected"),
        ([_FIRST, _handle(2**70)], "f:2: expected"),
        ([_FIRST, _handle('"one"')], "f:2: expected"),
        ([_FIRST, _handle(7), _handle(7)], "f: #7 of ada stands there twice"),
    ],
)
def test_a_file_of_something_else_is_refused(broken, told):
    with pytest.raises(UsageError) as caught:
        read(broken, path="f")

    assert caught.value.lines[0].startswith(told)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('"text": "', '"text": 1, "was": "'),
        ('"line": 3', '"line": []'),
        ('"seen_at": "', '"seen_at": "x'),
        ("+00:00", ""),
        ('"source": "notes"', '"source": null'),
    ],
)
def test_a_value_of_another_type_is_refused(lines, good, bad):
    number, line = next((n, one) for n, one in enumerate(lines, 1) if '"record": "item"' in one)
    assert good in line

    with pytest.raises(UsageError, match=f"f:{number}: expected"):
        read([*lines[: number - 1], line.replace(good, bad)], path="f")
