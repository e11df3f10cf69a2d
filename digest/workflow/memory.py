"""What is known of one source while it is gathered: of the store, and not written yet."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from digest.model.change import Change, TrackedItem
from digest.model.ledger import StoredDocument
from digest.ports.items import Items


class Memory:
    """Asks the store once for each thing, and answers as if all it learned stood there.

    Short-lived: one for each recording, so that a long history needs no more than a short one.
    """

    def __init__(self, store: Items, source: str) -> None:
        self._store, self._source = store, source
        self.documents: dict[str, StoredDocument] = {}  # learned, by path; removed ones too
        self.items: dict[str, TrackedItem] = {}  # learned, by id
        self.changes: list[Change] = []
        self._stored: dict[str, StoredDocument | None] = {}
        self._series: set[str] = set()  # those whose documents were asked for
        self._tracked: dict[str, TrackedItem] = {}
        self._streams: dict[str, set[str]] = {}  # ids in each stream that was asked for
        self._withdrawn: tuple[datetime, set[str]] | None = None
        self._unknown: set[str] = set()  # ids that were never given out

    def versions(self, among: Collection[str] | None = None) -> dict[str, str]:
        """Return path to version of every document that is there, or of those among some."""
        if among is not None:
            return {path: one.version for path, one in self.known(among).items()}
        found = self._store.versions(self._source)
        for path, stored in self.documents.items():
            if stored.removed_at is None:
                found[path] = stored.version
            else:
                found.pop(path, None)
        return found

    def known(self, paths: Iterable[str]) -> dict[str, StoredDocument]:
        """Return the documents that are there, of some paths."""
        found = self.remembered(paths).items()
        return {path: one for path, one in found if one.removed_at is None}

    def remembered(self, paths: Iterable[str]) -> dict[str, StoredDocument]:
        """Return the documents of some paths, those too that are not there any more."""
        wanted = list(paths)
        missing = [p for p in wanted if p not in self._stored and p not in self.documents]
        if missing:
            self._stored |= dict.fromkeys(missing)
            self._keep(self._store.documents(self._source, missing, removed=True))
        found = {path: self.documents.get(path) or self._stored.get(path) for path in wanted}
        return {path: one for path, one in found.items() if one}

    def series(self, name: str) -> dict[str, StoredDocument]:
        """Return the documents of a series that are there, by path."""
        if name not in self._series:
            self._series.add(name)
            self._keep(self._store.documents(self._source, series=name))
        both = {**self._stored, **self.documents}
        return {
            path: one
            for path, one in both.items()
            if one and one.removed_at is None and one.document.series == name
        }

    def _keep(self, stored: Sequence[StoredDocument]) -> None:
        self._stored |= {one.document.path: one for one in stored}

    def tracked(self, streams: Iterable[str]) -> dict[str, TrackedItem]:
        """Return the items of some streams, withdrawn ones too, by id."""
        wanted = sorted(set(streams))
        missing = [stream for stream in wanted if stream not in self._streams]
        if missing:
            self._streams |= {stream: set() for stream in missing}
            self._meet(self._store.tracked(self._source, streams=missing))
            self._place(t for t in self.items.values() if t.stream in missing)
        return self._items(id_ for stream in wanted for id_ in self._streams[stream])

    def withdrawn(self, since: datetime) -> dict[str, TrackedItem]:
        """Return what was withdrawn since a moment, and is so still, by id."""
        if self._withdrawn is None or since < self._withdrawn[0]:
            found = self._store.tracked(self._source, withdrawn_since=since)
            self._meet(found)
            gone = {t.id for t in found} | {t.id for t in self.items.values() if not t.live}
            self._withdrawn = since, gone
        found_now = self._items(self._withdrawn[1])
        return {
            id_: t
            for id_, t in found_now.items()
            if t.withdrawn_at is not None and t.withdrawn_at >= since
        }

    def given(self, ids: Iterable[str]) -> None:
        """Ask for many ids at once whether they were given out; see `has`."""
        new = [i for i in ids if i not in self._unknown and not self._now(i)]
        if new:
            found = self._store.tracked(ids=new)
            self._tracked |= {t.id: t for t in found if t.id not in self._tracked}
            self._unknown |= set(new) - {t.id for t in found}

    def item(self, id_: str) -> TrackedItem | None:
        """Return the item of an id; None when that was never given out."""
        self.given([id_])
        return self._now(id_)

    def learn(
        self,
        documents: Mapping[str, StoredDocument],
        items: Iterable[TrackedItem],
        changes: Iterable[Change],
    ) -> None:
        """Take in what a step found."""
        self.documents |= documents
        self.changes += changes
        for tracked in items:
            before = self._now(tracked.id)
            if before and before.stream != tracked.stream:
                self._streams.get(before.stream, set()).discard(tracked.id)
            self.items[tracked.id] = tracked
            self._place([tracked])
            if self._withdrawn and not tracked.live:
                self._withdrawn[1].add(tracked.id)

    def _meet(self, found: Iterable[TrackedItem]) -> None:
        """Remember what the store says, but never over what was learned since."""
        for tracked in found:
            self._tracked.setdefault(tracked.id, tracked)
            if tracked.id not in self.items:
                self._place([tracked])

    def _place(self, found: Iterable[TrackedItem]) -> None:
        for tracked in found:
            if tracked.stream in self._streams:
                self._streams[tracked.stream].add(tracked.id)

    def _now(self, id_: str) -> TrackedItem | None:
        return self.items.get(id_) or self._tracked.get(id_)

    def _items(self, ids: Iterable[str]) -> dict[str, TrackedItem]:
        return {id_: found for id_ in sorted(ids) if (found := self._now(id_))}
