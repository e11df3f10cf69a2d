"""Follow items from what is remembered to what the documents say now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from digest.model.change import Change, TrackedItem
from digest.model.document import Document
from digest.model.ids import item_id
from digest.ports import Step
from digest.reconcile import Reach, Reconciled, Sighting, TouchOf, reconcile
from digest.workflow.memory import Memory
from digest.workflow.reading import Changed
from digest.workflow.series import (
    Moment,
    as_written,
    history,
    is_series,
    name_of,
    newest_day,
    newest_last,
    standing,
    stream_of,
)
from digest.workflow.touches import Touches

_FOLLOWED = timedelta(days=30)


@dataclass(frozen=True)
class Seen:
    """One step, and what was read of it."""

    source: str
    step: Step
    changed: Changed
    touches: Touches
    baseline: bool


def follow(memory: Memory, seen: Seen) -> Reconciled:
    """Return what became of the items of every document that changed or went away."""
    changed, touches = seen.changed, seen.touches
    streams = sorted(_touched_streams(changed))
    before = memory.tracked(streams)
    reach = _reach(seen)
    trail = _Trail(memory, seen, reach, memory.withdrawn(reach.since) | before)
    live: list[Sighting] = []
    for stream in streams:
        documents = _documents(memory, stream, changed)
        known = any(t.stream == stream for t in before.values())
        last = _last(memory, seen, stream) if known else None
        trail.replay(stream, history(documents, after=last))
        for document in documents[-1:] if is_series(stream) else documents:
            live += standing(document)
            if seen.baseline and is_series(stream) and not touches(document.path).sure:
                touches.dated(document.path, as_written(document))
    trail.step(live)
    return Reconciled(tuple(trail.changed.values()), tuple(trail.changes))


def _reach(seen: Seen) -> Reach:
    """How far a text is followed into another document: a month, or under the same title."""
    before = [stored.document for stored in seen.changed.before.values()]
    documents = [*before, *seen.changed.documents.values()]
    return Reach(
        since=seen.step.at - _FOLLOWED,
        titles={stream_of(d): d.title for d in documents if not is_series(stream_of(d))},
        renamed=seen.step.renamed,
    )


def _touched_streams(changed: Changed) -> set[str]:
    now = {stream_of(document) for document in changed.documents.values()}
    return now | {stream_of(stored.document) for stored in changed.before.values()}


def _documents(memory: Memory, stream: str, changed: Changed) -> list[Document]:
    """Return the documents of a stream as they are now, a series by its dates."""
    found = [d for d in changed.documents.values() if stream_of(d) == stream]
    if is_series(stream):
        gone = {*changed.removed, *changed.documents}
        stored = memory.series(name_of(stream)).items()
        found += [one.document for path, one in stored if path not in gone]
    return newest_last(found)


def _last(memory: Memory, seen: Seen, stream: str) -> date:
    """Return the day of the newest update that was known; if none is, nothing is new."""
    before = {path: one.document for path, one in seen.changed.before.items()}
    if is_series(stream):
        before |= {p: one.document for p, one in memory.series(name_of(stream)).items()}
    days = [newest_day(d) for d in before.values() if stream_of(d) == stream]
    return max(days, default=date.max)


class _Trail:
    """Items as they go from one sighting to the next, and all that changed on the way."""

    def __init__(
        self, memory: Memory, seen: Seen, reach: Reach, before: Mapping[str, TrackedItem]
    ) -> None:
        self._memory, self._seen, self._reach = memory, seen, reach
        self._now = dict(before)
        self.changed: dict[str, TrackedItem] = {}
        self.changes: list[Change] = []

    def replay(self, stream: str, moments: Iterable[Moment]) -> None:
        """Live through a series' earlier updates: what they promised is history."""
        for moment in moments:
            mine = [t for t in self._now.values() if t.stream == stream]
            self._apply(mine, moment.sightings, moment.touch, baseline=self._seen.baseline)

    def step(self, live: list[Sighting]) -> None:
        """Go to what the documents say now."""
        baseline = self._seen.baseline
        self._apply(list(self._now.values()), live, self._seen.touches, baseline=baseline)

    def _apply(
        self,
        before: Sequence[TrackedItem],
        live: Sequence[Sighting],
        touched: TouchOf,
        *,
        baseline: bool,
    ) -> None:
        source = self._seen.source
        self._memory.given(item_id(source, s.path, s.item.text, 0) for s in live)
        found = reconcile(
            before,
            live,
            source=source,
            touched=touched,
            known=self._known,
            reach=self._reach,
            baseline=baseline,
        )
        self.changes += found.changes
        for item in found.items:
            self._now[item.id] = self.changed[item.id] = item

    def _known(self, id_: str) -> bool:
        return id_ in self._now or self._memory.item(id_) is not None
