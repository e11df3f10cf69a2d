"""Several processes at one store, as workers, web and receiver are."""

import os

from digest.model.ledger import InboxState
from digest.store import SqlStore
from tests.store import processes
from tests.store.processes import PROCESSES, together
from tests.store.samples import delivery
from tests.stores import NewUrl


def test_every_delivery_is_claimed_by_exactly_one_process(store: SqlStore, url: str):
    queued = [delivery(f"d{n}") for n in range(200)]
    assert all(store.queue(one) for one in queued)
    claimed = together(processes.claim_all, url)
    assert sorted(name for mine in claimed for name in mine) == sorted(d.id for d in queued)


def test_processes_that_write_together_are_not_locked_out(store: SqlStore, url: str):
    assert together(processes.write_much, url) == ["done"] * PROCESSES
    assert store.waiting() == PROCESSES * 50


def test_processes_that_start_together_make_the_store_once(new_url: NewUrl):
    assert together(processes.open_first, new_url()) == [0] * PROCESSES


def test_of_copies_that_arrive_together_one_is_the_first(store: SqlStore, url: str):
    assert sorted(together(processes.accept_one, url)) == [False, False, False, True]
    assert sum(e.state is InboxState.DUPLICATE for e in store.arrivals()) == PROCESSES - 1


def test_messages_composed_together_never_give_one_number_twice(store: SqlStore, url: str):
    assert sorted(together(processes.allot_one, url)) == ["again"] * 3 + ["queued"]
    assert store.waiting() == 1


def test_a_forked_child_uses_connections_of_its_own(store: SqlStore):
    store.set_note("who", "parent")
    child = os.fork()
    if child == 0:
        store.set_note("who", "child")
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert store.note("who") == "child"
