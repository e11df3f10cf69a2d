"""A calendar of 10,000 items: written first, after one change, again; and how it is served.

CPU of one process, the store's part included.  What is written first is compared with
icalendar writing the same components and nothing else; what is served again with an
application that returns ready bytes.
"""

import asyncio
import gzip
import os
import signal
import socket
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from icalendar import Calendar, Event
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digest.model.ledger import Gathered, SourceState
from digest.store import SqlStore, open_store
from digest.web.app import create_app
from digest.workflow.addresses import calendars
from digest.workflow.feed import Wanted, feed
from digest.workflow.scope import Scope as Of
from digest.workflow.shelf import Shelf
from tests.benchmarks import servers
from tests.benchmarks.frame import Rival, cpu, report
from tests.store.samples import LATER, NOW, OWNER, record, stored, tracked
from tests.workflow.company import Company, company

ITEMS, PER_DOCUMENT, REQUESTS, FEW = 10_000, 10, 2_000, 2_000
MILLI = 1000
ALL, SMALL = Wanted(Of("all")), Wanted(Of("priority", "P1"))
LONGEST = 120  # seconds that a child serves
GZIP = {"accept-encoding": "gzip"}


def run() -> bool:
    """Measure writing and serving."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        with closing(open_store(f"sqlite:///{root}/store.db")) as store:
            _fill(store)
            work = company(store, root / "docs")
            met = all([_written(work, root), _served(work)])
        return met & _compared(root)


def _compared(root: Path) -> bool:
    """Compare with servers that hold the same items, fewer: they are slow."""
    with closing(open_store(f"sqlite:///{root}/few.db")) as store:
        _fill(store, FEW)
        work = company(store, root / "few")
        raw, path = feed(work.world, ALL), _path(work)
        return servers.compare(lambda: create_app(work.world), path, raw, root)


def _store(work: Company) -> SqlStore:
    assert isinstance(work.world.store, SqlStore)
    return work.world.store


def _fill(store: SqlStore, number: int = ITEMS) -> None:
    paths = [f"{n:05}.md" for n in range(number // PER_DOCUMENT)]
    found = [
        tracked(f"item-{path}-{n}", path=path, source="docs")
        for path in paths
        for n in range(PER_DOCUMENT)
    ]
    documents = [stored(path, source="docs") for path in paths]
    state = SourceState("docs", "r1", NOW, ITEMS)
    record(store, Gathered(state, NOW, OWNER, documents=tuple(documents), items=tuple(found)))


def _change(store: SqlStore, number: int) -> None:
    one = tracked("item-00007.md-3", path="00007.md", source="docs")
    moved = replace(one, sequence=number, changed_at=NOW + timedelta(minutes=number))
    state = SourceState("docs", f"r{number}", LATER, ITEMS)
    record(store, Gathered(state, LATER, OWNER, items=(moved,)))


def _written(work: Company, root: Path) -> bool:
    raw = feed(work.world, ALL)
    parsed = [
        [*c.property_items(recursive=False)] for c in Calendar.from_ical(raw).walk("VEVENT")
    ]
    first, bare = cpu(lambda: feed(work.world, ALL), lambda: _bare(parsed), rounds=1)
    shelf = Shelf(work.world)
    shelf.look()
    (written,) = cpu(lambda: feed(work.world, ALL, shelf), rounds=1)
    changed = _changed(work, shelf)
    met = report(
        "calendar of 10,000, first", first * MILLI, "ms", Rival("icalendar", bare * MILLI, 1.1)
    )
    report(
        "calendar of 10,000, items read already",
        written * MILLI,
        "ms",
        Rival("icalendar", bare * MILLI),
    )
    met &= report(
        "calendar of 10,000, one changed",
        changed * MILLI,
        "ms",
        Rival("icalendar", bare * MILLI, 1 / 50),
    )
    return met & _again(work, root, raw)


def _bare(events: list[list[tuple[str, Any]]]) -> int:
    """Write the same components with icalendar alone."""
    written = []
    for properties in events:
        event = Event()
        for name, value in properties:
            if name not in ("BEGIN", "END"):
                event.add(name, getattr(value, "dt", value))
        written.append(event.to_ical())
    return len(b"".join(written))


def _changed(work: Company, shelf: Shelf) -> float:
    best = float("inf")
    for number in range(3, 8):
        _change(_store(work), number)
        (took,) = cpu(lambda: feed(work.world, ALL, shelf), rounds=1)
        best = min(best, took)
    return best


def _again(work: Company, root: Path, raw: bytes) -> bool:
    """Ask once more when nothing changed: what a process that forgot its answer does."""
    kept = root / "ready.ics"
    kept.write_bytes(raw)
    app, path = create_app(work.world), _path(work)
    with asyncio.Runner() as runner:

        def again() -> None:
            work.clock.forward(seconds=3)
            runner.run(_ask(app, path))

        again()
        ours, bare, read = cpu(
            again, lambda: runner.run(_ask(_reads(kept), path)), kept.read_bytes, rounds=15
        )
    served = Rival("a bare application reading its file", bare * MILLI)
    rival = Rival("reading its file alone", read * MILLI)
    return report("calendar of 10,000, unchanged", ours * MILLI, "ms", served, rival)


def _reads(kept: Path) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await _ready(await asyncio.to_thread(kept.read_bytes))(scope, receive, send)

    return app


def _path(work: Company) -> str:
    return "/c/" + calendars(work.world, "priya")["all"].rpartition("/")[2]


async def _ask(app: ASGIApp, path: str) -> None:
    """Ask an application once, without a socket."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    about = {"type": "http", "method": "GET", "path": path, "query_string": b""}
    host = [(b"host", b"digest.example")]
    await app(about | {"headers": host, "client": ("127.0.0.1", 1)}, receive, send)
    assert sent[0]["status"] == 200


def _served(work: Company) -> bool:
    """Compare requests in a CPU second of a process that serves over a socket."""
    app, path = create_app(work.world), _path(work)
    body = gzip.compress(feed(work.world, SMALL))
    rate, bare = (REQUESTS / _cpu_of(one, path) for one in (app, _ready(body)))
    ratio = Rival("a bare application", MILLI / bare, 1 / 0.4)
    return report("calendar asked for once more", MILLI / rate, "ms", ratio)


def _ready(body: bytes) -> ASGIApp:
    headers = [
        (b"content-type", b"text/calendar"),
        (b"content-length", str(len(body)).encode()),
    ]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def _cpu_of(app: ASGIApp, path: str) -> float:
    """Return the CPU seconds in which a child that serves an application answers requests."""
    listener = socket.create_server(("127.0.0.1", 0))
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        config = uvicorn.Config(app, access_log=False, log_level="error", lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])
        os._exit(0)
    port = listener.getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=GZIP, timeout=60) as client:
        client.get(path).raise_for_status()
        before = _cpu_time(child)
        for _ in range(REQUESTS):
            client.get(path)
        took = _cpu_time(child) - before
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    return took


def _cpu_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
