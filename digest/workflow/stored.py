"""What becomes of documents through one step of a gather."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from digest.model.ledger import StoredDocument
from digest.workflow.follow import Seen
from digest.workflow.memory import Memory


def stored(
    seen: Seen, memory: Memory, *, now: datetime, baseline: bool
) -> dict[str, StoredDocument]:
    """Return the documents that a step changed or removed, as they are kept, by path."""
    return dict(_gone(seen, now)) | dict(_read(seen, memory, now=now, baseline=baseline))


def _gone(seen: Seen, now: datetime) -> Iterator[tuple[str, StoredDocument]]:
    renamed, at = frozenset(seen.step.renamed.values()), min(seen.step.at, now)
    for path in seen.changed.removed:
        one = seen.changed.before[path]
        # It goes on elsewhere under its name: what comes to this path is another document.
        origin = f"{path}/{seen.step.revision}" if path in renamed else one.origin
        yield path, replace(one, removed_at=at, origin=origin)


def _read(
    seen: Seen, memory: Memory, *, now: datetime, baseline: bool
) -> Iterator[tuple[str, StoredDocument]]:
    # What was pushed late is news all the same.
    step, first = seen.step, min(seen.step.at, now) if baseline else now
    there, known = seen.changed.before, memory.remembered(seen.changed.documents)
    for path, document in seen.changed.documents.items():
        before = there.get(path) or there.get(step.renamed.get(path, ""))
        fresh = StoredDocument(
            source=seen.source,
            version=step.versions[path],
            document=replace(document, raw=b""),
            seen_at=before.seen_at if before else first,
            revision=step.revision,
            baseline=before.baseline if before else baseline,
            met=before.met if before else None,
        )
        yield path, _revised(fresh, before or known.get(path), seen)


def _revised(
    fresh: StoredDocument, before: StoredDocument | None, seen: Seen
) -> StoredDocument:
    """Return a document with when, and how often, what it announces was written."""
    path = fresh.document.path
    announces = any(update.delays for update in fresh.document.updates)
    if before and (before.document.path, before.version) == (path, fresh.version):
        # Only read again: nobody has written it.
        at = before.changed_at or (seen.touches(path).at if announces else None)
        revision, sequence = before.revision, before.sequence
    else:
        at = seen.touches(path).at if announces else None
        revision, sequence = fresh.revision, before.sequence + 1 if before else 0
    origin = before.named if before else ""
    return replace(
        fresh,
        changed_at=at,
        revision=revision,
        sequence=sequence,
        origin="" if origin == path else origin,
    )
