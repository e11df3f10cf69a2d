"""Pages in words: what stands in an item or a document, as its reader would say it."""

import sys
from dataclasses import dataclass

from digest.model.document import Document, Kind, Passage
from digest.model.item import ActionItem, Due, Role, Status
from digest.model.update import FieldValue, Update
from digest.render import literal, words
from digest.render.view import Reader
from digest.workflow.page import DocumentPage, ItemPage

KINDS = {
    Kind.POST_MORTEM: "Post-mortem",
    Kind.PROGRESS: "Progress update",
    Kind.BLOCKER: "Blocker",
    Kind.COMPLETION: "Ready for review",
    Kind.TIMELINE: "Delay notification",
    Kind.LEARNINGS: "Lessons",
    Kind.NOTES: "Notes",
}
_LABELS = {
    "blockers": "Blocked by",
    "changes": "What changed",
    "decide_by": "Decision needed by",
    "delay": "Impact on the timeline",
    "error": "Error message",
    "gaps": "Not tested",
    "getting": "What happens instead",
    "need": "What is needed",
    "new_eta": "Now promised for",
    "not_tried": "Not tried, and why",
    "original_eta": "First promised for",
    "pr": "Pull request",
    "preference": "Preferred",
    "questions": "Questions for reviewers",
    "review_focus": "Where to look",
    "scope_change": "Asked for",
    "testing": "How it was tested",
    "tried": "Tried so far",
    "trying_to": "Trying to",
}
_STATUSES = {
    Status.OPEN: "Open",
    Status.IN_PROGRESS: "In progress",
    Status.BLOCKED: "Blocked",
    Status.DONE: "Done",
    Status.CANCELLED: "Cancelled",
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
    status, due = item.status.value, words.due(item.due, reader.today) if item.due else ""
    promise = f"due {due}" if due else "no date yet"
    if not live and not status.closed:
        return State("Not in its document any more", f"was {promise}" if due else "", "mute")
    if status.closed:
        return State(_STATUSES[status], f"was {promise}" if due else "", "green")
    if status is Status.BLOCKED:
        return State("Blocked", promise, "orange")
    if item.day is None:
        return State(_STATUSES[status], f"due {due}" if due else "no date yet", "ink")
    late = (reader.today - item.day).days
    tone = "red" if late > 0 else "amber" if late > -7 else "ink"  # noqa: PLR2004 - a week
    return State(words.lateness(late), promise, tone)


def item_facts(page: ItemPage, reader: Reader) -> list[Fact]:
    """Return what is known of an item, beside its state and its document."""
    item, tracked = page.tracked.item, page.tracked
    first = ""
    if tracked.moves and tracked.first_due:
        moved = f"moved {words.times(tracked.moves)}"
        first = f"{words.day(tracked.first_due, reader.today)}, {moved}"
    # "Next sprint" is worth repeating, another spelling of the day is not.
    raw = item.due.raw if item.due and item.due.day else ""
    written = "" if any(map(str.isdigit, raw)) else raw
    if item.due and item.due.assumed:
        written = "None: this one is assumed from the priority"
    told = (
        ("Status", _STATUSES[item.status.value]),
        ("Reason" if item.status.value is Status.BLOCKED else "Note", item.status.detail),
        ("Owner", words.names(page.owners) or "Nobody yet"),
        ("First promised for", first),
        ("Date as written", written),
        ("Priority", words.priority(item.priority.value) if item.priority else ""),
        ("Ticket", item.ticket or ""),
    )
    return [Fact(label, (literal.line(text),)) for label, text in told if text]


def document_facts(document: Document, reader: Reader) -> list[Fact]:
    """Return the header of a document, without what its updates tell again."""
    told = {name for update in document.updates for name in update.fields}
    own = (
        ("Date", words.day(document.date, reader.today) if document.date else ""),
        ("Written by", words.names(document.authors, limit=12)),
        ("Only for", words.names(document.audience, limit=12)),
        ("Tags", ", ".join(document.tags)),
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
    label = _LABELS.get(name) or words.capital(name.replace("_", " "))
    match value:
        case Due():
            lines: tuple[str, ...] = (words.due(value, reader.today),)
        case str():
            lines = (value,)
        case _:
            lines = value
    return Fact(label, tuple(literal.line(line, 2000) for line in lines))


def heading(page: DocumentPage) -> str:
    """Return what the items of a document are."""
    promised = all(tracked.item.role is Role.ACTION for tracked in page.items)
    return "Action items" if promised else "Tasks and asks"


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
