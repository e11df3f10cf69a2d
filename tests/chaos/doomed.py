"""Workers of a storm: each lives for so many calls of its edges, and dies in one of them."""

import os
import signal
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from digest.clock import SystemClock
from digest.model.directory import Directory, Person
from digest.model.ledger import Delivery
from digest.model.schedule import Schedule
from digest.ports import Source, Store, Transport
from digest.render import Renderer
from digest.settings.resources import resource
from digest.sources.folder import FolderSource
from digest.store import open_store
from digest.tokens import Secret
from digest.workflow.deliver import deliver
from digest.workflow.receive import receive
from digest.workflow.world import World
from tests.fakes.smtp import Answer, Postbox, taken
from tests.sources.conftest import sealed
from tests.sources.upstream import Upstream
from tests.workflow.company import installation

PEOPLE = 20


@dataclass(frozen=True)
class Place:
    """Where a storm keeps everything; all its processes know no more than this."""

    root: Path

    @property
    def upstream(self) -> Path:
        """The repository everybody pushes to."""
        return self.root / "upstream.git"

    @property
    def folder(self) -> Path:
        """The folder that replies are written into, where it is no repository."""
        return self.root / "docs"

    @property
    def database(self) -> str:
        """The store."""
        return f"sqlite:///{self.root / 'digest.db'}"

    def ahead(self) -> float:
        """Return how many seconds the storm's clock is ahead."""
        file = self.root / "ahead"
        return float(file.read_text()) if file.exists() else 0.0

    def forward(self, seconds: float) -> None:
        """Put the clock on."""
        new = self.root / "ahead.new"
        new.write_text(str(self.ahead() + seconds))
        new.replace(self.root / "ahead")  # others read it at any moment

    def receipts(self) -> list[int]:
        """Return which batch of replies each receipt tells; a second copy of one is none."""
        lines = set((self.root / "sent").read_text().splitlines())
        return [int(line.split(" ")[1]) for line in lines]


@dataclass(frozen=True)
class Ahead(SystemClock):
    """The machine's time, and what it was put on."""

    place: Place

    def machine(self) -> datetime:
        """Return it."""
        return super().machine() + timedelta(seconds=self.place.ahead())


@dataclass(frozen=True)
class Sink:
    """Writes down what each receipt tells of, before it says that it took one."""

    place: Place

    def __call__(self, delivery: Delivery) -> Answer:
        """Take a message."""
        if delivery.kind == "receipt":
            with (self.place.root / "sent").open("a") as file:
                file.write(f"{delivery.message_id} {delivery.subject}\n")
        return taken(delivery)


class Doomed:
    """An edge behind which its process dies: before or after one of so many calls."""

    def __init__(self, edge: object, fate: "Fate") -> None:
        self._edge, self._fate = edge, fate

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._edge, name)
        if not callable(found):
            return found

        def call(*told: object, **more: object) -> object:
            self._fate.step()
            answer = found(*told, **more)
            self._fate.step()
            return Doomed(answer, self._fate) if name == "draft" else answer

        return call


@dataclass
class Fate:
    """How many steps are left."""

    left: int

    def step(self) -> None:
        """Go on, or die as the kernel has it when memory is short: nothing is said before."""
        self.left -= 1
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def people() -> Directory:
    """Return everybody who replies."""
    return Directory({f"p{n}": _person(n) for n in range(PEOPLE)})


def _person(number: int) -> Person:
    key = f"p{number}"
    return Person(
        key, f"Person {number}", f"{key}@northbeam.example", (f"@{key}",), schedule=Schedule()
    )


def source_at(place: Place, clock: Ahead) -> Source:
    """Return what replies are written into: a folder where there is one, else a repository."""
    if place.folder.is_dir():
        return FolderSource("docs", place.folder, clock=clock)
    return sealed(Upstream(place.upstream), place.root / "clones")


def world_at(place: Place) -> World:
    """Return the service as one process of it has it; all share one clone."""
    clock = Ahead(place)
    return World(
        installation=installation(directory=people(), operator=None, cap=100),
        store=open_store(place.database),
        sources={"docs": source_at(place, clock)},
        transport=Postbox(Sink(place)),
        wake=lambda *_: None,
        clock=clock,
        secret=Secret("s1", b"k" * 32),
        render=Renderer(resource("templates")),
    )


def work(place: Place, doom: int) -> None:
    """Receive and deliver until death; without a doom once."""
    world = world_at(place)
    if not doom:
        receive(world)
        deliver(world)
        return
    fate = Fate(doom)
    world = replace(
        world,
        store=cast("Store", Doomed(world.store, fate)),
        sources={"docs": cast("Source", Doomed(world.sources["docs"], fate))},
        transport=cast("Transport", Doomed(world.transport, fate)),
    )
    while True:
        receive(world)
        deliver(world)
