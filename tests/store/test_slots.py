"""Whom to look at is found by an index, and who changes meanwhile is looked at again."""

import re
from datetime import timedelta

import pytest

from digest.model.schedule import Cadence, Chosen
from digest.model.scope import Scope
from digest.store import SqlStore
from tests.store.samples import LATER, NOW

FAR = NOW + timedelta(days=7)


@pytest.fixture
def planned(store: SqlStore) -> SqlStore:
    """Return a store in which everybody was looked at, and nobody is due."""
    store.plan_slots("digest", {"ada": "mondays", "bo": "mondays"})
    store.move_slots([(slot, FAR) for slot in store.due_slots("digest", NOW)])
    return store


def due(store: SqlStore) -> list[str]:
    return [slot.person for slot in store.due_slots("digest", NOW)]


def test_who_is_new_is_due_at_once_and_then_when_it_is_said(store: SqlStore):
    store.plan_slots("digest", {"bo": "mondays", "ada": "mondays"})
    assert due(store) == ["ada", "bo"]
    ada, bo = store.due_slots("digest", NOW)
    store.move_slots([(ada, FAR), (bo, LATER)])
    assert due(store) == []
    assert [slot.person for slot in store.due_slots("digest", LATER)] == ["bo"]


def test_only_whose_plan_changed_is_due_again(planned: SqlStore):
    planned.plan_slots("digest", {"ada": "mondays", "bo": "fridays"})
    assert due(planned) == ["bo"]


def test_who_is_gone_is_not_looked_at(planned: SqlStore):
    planned.plan_slots("digest", {"bo": "mondays"})
    assert [slot.person for slot in planned.due_slots("digest", FAR)] == ["bo"]


def test_kinds_are_apart(planned: SqlStore):
    planned.plan_slots("reminder", {"ada": "mondays"})
    assert due(planned) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.choose_schedule("ada", Chosen(weekday=4)),
        lambda store: store.pause("ada", NOW.date()),
        lambda store: store.pause("ada", None),
        lambda store: store.resubscribe("ada", "digest"),
        lambda store: store.resume("ada"),
        lambda store: store.start(["ada"], NOW),
    ],
)
def test_what_a_person_changes_brings_them_forward(planned: SqlStore, change):
    change(planned)
    assert due(planned) == ["ada"]


def test_the_end_of_the_rehearsal_brings_everybody_forward(planned: SqlStore):
    planned.start(None, NOW)
    assert due(planned) == ["ada", "bo"]


def test_a_look_that_began_before_a_change_does_not_hide_it(planned: SqlStore):
    planned.resume("ada")
    (seen,) = planned.due_slots("digest", NOW)
    planned.choose_schedule("ada", Chosen(weekday=4))
    planned.move_slots([(seen, FAR)])
    assert due(planned) == ["ada"]


def test_a_chosen_schedule_is_kept_until_it_is_taken_back(store: SqlStore):
    scopes = (Scope("team", "identity"), Scope("all"))
    when = (4, 16, 30, "Europe/Berlin", Cadence.FORTNIGHTLY, NOW.date())
    chosen = Chosen(*when, scopes=scopes, all_clear=True)
    store.choose_schedule("ada", Chosen(weekday=1))
    store.choose_schedule("ada", chosen)
    assert store.choices("ada", now=NOW).schedule == chosen
    store.choose_schedule("ada", Chosen())
    assert store.choices("ada", now=NOW).schedule == Chosen()


def test_a_choice_of_no_scopes_is_none_of_the_settings(store: SqlStore):
    store.choose_schedule("ada", Chosen(scopes=(), all_clear=False))
    told = store.choices("ada", now=NOW).schedule
    assert (told.scopes, told.all_clear, told.weekday) == ((), False, None)


def test_the_choices_of_many_are_those_of_each(store: SqlStore):
    store.choose_schedule("ada", Chosen(weekday=1))
    store.unsubscribe("bo", "digest")
    found = store.choices_of(["ada", "bo", "cy"], now=NOW)
    assert found == {key: store.choices(key, now=LATER) for key in ("ada", "bo", "cy")}


def test_who_is_due_is_found_by_an_index(planned: SqlStore, backend: str):
    query = "SELECT * FROM due_slots WHERE kind = 'digest' AND due_at <= '2026-11-23'"
    plain = backend == "sqlite"
    with planned.database.reading() as connection:
        if not plain:  # of two rows PostgreSQL would rather read all
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if plain else "EXPLAIN"
        plan = str(connection.exec_driver_sql(f"{explain} {query}").all())

    assert re.search(r"ix_due_slots\w*due_at", plan)
    assert "Seq Scan" not in plan
