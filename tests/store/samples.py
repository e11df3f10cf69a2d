"""Values to put into a store, each with one name that tells it apart."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from digest.model.change import Change, ChangeKind, Touch, TrackedItem
from digest.model.document import Document, Kind
from digest.model.item import ActionItem, Due, Form, ReadStatus, Status
from digest.model.ledger import (
    Delivery,
    Gathered,
    InboxEntry,
    Purpose,
    SourceState,
    StoredDocument,
    TokenRecord,
)
from digest.model.owed import EditionRecord, Slot
from digest.store import SqlStore

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
LEASE = timedelta(minutes=5)
OWNER = "me"  # of every lease that a test does not speak of
TOUCH = Touch(NOW, "Ada Stone", "ada@northbeam.example", "r1", "ada")


def tracked(name: str, *, path: str = "a.md", source: str = "notes") -> TrackedItem:
    due = Due("Friday", date(2026, 11, 27), date(2026, 11, 27))
    status = ReadStatus("In progress", Status.IN_PROGRESS)
    item = ActionItem(f"Do {name}", 3, 3, Form.TABLE, owners=("Ada",), due=due, status=status)
    return TrackedItem(name, source, path, path, item, NOW, NOW, date(2026, 11, 20), 1, 2)


def stored(path: str, *, source: str = "notes", version: str = "v1") -> StoredDocument:
    document = Document(path, b"", Kind.NOTES, path.title(), items=(tracked("one").item,))
    return StoredDocument(source, version, document, NOW, "r1")


def removed(path: str) -> StoredDocument:
    return replace(stored(path), removed_at=LATER)


def change(item: str, after: str = "done", *, baseline: bool = False) -> Change:
    return Change(item, ChangeKind.STATUS, "open", after, TOUCH, baseline)


def gathered(*changes: Change, source: str = "notes", **more: object) -> Gathered:
    """Say what a gather found: two documents, two items, and these changes."""
    owner = str(more.pop("owner", OWNER))
    found: dict[str, object] = {
        "documents": (stored("a.md", source=source), stored("b.md", source=source)),
        "items": (tracked("one", source=source), tracked("two", path="b.md", source=source)),
    }
    state = SourceState(source, "r1", NOW, 2)
    return Gathered(state, NOW, owner, changes=changes, **(found | more))  # type: ignore[arg-type]  # names are checked by the class


def record(store: SqlStore, found: Gathered) -> None:
    """Record what a gather found, under a lease of its own."""
    name, until = found.source.name, LATER + LEASE
    store.claim_source(name, owner=found.owner, until=until, now=NOW)  # or it is held already
    store.record_gather(found)


def delivery(name: str, *, recipient: str = "ada", kind: str = "digest") -> Delivery:
    return Delivery(
        id=name,
        kind=kind,
        subject=name,
        recipient=recipient,
        address=f"{recipient}@northbeam.example",
        envelope_sender="bounce@northbeam.example",
        message_id=f"<{name}@northbeam.example>",
        raw=b"Subject: hello\r\n\r\nhello\r\n",
        queued_at=NOW,
        title="hello",
        handles={1: "one"},
    )


def edition(delivery: str | None, *, day: date = date(2026, 11, 23)) -> EditionRecord:
    return EditionRecord(Slot("ada", "weekly", day), NOW, 7, delivery)


def token(name: str, *, subject: str = "ada/all", generation: int = 0) -> TokenRecord:
    return TokenRecord(name, Purpose.FEED, subject, generation, LATER)


def arrived(name: str, *, message_id: str = "", signature: str = "") -> InboxEntry:
    return InboxEntry(
        id=name,
        message_id=message_id,
        raw=name.encode(),
        envelope_sender="ada@northbeam.example",
        recipients=("reply@in.northbeam.example", "copy@in.northbeam.example"),
        received_at=NOW,
        signature=signature,
    )
