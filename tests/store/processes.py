"""What processes of a test do: each begins when all are ready, and puts what it found."""

import multiprocessing as mp
from collections.abc import Callable
from queue import Queue
from threading import Barrier
from typing import Any

from digest.errors import Transient
from digest.store import open_store
from tests.store.samples import LEASE, NOW, arrived, delivery

PROCESSES = 4
Work = Callable[[str, int], Any]


def together(work: Work, url: str) -> list[Any]:
    """Run some work in several processes at once and return what each returned."""
    context = mp.get_context("fork")
    ready, found = context.Barrier(PROCESSES), context.Queue()
    started = [
        context.Process(target=_begin, args=(work, url, number, ready, found))
        for number in range(PROCESSES)
    ]
    for process in started:
        process.start()
    answers = [found.get(timeout=60) for _ in started]
    for process in started:
        process.join()
    return answers


def _begin(work: Work, url: str, number: int, ready: Barrier, found: "Queue[Any]") -> None:
    ready.wait(60)
    try:
        found.put(work(url, number))
    except Exception as error:  # noqa: BLE001  # the test shows it
        found.put(repr(error))


def claim_all(url: str, _number: int) -> list[str]:
    """Claim deliveries, a few at a time, until there are none."""
    store, mine = open_store(url), list[str]()
    while claimed := store.claim(limit=7, now=NOW, lease=LEASE):
        mine += [delivery.id for delivery in claimed]
        for taken in claimed:
            store.sent(taken.id, at=NOW, reply="250 ok")
    store.close()
    return mine


def write_much(url: str, number: int) -> str:
    """Queue and accept, fifty times each."""
    store = open_store(url)
    for n in range(50):
        store.queue(delivery(f"{number}-{n}"))
        store.accept(arrived(f"{number}-{n}"))
    store.close()
    return "done"


def accept_one(url: str, number: int) -> bool:
    """Accept a message whose Message-ID every process has, with bytes of its own."""
    store = open_store(url)
    first = store.accept(arrived(f"copy {number}", message_id="<same@northbeam.example>"))
    store.close()
    return first


def open_first(url: str, _number: int) -> int:
    """Open a store that nobody has made yet."""
    store = open_store(url)
    count = store.waiting()
    store.close()
    return count


def allot_one(url: str, number: int) -> str:
    """Queue a message that gives handle 1 of the same person to another item."""
    store = open_store(url)
    try:
        queued = store.queue(delivery(f"d{number}"), handles={f"item {number}": 1})
    except Transient:
        return "again"
    finally:
        store.close()
    return "queued" if queued else "owed"
