"""What a gather found that is told at once: dates that moved later, delays announced."""

from collections.abc import Sequence
from datetime import datetime

from digest.model.change import Change
from digest.model.ids import mint
from digest.model.ledger import Batch
from digest.schedule.news import recent
from digest.schedule.notices import slips
from digest.workflow.reading import Changed
from digest.workflow.world import World


def batch_of(
    world: World,
    source: str,
    revision: str,
    told: tuple[Sequence[Change], Sequence[tuple[str, str]]],
) -> Batch | None:
    """Return what is to be told when it has settled: of changes, and of announced delays."""
    changes, announced = told
    moved = slips(changes)
    if not moved and not announced:
        return None
    words = [f"{c.item_id} {c.after}" for c in moved]
    words += [f"{path}: {title}" for path, title in announced]
    return Batch(
        id=mint("batch", source, revision, *words),
        source=source,
        due_at=world.clock.now() + world.installation.coalesce,
        changes=moved,
        announced=tuple(announced),
    )


def announced(changed: Changed, now: datetime) -> list[tuple[str, str]]:
    """Return path and title of every timeline update that is new, and written lately.

    One that stood in a document that was removed at the same time was only renamed.
    """
    known = {
        update.title
        for stored in changed.before.values()
        for update in stored.document.updates
        if update.delays
    }
    return [
        (path, update.title)
        for path, document in changed.documents.items()
        for update in document.updates
        if update.delays
        and update.title not in known
        and recent(update.day or document.date, now)
    ]
