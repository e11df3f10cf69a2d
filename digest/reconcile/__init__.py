"""Items before and items now make changes; nothing here reads or writes anything."""

from digest.reconcile.changes import Reconciled, TouchOf, reconcile
from digest.reconcile.match import match
from digest.reconcile.sighting import Reach, Sighting

__all__ = ["Reach", "Reconciled", "Sighting", "TouchOf", "match", "reconcile"]
