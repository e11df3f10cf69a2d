"""Pages in words: what stands in an item or a document, as its reader would say it."""

import sys
from dataclasses import dataclass

from digest.model.document import Document, Kind, Passage
from digest.model.item import ActionItem, Due, Role, Status
from digest.model.update import FieldValue, Update
from digest.render import literal, words
from digest.render.language import msg
from digest.render.view import Reader
from digest.workflow.page import DocumentPage, ItemPage

KINDS = {
    Kind.POST_MORTEM: msg("Post-mortem"),
    Kind.PROGRESS: msg("Progress update"),
    Kind.BLOCKER: msg("Blocker"),
    Kind.COMPLETION: msg("Ready for review"),
    Kind.TIMELINE: msg("Delay notification"),
    Kind.LEARNINGS: msg("Lessons"),
    Kind.NOTES: msg("Notes"),
}
_LABELS = {
    "blockers": msg("Blocked by"),
    "changes": msg("What changed"),
    "decide_by": msg("Decision needed by"),
    "delay": msg("Impact on the timeline"),
    "error": msg("Error message"),
    "gaps": msg("Not tested"),
    "getting": msg("What happens instead"),
    "need": msg("What is needed"),
    "new_eta": msg("Now promised for"),
    "not_tried": msg("Not tried, and why"),
    "original_eta": msg("First promised for"),
    "pr": msg("Pull request"),
    "preference": msg("Preferred"),
    "questions": msg("Questions for reviewers"),
    "review_focus": msg("Where to look"),
    "scope_change": msg("Asked for"),
    "testing": msg("How it was tested"),
    "tried": msg("Tried so far"),
    "trying_to": msg("Trying to"),
}
_STATUSES = {
    Status.OPEN: msg("Open"),
    Status.IN_PROGRESS: msg("In progress"),
    Status.BLOCKED: msg("Blocked"),
    Status.DONE: msg("Done"),
    Status.CANCELLED: msg("Cancelled"),
}


@dataclass(frozen=True)
class Fact:
    """A label and what is told under it: one line, or several."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """Where an item stands; `tone` names a colour."""

    strong: str
    after: str
    tone: str


def state(item: ActionItem, reader: Reader, *, live: bool = True) -> State:
    """Return the line that matters most of an item."""
    _, status, due = reader.language.gettext, item.status.value, reader.due(item.due)
    promise = _("due {day}", day=due) if due else _("no date yet")
    was = _("was due {day}", day=due) if due else ""
    if not live and not status.closed:
        return State(_("Not in its document any more"), was, "mute")
    if status.closed:
        return State(_(_STATUSES[status]), was, "green")
    if status is Status.BLOCKED:
        return State(_("Blocked"), promise, "orange")
    if item.day is None:
        return State(_(_STATUSES[status]), promise, "ink")
    late = (reader.today - item.day).days
    tone = "red" if late > 0 else "amber" if late > -7 else "ink"  # noqa: PLR2004 - a week
    return State(words.lateness(late, reader.language), promise, tone)


def item_facts(page: ItemPage, reader: Reader) -> list[Fact]:
    """Return what is known of an item, beside its state and its document."""
    item, tracked, _ = page.tracked.item, page.tracked, reader.language.gettext
    first = ""
    if tracked.moves and tracked.first_due:
        moved = words.times(tracked.moves, reader.language)
        first = f"{reader.day(tracked.first_due)}, {moved}"
    # "Next sprint" is worth repeating, another spelling of the day is not.
    raw = item.due.raw if item.due and item.due.day else ""
    written = "" if any(map(str.isdigit, raw)) else raw
    if item.due and item.due.assumed:
        written = _("None: this one is assumed from the priority")
    level = item.priority.value if item.priority else None
    blocked = item.status.value is Status.BLOCKED
    told = (
        (_("Status"), _(_STATUSES[item.status.value])),
        (_("Reason") if blocked else _("Note"), item.status.detail),
        (_("Owner"), words.names(page.owners, reader.language) or _("Nobody yet")),
        (_("First promised for"), first),
        (_("Date as written"), written),
        (_("Priority"), words.priority(level, reader.language)),
        (_("Ticket"), item.ticket or ""),
    )
    return [Fact(label, (literal.line(text),)) for label, text in told if text]


def document_facts(document: Document, reader: Reader) -> list[Fact]:
    """Return the header of a document, without what its updates tell again."""
    _ = reader.language.gettext
    told = {name for update in document.updates for name in update.fields}
    own = (
        (_("Date"), reader.day(document.date)),
        (_("Written by"), words.names(document.authors, reader.language, limit=12)),
        (_("Only for"), words.names(document.audience, reader.language, limit=12)),
        (_("Tags"), ", ".join(document.tags)),
    )
    header = [
        _fact(name, value, reader)
        for name, value in document.header.items()
        if name not in told | {"title", "date", "authors", "kind"}
    ]
    return [*(Fact(label, (literal.line(text),)) for label, text in own if text), *header]


def update_facts(update: Update, reader: Reader) -> list[Fact]:
    """Return everything an update's form asked for."""
    return [_fact(name, value, reader) for name, value in update.fields.items() if value]


def _fact(name: str, value: FieldValue, reader: Reader) -> Fact:
    known = _LABELS.get(name)
    label = reader.language.gettext(known) if known else words.capital(name.replace("_", " "))
    match value:
        case Due():
            lines: tuple[str, ...] = (reader.due(value),)
        case str():
            lines = (value,)
        case _:
            lines = value
    return Fact(label, tuple(literal.line(line, 2000) for line in lines))


def heading(page: DocumentPage, reader: Reader) -> str:
    """Return what the items of a document are."""
    promised = all(tracked.item.role is Role.ACTION for tracked in page.items)
    _ = reader.language.gettext
    return _("Action items") if promised else _("Tasks and asks")


def passages(page: DocumentPage) -> list[Passage]:
    """Return what stands under the headings, but for what is shown as lessons and items."""
    document = page.document
    elsewhere = [*(x.line for x in document.learnings), *(x.line for x in document.items)]
    ends = [*(passage.line for passage in document.passages[1:]), sys.maxsize]
    return [
        passage
        for passage, end in zip(document.passages, ends, strict=False)
        if passage.level > 1
        and passage.text
        and not any(passage.line <= line < end for line in elsewhere)
    ]
