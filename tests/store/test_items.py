"""What the documents say, and its memory."""

from dataclasses import replace
from datetime import timedelta

from digest.model.document import Document
from digest.model.item import Due, ReadStatus, Status
from digest.model.ledger import Gathered, SourceState
from digest.store import SqlStore
from tests.store.samples import (
    LATER,
    NOW,
    OWNER,
    change,
    gathered,
    record,
    removed,
    stored,
    tracked,
)


def test_a_gather_comes_back_as_it_was_recorded(store: SqlStore):
    record(store, gathered())
    assert store.tracked() == [tracked("one"), tracked("two", path="b.md")]
    assert store.documents() == [stored("a.md"), stored("b.md")]


def test_a_source_comes_back_as_it_was_recorded(store: SqlStore):
    record(store, gathered())
    assert store.sources() == {"notes": SourceState("notes", "r1", NOW, 2)}


def test_versions_are_told_by_path_and_source(store: SqlStore):
    record(store, gathered())
    assert store.versions("notes") == {"a.md": "v1", "b.md": "v1"}
    assert store.versions("other") == {}


def test_a_second_gather_replaces_what_it_read_and_keeps_the_rest(store: SqlStore):
    record(store, gathered())
    closed = replace(tracked("one"), closed_at=LATER, sequence=3)
    record(store, gathered(documents=(stored("a.md", version="v2"),), items=(closed,)))
    assert store.versions("notes") == {"a.md": "v2", "b.md": "v1"}
    assert store.tracked() == [closed, tracked("two", path="b.md")]


def test_a_document_keeps_the_moment_it_was_first_seen(store: SqlStore):
    record(store, gathered())
    record(store, gathered(documents=(replace(stored("a.md"), seen_at=LATER),)))
    assert store.documents(paths=["a.md"])[0].seen_at == NOW


def test_a_removed_document_is_left_out_and_its_withdrawn_item_stays(store: SqlStore):
    record(store, gathered())
    gone = replace(tracked("two", path="b.md"), withdrawn_at=LATER)
    record(store, gathered(documents=(removed("b.md"),), items=(gone,)))
    assert list(store.versions("notes")) == ["a.md"]
    assert store.documents(paths=["b.md"]) == []
    assert store.tracked(ids=["two"]) == [gone]


def test_a_removed_document_is_told_when_asked_with_the_moment_it_went(store: SqlStore):
    record(store, gathered())
    record(store, gathered(documents=(removed("b.md"),)))
    assert store.documents("notes", removed=True) == [stored("a.md"), removed("b.md")]


def test_documents_are_found_by_their_series(store: SqlStore):
    update = stored("a.md")
    update = replace(update, document=replace(update.document, series="identity"))
    record(store, gathered(documents=(update, stored("b.md"))))
    assert store.documents("notes", series="identity") == [update]


def test_items_are_found_by_when_they_were_withdrawn(store: SqlStore):
    gone = replace(tracked("two"), withdrawn_at=LATER)
    record(store, gathered(items=(tracked("one"), gone)))
    assert store.tracked("notes", withdrawn_since=LATER) == [gone]
    assert store.tracked("notes", withdrawn_since=LATER + timedelta(seconds=1)) == []


def test_a_document_that_comes_back_is_there_since_it_was_first_seen(store: SqlStore):
    record(store, gathered())
    record(store, gathered(documents=(removed("a.md"),)))
    record(store, gathered(documents=(replace(stored("a.md", version="v2"), seen_at=LATER),)))
    assert store.documents(paths=["a.md"]) == [stored("a.md", version="v2")]
    assert store.versions("notes") == {"a.md": "v2", "b.md": "v1"}


def test_removing_leaves_the_same_path_of_another_source(store: SqlStore):
    other = tracked("three", source="other")
    record(store, gathered())
    record(store, gathered(source="other", items=(other,)))
    record(store, gathered(documents=(removed("a.md"),)))
    assert [d.document.path for d in store.documents("other")] == ["a.md", "b.md"]
    assert store.tracked("other") == [other]


