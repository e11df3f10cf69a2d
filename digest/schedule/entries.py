"""Items and documents as lines of a message."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from digest.access import may_change, may_decide
from digest.markdown.fields.status import known
from digest.model.change import Change, TrackedItem
from digest.model.directory import Directory, Person, Resolution
from digest.model.document import Document
from digest.model.entry import Entry, Flaw, Risk, Why
from digest.model.ids import mint
from digest.model.installation import Installation
from digest.model.item import Form, ReadStatus, Status
from digest.model.ledger import StoredDocument
from digest.schedule.choices import blocker_of
from digest.schedule.concern import Concern, names_of, owners_of
from digest.schedule.slots import local_day

_FORM = re.compile(
    r"(?i)^(?:post-?\s?mortem|timeline update|blocker|lessons learned)\s*[:\u2013-]\s+"
    r"|\s+complete\s+[\u2013-]\s+ready for review$"
)
RISK_DAYS = 5  # not started so shortly before its day
SILENT_DAYS = 14  # started, and nothing heard since
Address = Callable[[str], str | None]  # item or document id -> link in this message


def document_id(source: str, path: str) -> str:
    """Return the name of a document in links: its identity is its place."""
    return mint("document", source, path)


def plain_title(document: Document) -> str:
    """Return a document's title without the name of its form, which readers know."""
    plain = _FORM.sub("", document.title) or document.title
    return plain[:1].upper() + plain[1:]


def origin_of(document: Document, directory: Directory) -> str:
    """Return how a line names where it comes from: a title, or whose update it is."""
    if document.series is None:
        return plain_title(document)
    meant = directory.resolve(document.series)
    known = meant.team or meant.person
    return known.name if known else document.series


def dated(document: Document) -> date | None:
    """Return a document's date, unless its title says it already."""
    day = document.date
    told = (
        day and re.search(rf"\b{day.day}\b", document.title) and f"{day:%b}" in document.title
    )
    return None if told else day


def flaw_of(tracked: TrackedItem, installation: Installation) -> Flaw | None:
    """Return what is wanting in how an open item is written, where a reply mends it."""
    item = tracked.item
    if item.status.value.closed or item.form is not Form.TABLE:
        return None
    words = installation.words_of(tracked.source)
    if item.status.raw and not known(item.status.raw, words):
        return Flaw.STATUS
    return Flaw.OWNERS if len(item.owners) > 1 else None


def _reason(status: ReadStatus) -> str:
    """Return what follows a status; "Waiting for the vendor" is a reason as a whole."""
    whole = status.raw.casefold().startswith(("wait", "await"))
    return status.raw if whole and status.detail else status.detail


@dataclass(frozen=True)
class Reader:
    """Who reads the message: the person, the day it is there, and where links go."""

    person: Person
    today: date
    address: Address
    installation: Installation
    away: Mapping[str, date] = field(default_factory=dict)  # person -> the day they are back

    @property
    def directory(self) -> Directory:
        """Everyone the settings know."""
        return self.installation.directory

    def entry(self, tracked: TrackedItem, document: Document, concern: Concern) -> Entry:
        """Return an item as this person reads it, without a handle."""
        item, directory = tracked.item, self.directory
        blocker = blocker_of(document, item)
        owners = owners_of(tracked, document, directory)
        return Entry(
            title=item.text,
            url=self.address(tracked.id),
            item_id=tracked.id,
            why=concern.why,
            owners=names_of(owners) if concern.owned else item.owners,
            mine=[owner.person for owner in owners] == [self.person],
            away=self._away(owners),
            origin=origin_of(document, directory),
            serial=document.series is not None,
            origin_date=dated(document),
            due=item.due,
            late_days=(self.today - item.day).days if item.day else 0,
            priority=item.priority.value if item.priority else None,
            status=item.status.value,
            detail=_reason(item.status),
            options=blocker.options if blocker else (),
            decision=str(blocker.fields.get("decision", "")) if blocker else "",
            first_due=tracked.first_due,
            moves=tracked.moves,
            at=tracked.changed_at,
            idle_days=self._idle(tracked),
            risk=self._risk(tracked),
            flaw=flaw_of(tracked, self.installation) if concern.why is Why.OWNER else None,
        )

    def _away(self, owners: tuple[Resolution, ...]) -> date | None:
        """Return when the owner who is away longest is back; None where all are there."""
        days = [self.away.get(owner.person.key) for owner in owners if owner.person]
        return max((day for day in days if day and day > self.today), default=None)

    def _idle(self, tracked: TrackedItem) -> int:
        changed = local_day(self.person.schedule, tracked.changed_at)
        return max((self.today - changed).days, 0)

    def _risk(self, tracked: TrackedItem) -> Risk | None:
        item = tracked.item
        left = (item.day - self.today).days if item.day else None
        if item.status.value is Status.OPEN and left is not None and 0 <= left <= RISK_DAYS:
            return Risk.NOT_STARTED
        begun = item.status.value is Status.IN_PROGRESS
        return Risk.SILENT if begun and self._idle(tracked) >= SILENT_DAYS else None

    def answers(self, tracked: TrackedItem, document: Document) -> bool:
        """Return whether this person's reply can change an item."""
        changes = may_change(self.person, tracked, document, self.directory)
        return self._writes(tracked.source) and changes

    def decides(self, stored: StoredDocument) -> bool:
        """Return whether this person's reply counts for what a document announces."""
        decides = may_decide(self.person, stored.document, self.directory)
        return self._writes(stored.source) and decides

    def _writes(self, source: str) -> bool:
        policy = self.installation.sources.get(source)
        return policy is not None and policy.write_back

    def name(self, change: Change) -> str:
        """Return who made a change, "you" being for the words to say."""
        person = self.directory.people.get(change.touch.person or "")
        person = person or self.directory.by_mail(change.touch.mail)
        team = self.directory.teams.get(change.touch.person or "")
        named = person or team  # a team, where its shared mailbox changed it
        return named.name if named else change.touch.author
