"""The store: one database behind `digest.ports.Store`, SQLite or PostgreSQL."""

from digest.store.aliases import SqlAliases
from digest.store.batching import SqlBatches
from digest.store.bouncing import SqlBounces
from digest.store.calendars import SqlCalendars
from digest.store.database import Database
from digest.store.figures import SqlFigures
from digest.store.identity import SqlIdentity
from digest.store.inbox import SqlLedger
from digest.store.items import SqlItems
from digest.store.leases import SqlLeases
from digest.store.migration import migrate, must_be_current
from digest.store.outbox import SqlOutbox
from digest.store.replies import SqlReplies
from digest.store.settling import SqlSettling
from digest.store.slots import SqlDueSlots
from digest.store.subscribers import SqlSubscribers
from digest.store.telling import SqlTellings
from digest.store.tokens import SqlTokens

__all__ = ["SqlStore", "consult_store", "migrate", "open_store"]


class SqlStore(
    SqlItems,
    SqlLeases,
    SqlOutbox,
    SqlSettling,
    SqlBounces,
    SqlBatches,
    SqlTellings,
    SqlLedger,
    SqlReplies,
    SqlTokens,
    SqlSubscribers,
    SqlAliases,
    SqlDueSlots,
    SqlCalendars,
    SqlIdentity,
    SqlFigures,
):
    """All of it.  Threads may share one; connections open when first needed."""

    def close(self) -> None:
        """Close all connections; the next call opens new ones."""
        self.database.close()


def open_store(url: str) -> SqlStore:
    """Return the store at `sqlite:////path` or `postgresql://…`, made or brought up to date.

    Raises:
        UsageError: the address is none of these, or a newer version has written the store.
        Transient: it cannot be reached now.
        Permanent: it cannot be written.
    """
    migrate(url)
    return SqlStore(Database(url))


def consult_store(url: str) -> SqlStore:
    """Return a store that is only asked: whatever is written into it is undone at once.

    Raises:
        UsageError: the address is none of a store, there is none yet, or another version's.
        Transient: it cannot be reached now.
    """
    database = Database(url, keeps=False)
    must_be_current(database)
    return SqlStore(database)
