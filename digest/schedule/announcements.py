"""Timeline updates: what an author announced of a delay, and of which item."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from digest.model.change import TrackedItem
from digest.model.directory import fold
from digest.model.document import Document
from digest.model.ids import mint
from digest.model.item import Due
from digest.model.ledger import StoredDocument
from digest.model.notice import Announcement
from digest.model.update import Option, Update
from digest.schedule.news import text_of

_SIGNED = re.compile(r"(?P<said>.*\S)\s*\((?P<who>[^()]{1,80}), (?P<day>\d{4}-\d\d-\d\d)\)")


@dataclass(frozen=True)
class Announced:
    """A timeline update, or a blocker with options, where it stands."""

    stored: StoredDocument
    update: Update
    item: str | None = None  # id of the one it is about, where that is certain

    @property
    def id(self) -> str:
        """The same for every further delay of the same thing, in whichever file."""
        return announcement_id(self.stored.source, self.update.title)

    @property
    def day(self) -> date | None:
        """The day that it promises now."""
        new = new_eta(self.update)
        return new.day if new else None


def announcement_id(source: str, title: str) -> str:
    """Return the name of what a timeline update is about."""
    return mint("announcement", source, fold(title))


def announced(
    stored: Iterable[StoredDocument], items: Sequence[TrackedItem]
) -> Iterator[Announced]:
    """Yield every timeline update, with the item that it is about."""
    by_title: dict[tuple[str, str], list[str]] = {}
    for one in items:
        if one.live:
            by_title.setdefault((one.source, fold(one.item.text)), []).append(one.id)
    for each in stored:
        for update in each.document.updates if each.removed_at is None else ():
            if update.delays:
                ids = by_title.get((each.source, fold(update.title)), [])
                yield Announced(each, update, ids[0] if len(ids) == 1 else None)


def announcement(update: Update, document: Document, url: str | None) -> Announcement:
    """Return a timeline update as its author wrote it."""
    decision, by = decided(update)
    return Announcement(
        title=update.title,
        url=url,
        by=", ".join(document.authors),
        original=_due(update, "original_eta"),
        new=new_eta(update),
        reason=text_of(update, "reason"),
        options=options(update),
        recommendation=text_of(update, "recommendation"),
        scope=text_of(update, "scope_change"),
        delay=text_of(update, "delay"),
        decide_by=update.decide_by,
        decision=decision,
        decided_by=by,
    )


def new_eta(update: Update) -> Due | None:
    """Return what is promised now."""
    return _due(update, "new_eta") or update.eta


def signed(said: str, who: str, day: date) -> str:
    """Return a decision as it is written down, with who decided and when."""
    return f"{said} ({who}, {day.isoformat()})"


def decided(update: Update) -> tuple[str, str]:
    """Return what was decided, and who decided it where that stands beside it."""
    said = text_of(update, "decision")
    found = _SIGNED.fullmatch(said)
    return (found["said"], found["who"]) if found else (said, "")


def options(update: Update) -> tuple[Option, ...]:
    """Return the options, those too that stand in prose or were stored without names."""
    if update.options:
        return update.options
    said = update.fields.get("options", ())
    texts = said if isinstance(said, tuple) else (text_of(update, "options"),)
    return tuple(Option(update.line, str(n), text) for n, text in enumerate(texts, 1) if text)


def _due(update: Update, field: str) -> Due | None:
    value = update.fields.get(field)
    return value if isinstance(value, Due) else None
