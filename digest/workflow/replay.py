"""Go over a source step by step; record now and then, so that nothing is gone over twice."""

from collections.abc import Callable, Collection
from dataclasses import replace

from digest.logs import Log
from digest.model.ledger import Gathered, SourceState
from digest.ports import Snapshot, Step
from digest.workflow.afresh import unmoved
from digest.workflow.batches import announced, batch_of
from digest.workflow.follow import Seen, follow
from digest.workflow.guard import Guard, gained
from digest.workflow.memory import Memory
from digest.workflow.problems import Problems, lasting
from digest.workflow.reading import parts, read_changed, reading, whole
from digest.workflow.report import GatherReport, Progress
from digest.workflow.stored import stored
from digest.workflow.touches import Touches
from digest.workflow.world import World

log = Log(__name__)

_AT_ONCE = 200  # documents read, or steps made, between one recording and the next


class Replay:
    """One gather on its way: what it has found is kept in mind until it is recorded."""

    def __init__(
        self,
        world: World,
        lease: tuple[str, str],  # source and owner
        *,
        accept: bool,
        progress: Callable[[Progress], None],
    ) -> None:
        self._world, (self._source, self._owner) = world, lease
        self._state = world.store.sources().get(self._source)
        self._baseline = self._state is None or not self._state.baselined
        self._guard = Guard(world.store, self._source, self._state, accept=accept)
        self._quiet = self._baseline  # nobody is told of what is found
        self._afresh = False  # nothing has happened: only the reading is another
        self._progress = progress
        self._memory = Memory(world.store, self._source)
        self._announced: list[tuple[str, str]] = []
        self._settled: Snapshot | None = None  # what the store is known to hold
        self._problems = Problems(self._state.problems if self._state else ())
        self._read = self._changes = self._weight = self._missed = 0
        if self._baseline and world.store.note(self._words) is None:
            world.store.set_note(self._words, reading(world, self._source))

    @property
    def _words(self) -> str:
        """Where it is noted how the documents were read."""
        return f"reading/{self._source}"

    @property
    def revision(self) -> str:
        """Where the last recording was made; empty before the first."""
        return self._state.revision if self._state else ""

    def take(self, found: Snapshot | Step) -> None:
        """Follow every item through one step; record when that was much."""
        if isinstance(found, Snapshot):
            self._whole(found)
            self._record(found.revision)
            return
        self._go(found)
        if self._weight >= _AT_ONCE:
            self._record(found.revision)
            self._tell(found, "commit")

    def end(self, snapshot: Snapshot) -> GatherReport:
        """Go to the snapshot itself, record, and return what all of it was."""
        # Until all is recorded, nothing is known to be.
        self._settled = self._world.settled.pop(self._source, None)
        if self._settled is not snapshot or not self._stands(snapshot):
            self._missed = 0
            self._read_again(snapshot)
            if self._baseline:  # what shrank in the past did so; not what we find now
                self._guard.expect(self._items())
            self._whole(snapshot)
        items = self._record(snapshot.revision, snapshot)
        if not self._missed:
            self._world.settled[self._source] = snapshot
        news = self._problems.news(snapshot)
        return GatherReport(self._source, self._read, items, self._changes, problems=news)

    def _whole(self, snapshot: Snapshot) -> None:
        """Go to a snapshot: at first sight bit by bit, for nothing moves that nobody knew."""
        among = self._differing(snapshot)
        step = whole(self._world, self._source, snapshot, self._memory, among=among)
        some = parts(step, _AT_ONCE) if self._baseline and not step.removed else [step]
        for part in some:
            if self._weight >= _AT_ONCE:
                # Until all of it is read, a gather begins again from where this one did.
                self._record(self.revision)
                self._tell(part, "document")
            self._go(part)

    def _read_again(self, snapshot: Snapshot) -> None:
        """Read what did not change, where the words or the reader did: nothing has happened."""
        now = reading(self._world, self._source)
        if self._world.store.note(self._words) != now:
            self._settled = None
            self._record(self.revision)
            known, self._quiet, self._afresh = self._memory.versions(), True, True
            step = whole(self._world, self._source, snapshot, self._memory)
            same = {p: v for p, v in snapshot.versions.items() if known.get(p) == v}
            for part in parts(replace(step, versions=same, removed=(), renamed={}), _AT_ONCE):
                self._go(part)
                self._record(self.revision)
                self._tell(part, "document")
            self._quiet, self._afresh = self._baseline, False
            self._world.store.set_note(self._words, now)

    def _tell(self, step: Step, what: str) -> None:
        log.info("gathering", source=self._source, of=step.of, **{what: step.number})
        self._progress(Progress(self._source, what, step.number, step.of, step.at))

    def _differing(self, snapshot: Snapshot) -> Collection[str] | None:
        """Return the paths of which the store may say otherwise; None where any may be."""
        settled = self._settled
        if settled is None or not self._stands(settled):
            return None
        if snapshot.since != settled.revision or snapshot.unread != settled.unread:
            return None
        return snapshot.differing | self._memory.documents.keys()

    def _stands(self, settled: Snapshot) -> bool:
        """Return whether the last recording, perhaps of another, was of all of a snapshot."""
        return self._state is not None and stands(self._state, settled)

    def _go(self, step: Step) -> None:
        world, memory = self._world, self._memory
        touches = Touches(world, self._source, step, baseline=self._quiet)
        changed = read_changed(world, self._source, step, memory=memory, touches=touches)
        seen = Seen(self._source, step, changed, touches, self._quiet)
        told = follow(memory, seen)
        told = unmoved(told, memory) if self._afresh else told
        kept = stored(seen, memory, now=world.clock.now(), baseline=self._baseline)
        memory.learn(kept, told.items, told.changes)
        if not self._quiet:
            moved = {before: path for path, before in step.renamed.items()}
            self._announced = [(moved.get(p, p), title) for p, title in self._announced]
            self._announced += announced(changed, world.clock.now())
        self._problems.saw(step, changed)
        self._read += len(changed.documents)
        self._missed += len(step.versions) - len(changed.documents)
        self._weight += 1 + len(changed.documents)

    def _items(self) -> int:
        """Return how many items are live."""
        return (self._state.items if self._state else 0) + gained(self._memory.changes)

    def _record(self, revision: str, last: Snapshot | None = None) -> int:
        """Record all at once, and return how many items are live."""
        world, memory, name = self._world, self._memory, self._source
        items = self._items()
        self._guard.check(items)
        self._guard.note(ended=last is not None)
        news = (memory.changes, self._announced)
        self._state = SourceState(
            name,
            revision,
            gathered_at=world.clock.now(),
            items=items,
            baselined=last is not None or not self._baseline,
            problems=self._problems.standing(last),
        )
        world.store.record_gather(
            Gathered(
                source=self._state,
                at=self._state.gathered_at,
                owner=self._owner,
                documents=tuple(memory.documents.values()),
                items=tuple(memory.items.values()),
                changes=tuple(memory.changes),
                batch=None if self._quiet else batch_of(world, name, revision, news),
            )
        )
        self._changes += len(memory.changes)
        self._memory, self._announced, self._weight = Memory(world.store, name), [], 0
        return items


def stands(last: SourceState, settled: Snapshot) -> bool:
    """Return whether the last recording of a source was of all of a snapshot."""
    same = (last.revision, last.problems) == (settled.revision, lasting(settled))
    return last.baselined and same
