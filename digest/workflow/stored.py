"""What becomes of documents through one step of a gather."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from digest.model.ledger import StoredDocument
from digest.ports import Step
from digest.workflow.reading import Changed


def stored(
    source: str, step: Step, changed: Changed, *, now: datetime, baseline: bool
) -> dict[str, StoredDocument]:
    """Return the documents that a step changed or removed, as they are kept, by path."""
    at = min(step.at, now)
    gone = {p: replace(changed.before[p], removed_at=at) for p in changed.removed}
    return gone | dict(_read(source, step, changed, now=now, baseline=baseline))


def _read(
    source: str, step: Step, changed: Changed, *, now: datetime, baseline: bool
) -> Iterator[tuple[str, StoredDocument]]:
    # What was pushed late is news all the same.
    first = min(step.at, now) if baseline else now
    for path, document in changed.documents.items():
        before = changed.before.get(path) or changed.before.get(step.renamed.get(path, ""))
        yield (
            path,
            StoredDocument(
                source=source,
                version=step.versions[path],
                document=replace(document, raw=b""),
                seen_at=before.seen_at if before else first,
                revision=step.revision,
                baseline=before.baseline if before else baseline,
                met=before.met if before else None,
            ),
        )
