"""Items read afresh from the same bytes, in other words or by another reader."""

from dataclasses import replace

from digest.model.change import ChangeKind, TrackedItem
from digest.reconcile import Reconciled
from digest.workflow.memory import Memory

_COUNTED = (ChangeKind.ADDED, ChangeKind.RETURNED, ChangeKind.WITHDRAWN)


def unmoved(found: Reconciled, memory: Memory) -> Reconciled:
    """Return what was found without what nobody did: no date moved, nothing was changed."""
    items = tuple(_unmoved(tracked, memory) for tracked in found.items)
    return Reconciled(items, tuple(c for c in found.changes if c.kind in _COUNTED))


def _unmoved(tracked: TrackedItem, memory: Memory) -> TrackedItem:
    before = memory.item(tracked.id)
    if before is None or before.moves == tracked.moves:
        return tracked
    first = before.first_due if before.moves else tracked.item.promised
    return replace(tracked, moves=before.moves, first_due=first)
