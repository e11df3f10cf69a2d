"""What a store counts, and that counting reads no mail."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from digest.model.ledger import DeliveryState, InboxState
from digest.model.standing import Backlog, PutOff, Suspension, Tally, reason_of
from digest.store import SqlStore, open_store
from digest.store.schema import HEAD
from tests.store.samples import LATER, NOW, arrived, delivery, edition


def test_an_empty_store_counts_nothing(store: SqlStore):
    found = store.figures(NOW)

    assert (found.schema, found.outbox, found.held) == (HEAD, Backlog(), Backlog())
    assert found.size > 0


def test_what_waits_is_counted_with_its_oldest(store: SqlStore):
    store.queue(delivery("d1"))
    store.queue(replace(delivery("d2"), queued_at=LATER))
    store.accept(arrived("one"))

    assert store.figures(NOW).outbox == Backlog(2, NOW)
    assert store.figures(NOW).inbox == Backlog(1, NOW)


@pytest.mark.parametrize(
    ("state", "name"), [(InboxState.PENDING, "kept"), (InboxState.HELD, "held")]
)
def test_answers_that_wait_are_told_apart(store: SqlStore, state: InboxState, name: str):
    store.accept(arrived("one"))
    store.settle("one", state)

    assert getattr(store.figures(NOW), name) == Backlog(1, NOW)
    assert store.figures(NOW).inbox == Backlog()


def test_mail_is_tallied_by_kind_state_and_reason(store: SqlStore):
    for name in ("d1", "d2", "d3"):
        store.queue(delivery(name))
    store.sent("d1", at=LATER, reply="250 ok")
    for name in ("d2", "d3"):
        store.failed(name, error=f"550 5.1.1 <{name}@northbeam.example>: unknown", at=LATER)

    assert store.figures(NOW).tallies == (
        Tally("digest", DeliveryState.FAILED, "5.1.1", 2),
        Tally("digest", DeliveryState.SENT, "", 1),
    )


def test_what_was_settled_before_is_not_counted(store: SqlStore):
    store.queue(delivery("d1"))
    store.failed("d1", error="550", at=NOW)
    store.skip_edition(edition(None))

    assert store.figures(NOW).silent == 1
    assert (store.figures(LATER).tallies, store.figures(LATER).silent) == ((), 0)


def test_a_person_is_unreached_until_something_later_was_sent(store: SqlStore):
    store.queue(delivery("d1"))
    store.failed("d1", error="550", at=LATER)
    assert store.figures(NOW).unreached == ("ada",)

    store.queue(delivery("d2"))
    store.sent("d2", at=LATER, reply="250")
    assert store.figures(NOW).unreached == ()


def test_decisions_about_people_are_told(store: SqlStore):
    store.suspend("ada", at=NOW, why="5.1.1")
    store.start(["mei"], NOW)

    assert store.figures(NOW).suspended == (Suspension("ada", NOW, "5.1.1"),)
    assert (store.figures(NOW).started, store.figures(NOW).started_all) == (("mei",), False)


def test_what_is_put_off_is_told(store: SqlStore):
    store.set_note("later/edition/ada", LATER.isoformat())
    store.set_note("lately", "something else")

    assert store.figures(NOW).put_off == (PutOff("edition/ada", LATER),)


@pytest.mark.parametrize(
    ("state", "told", "reason"),
    [
        (DeliveryState.SENT, "250 2.0.0 ok", ""),
        (DeliveryState.DROPPED, "unsubscribed", "unsubscribed"),
        (DeliveryState.FAILED, "550 5.7.1 <a@b.example> refused", "5.7.1"),
        (DeliveryState.FAILED, "552 too big for a@b.example", "552"),
        (DeliveryState.FAILED, "who is a@b.example?", "other"),
        (DeliveryState.QUEUED, "cannot connect to 10.0.0.1", "no answer"),
        (DeliveryState.QUEUED, "", ""),
    ],
)
def test_a_reason_names_no_address(state: DeliveryState, told: str, reason: str):
    assert reason_of(state, told) == reason


def test_what_was_sent_is_counted_from_an_index_alone(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/store.db"
    with closing(open_store(url)) as store, store.database.reading() as connection:
        assert "COVERING INDEX" in _plan(connection, _QUERIES[0])


def test_no_count_reads_all_of_a_table(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/store.db"
    with closing(open_store(url)) as store, store.database.reading() as connection:
        plans = [_plan(connection, query) for query in _QUERIES]
    assert not [plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan]


_QUERIES = (
    "SELECT kind, count(*) FROM deliveries WHERE settled_at >= 1 AND state = 'sent' GROUP BY 1",
    "SELECT count(*) FROM deliveries WHERE state = 'queued'",
    "SELECT count(*) FROM editions WHERE made_at >= 1 AND delivery IS NULL",
    "SELECT 1 FROM deliveries WHERE recipient = 'ada' AND state = 'sent' AND number > 3",
    "SELECT * FROM notes WHERE key >= 'later/' AND key < 'later0'",
)


def _plan(connection: Connection, query: str) -> str:
    row = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").first()
    return str(row[-1]) if row else ""