def test_documents_are_found_by_path(store: SqlStore):
    record(store, gathered())
    assert [d.document.path for d in store.documents("notes", ["b.md", "no.md"])] == ["b.md"]
    assert store.documents(paths=[]) == []


def test_items_are_found_by_stream_and_by_id(store: SqlStore):
    record(store, gathered())
    assert [t.id for t in store.tracked("notes", streams=["b.md"])] == ["two"]
    assert [t.id for t in store.tracked(ids=["one", "two"], streams=["b.md"])] == ["two"]
    assert store.tracked(ids=[]) == store.tracked(streams=[]) == []


def test_more_ids_than_a_statement_takes_are_found(store: SqlStore):
    record(store, gathered())
    many = ["two", *(f"none {n}" for n in range(70_000)), "one"]
    assert [t.id for t in store.tracked(ids=many)] == ["one", "two"]


def test_strange_text_in_a_document_comes_back_as_it_was(store: SqlStore):
    strange = replace(tracked("one").item, text="a\0b\u2028 😀", due=Due("5\0", None))
    document: Document = replace(stored("a.md").document, items=(strange,))
    odd = replace(stored("a.md"), document=document)
    record(store, gathered(documents=(odd,)))
    assert store.documents() == [odd]


def test_an_item_without_a_date_has_none(store: SqlStore):
    item = replace(tracked("one").item, due=None, status=ReadStatus("Done", Status.DONE))
    undated = replace(tracked("one"), item=item, first_due=None)
    record(store, gathered(items=(undated,)))
    assert store.tracked() == [undated]


def test_changes_are_numbered_in_the_order_told(store: SqlStore):
    record(store, gathered(change("one", "blocked"), change("two")))
    record(store, gathered(change("one")))
    numbered = [(c.number, c.item_id, c.after) for c in store.changes()]
    assert numbered == [(1, "one", "blocked"), (2, "two", "done"), (3, "one", "done")]
    assert store.last_change() == 3


def test_a_change_comes_back_as_it_was_but_for_its_number(store: SqlStore):
    record(store, gathered(change("one")))
    assert store.changes() == [replace(change("one"), number=1)]


def test_changes_are_told_after_a_number_and_of_an_item(store: SqlStore):
    record(store, gathered(change("one", "blocked"), change("two"), change("one")))
    assert [c.number for c in store.changes(after=1)] == [2, 3]
    assert [c.number for c in store.changes(item="one")] == [1, 3]


def test_baseline_changes_are_history_and_no_news(store: SqlStore):
    record(store, gathered(change("one", baseline=True), change("two")))
    assert [c.item_id for c in store.changes()] == ["two"]
    assert [c.item_id for c in store.changes(news_only=False)] == ["one", "two"]


def test_a_store_without_changes_has_the_last_number_zero(store: SqlStore):
    assert store.last_change() == 0


def test_a_failing_source_keeps_its_state_and_says_since_when(store: SqlStore):
    record(store, gathered())
    store.record_failure("notes", "refused", NOW + timedelta(hours=1))
    store.record_failure("notes", "no branch", NOW + timedelta(hours=2))
    told = SourceState("notes", "r1", NOW, 2, "no branch", LATER)
    assert store.sources() == {"notes": told}


def test_a_source_that_works_again_has_no_problem(store: SqlStore):
    store.record_failure("notes", "refused", NOW)
    record(store, gathered())
    assert store.sources()["notes"].problem == ""
    assert store.sources()["notes"].failed_since is None


def test_a_source_that_was_never_read_is_not_baselined(store: SqlStore):
    store.record_failure("notes", "refused", NOW)
    assert not store.sources()["notes"].baselined


def test_an_empty_gather_records_that_there_was_one(store: SqlStore):
    record(store, Gathered(SourceState("notes", "r9", NOW, 0), NOW, OWNER))
    assert store.sources()["notes"].revision == "r9"
