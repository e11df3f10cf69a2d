"""What a gather found that is told at once: dates that moved later, delays announced."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from digest.model.change import Change
from digest.model.ids import mint
from digest.model.ledger import Batch
from digest.model.update import Update
from digest.schedule.announcements import new_eta
from digest.schedule.news import recent, text_of
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
    """Return path and title of every timeline update that is or says something new.

    What was not written lately is no news.  One that stood in a document that was removed
    at the same time was only renamed.
    """
    known: dict[str, set[object]] = defaultdict(set)
    for stored in changed.before.values():
        for update in stored.document.updates if stored.removed_at is None else ():
            if update.delays:
                known[update.title].add(_said(update))
    return [
        (path, update.title)
        for path, document in changed.documents.items()
        for update in document.updates
        if update.delays
        and _said(update) not in known[update.title]
        and (known[update.title] or recent(update.day or document.date, now))
    ]


def _said(update: Update) -> tuple[object, ...]:
    """Return what of an announcement people are told anew when it changes."""
    new = new_eta(update)
    return new and new.day, bool(text_of(update, "reason")), bool(text_of(update, "decision"))
