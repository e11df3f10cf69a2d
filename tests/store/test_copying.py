"""A store is copied as it is at one moment, into any kind of database, and goes on there."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest

from digest.errors import UsageError
from digest.model.bounce import Bounce, BounceKind
from digest.model.calendar import Choice, Fetch, Kind, SavedCalendar
from digest.model.directory import Person
from digest.model.ledger import InboxState
from digest.model.notice import Notice
from digest.model.owed import Telling
from digest.model.replies import Absence, ItemChoice, OwedReceipt
from digest.model.schedule import Chosen
from digest.store import SqlStore, open_store
from digest.store.copying import copy_store, rows_of
from tests.store.samples import (
    NOW,
    arrived,
    change,
    delivery,
    edition,
    gathered,
    record,
    token,
)
from tests.stores import NewUrl


@pytest.fixture
def middle(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/middle.db"


def filled(url: str) -> SqlStore:
    """Open a store and put something into every table."""
    store = open_store(url)
    record(store, gathered(change("one")))
    store.queue(
        replace(delivery("d1"), told=Notice(Person("", "", ""), ())),
        tokens=[token("t")],
        handles={"one": 1},
        edition=edition("d1"),
        tellings=[Telling("ada", "one", 1)],
    )
    store.became([], ["d1"])
    store.bounced(Bounce("d1", "ada", NOW, BounceKind.SOFT))
    store.accept(arrived("in"))
    store.record_outcome("in", 0, "{}")
    store.owe_receipt(OwedReceipt("in", "ada", NOW, "{}"))
    store.choose_item(ItemChoice("ada", "one", not_mine="Ada"))
    store.record_absence(Absence("ada", date(2026, 12, 24), NOW))
    store.see_lines("ada", ["hash"], NOW)
    store.rotate("feed", "ada/all")
    store.choices("ada", now=NOW)
    store.add_alias("ada@home.example", "ada", since=NOW)
    store.unsubscribe("ada", "delay")
    store.suspend("mei", at=NOW, why="5.1.1")
    store.pause("ada", date(2026, 12, 24))
    store.choose_schedule("ada", Chosen(weekday=4, scopes=(), all_clear=True))
    store.plan_slots("digest", {"ada": "plan"})
    store.save_calendar(
        SavedCalendar("c", "ada", "Urgent", "priority:P1", NOW, Choice(Kind.BOTH))
    )
    store.record_fetches([Fetch("ada/all", NOW, "khal", 3)])
    store.start(None, NOW)
    store.set_note("clock", "later")
    return store


def seen(store: SqlStore) -> tuple[object, ...]:
    return (
        store.contents(),
        store.deliveries(),
        store.told("d1"),
        store.arrivals(),
        store.outcomes("in"),
        store.receipt_of("in", again=False),
        store.item_choices("ada"),
        store.absences(NOW.date()),
        store.shared_lines(["hash"], people=1),
        store.find("t"),
        store.generation("feed", "ada/all"),
        store.handles("ada"),
        store.choices("ada", now=NOW),
        store.last_edition("ada"),
        store.figures(NOW).suspended,
        store.started("mei"),
        store.note("clock"),
        store.due_slots("digest", NOW),
        store.calendars("ada"),
        store.fetches(["ada/all"]),
    )


def test_everything_is_the_same_there_and_back(new_url: NewUrl, middle: str):
    source, target = new_url(), new_url()
    with closing(filled(source)) as before:
        told = seen(before)
    copied = copy_store(source, middle)

    assert copy_store(middle, target) == copied == rows_of(target)
    with closing(open_store(target)) as after:
        assert seen(after) == told


def test_every_table_has_something_in_this_test(new_url: NewUrl):
    url = new_url()
    filled(url).close()

    assert {name for name, rows in rows_of(url).items() if not rows} == {"batches"}


def test_numbers_go_on_after_the_last_one(new_url: NewUrl, middle: str):
    source, target = new_url(), new_url()
    filled(source).close()
    copy_store(source, middle)
    copy_store(middle, target)
    with closing(open_store(target)) as store:
        last = store.last_change()
        record(store, gathered(change("two")))
        store.queue(delivery("d2"))

        assert store.last_change() == last + 1
        assert [d.id for d in store.deliveries()] == ["d2", "d1"]


def test_a_store_that_holds_something_is_not_overwritten(new_url: NewUrl):
    source, target = new_url(), new_url()
    filled(source).close()
    with closing(open_store(target)) as store:
        store.set_note("mine", "kept")
    with pytest.raises(UsageError, match=r"is not empty \(notes\)"):
        copy_store(source, target)

    assert rows_of(target)["items"] == 0


def test_a_lease_is_not_carried_over(new_url: NewUrl, middle: str):
    source = new_url()
    with closing(filled(source)) as store:
        store.claim_source("docs", owner="me", until=NOW + timedelta(days=9), now=NOW)
    copy_store(source, middle)
    with closing(open_store(middle)) as store:
        assert store.claim_source("docs", owner="you", until=NOW, now=NOW)


@contextmanager
def working(store: SqlStore) -> Iterator[None]:
    """Write to a store all the time, two tables in one transaction."""
    done, numbers = Event(), count(1)

    def work() -> None:
        while not done.is_set():
            number = next(numbers)
            name, day = f"load{number}", date(2020, 1, 1) + timedelta(days=number)
            told = replace(delivery(name), subject=name)
            store.queue(told, edition=edition(name, day=day))

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_a_copy_under_load_is_of_one_moment(new_url: NewUrl, middle: str):
    source = new_url()
    with closing(filled(source)) as store:
        store.settle("in", InboxState.APPLIED)
        with working(store):
            rows = copy_store(source, middle)

    assert rows["deliveries"] == rows["editions"] >= 1
    assert rows_of(middle) == rows
