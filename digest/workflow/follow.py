"""Follow items from what the store remembers to what the documents say now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from digest.model.change import Change, TrackedItem
from digest.model.document import Document
from digest.reconcile import Reach, Reconciled, Sighting, TouchOf, reconcile
from digest.workflow.reading import Changed
from digest.workflow.series import (
    Moment,
    as_written,
    history,
    is_series,
    newest_last,
    standing,
    stream_of,
)
from digest.workflow.touches import Touches
from digest.workflow.world import World

_FOLLOWED = timedelta(days=30)


def follow(
    world: World, source: str, changed: Changed, touches: Touches, *, baseline: bool
) -> Reconciled:
    """Return what became of the items of every document that changed or went away."""
    streams = _touched_streams(changed)
    before = {t.id: t for t in world.store.tracked(source, streams=sorted(streams))}
    if any(path not in changed.before for path in changed.documents):
        # A new document may be an old one under another name.
        before |= {t.id: t for t in world.store.tracked(source) if not t.live}
    trail = _Trail(world, source, before, _reach(world, changed))
    live: list[Sighting] = []
    for stream in sorted(streams):
        documents = _documents(world, source, stream, changed)
        if not any(t.stream == stream for t in before.values()):
            trail.replay(stream, history(documents))
        for document in documents[-1:] if is_series(stream) else documents:
            live += standing(document)
            if baseline and is_series(stream):
                touches.dated(document.path, as_written(document))
    trail.step(live, touches, baseline=baseline)
    return Reconciled(tuple(trail.changed.values()), tuple(trail.changes))


def _reach(world: World, changed: Changed) -> Reach:
    """How far a text is followed into another document: a month, or under the same title."""
    before = [stored.document for stored in changed.before.values()]
    documents = [*before, *changed.documents.values()]
    titles = {stream_of(d): d.title for d in documents if not is_series(stream_of(d))}
    return Reach(world.clock.now() - _FOLLOWED, titles)


def _touched_streams(changed: Changed) -> set[str]:
    now = {stream_of(document) for document in changed.documents.values()}
    return now | {stream_of(stored.document) for stored in changed.before.values()}


def _documents(world: World, source: str, stream: str, changed: Changed) -> list[Document]:
    """Return the documents of a stream as they are now, a series by its dates."""
    found = [d for d in changed.documents.values() if stream_of(d) == stream]
    if is_series(stream):
        gone = {*changed.removed, *changed.documents}
        found += [
            stored.document
            for stored in world.store.documents(source)
            if stream_of(stored.document) == stream and stored.document.path not in gone
        ]
    return newest_last(found)


class _Trail:
    """Items as they go from one sighting to the next, and all that changed on the way."""

    def __init__(
        self, world: World, source: str, before: Mapping[str, TrackedItem], reach: Reach
    ) -> None:
        self._world, self._source, self._reach = world, source, reach
        self._now = dict(before)
        self.changed: dict[str, TrackedItem] = {}
        self.changes: list[Change] = []

    def replay(self, stream: str, moments: Iterable[Moment]) -> None:
        """Live through a series' earlier updates: what they promised is history."""
        for moment in moments:
            mine = [t for t in self._now.values() if t.stream == stream]
            self._apply(mine, moment.sightings, moment.touch, baseline=True)

    def step(self, live: list[Sighting], touches: Touches, *, baseline: bool) -> None:
        """Go to what the documents say now."""
        self._apply(list(self._now.values()), live, touches, baseline=baseline)

    def _apply(
        self,
        before: Sequence[TrackedItem],
        live: Sequence[Sighting],
        touched: TouchOf,
        *,
        baseline: bool,
    ) -> None:
        found = reconcile(
            before,
            live,
            source=self._source,
            touched=touched,
            known=self._known,
            reach=self._reach,
            baseline=baseline,
        )
        self.changes += found.changes
        for item in found.items:
            self._now[item.id] = self.changed[item.id] = item

    def _known(self, id_: str) -> bool:
        return id_ in self._now or bool(self._world.store.tracked(ids=[id_]))
