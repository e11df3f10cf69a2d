"""Entries in words: everything a section knows is told."""

from collections.abc import Callable
from datetime import timedelta

from digest.model.edition import Entry, Section, SectionKey
from digest.render import literal, telling
from digest.render.phrases import Phrases
from digest.render.view import Block, Button, Reader, Row

NEW_DATE = timedelta(days=7)  # what the New date button proposes, counted from today
_TOLD: dict[SectionKey, Callable[[Phrases], telling.Told]] = {
    SectionKey.OVERDUE: telling.dated,
    SectionKey.DUE: telling.dated,
    SectionKey.WAITING: telling.waiting,
    SectionKey.AT_RISK: telling.at_risk,
    SectionKey.BLOCKED: telling.blocked,
    SectionKey.SLIPPED: telling.slipped,
    SectionKey.MOVED: telling.moved,
    SectionKey.UNDATED: telling.undated,
    SectionKey.UNOWNED: telling.unowned,
    SectionKey.UNHEARD: telling.unheard,
    SectionKey.WITHDRAWN: telling.withdrawn,
    SectionKey.REVIEW: telling.review,
    SectionKey.COMPLETED: telling.completed,
    SectionKey.PROGRESS: telling.news,
    SectionKey.UNWRITTEN: telling.unwritten,
    SectionKey.NEWS: telling.news,
}
_HEADINGS = {  # heading, tone, hint
    SectionKey.OVERDUE: ("Overdue", "red", ""),
    SectionKey.DUE: ("Due this week", "amber", ""),
    SectionKey.WAITING: ("People waiting on you", "orange", ""),
    SectionKey.AT_RISK: ("At risk", "amber", ""),
    SectionKey.BLOCKED: ("Blocked", "orange", ""),
    SectionKey.SLIPPED: ("Slipped", "violet", ""),
    SectionKey.MOVED: ("Delay notices", "violet", "Dates that moved lately."),
    SectionKey.UNDATED: ("No date yet", "ink", ""),
    SectionKey.UNOWNED: (
        *("Needs an owner", "ink"),
        "Until its document names an owner who is known here, each comes to you.",
    ),
    SectionKey.UNHEARD: (
        *("Of people who get no mail", "ink"),
        "You are told in their place.",
    ),
    SectionKey.WITHDRAWN: ("Removed while open", "ink", "Told once."),
    SectionKey.REVIEW: ("Ready for your review", "blue", ""),
    SectionKey.COMPLETED: ("Completed", "green", ""),
    SectionKey.PROGRESS: ("Progress of your teams", "ink", ""),
    SectionKey.UNWRITTEN: ("Updates not written", "ink", ""),
    SectionKey.NEWS: ("New post-mortems and lessons", "ink", ""),
}
URGENT = (SectionKey.OVERDUE, SectionKey.DUE)


def block(section: Section, reader: Reader) -> Block:
    """Return a section in words, narrowed to the reader's limits."""
    limits = reader.limits
    most = limits.urgent if section.key in URGENT else limits.entries
    entries = section.entries[:most]
    heading, tone, hint = _HEADINGS[section.key]
    return Block(
        heading=f"{heading} ({section.total})",
        tone=tone,
        hint=hint,
        rows=tuple(row(section.key, entry, reader) for entry in entries),
        more=section.total - len(entries),
    )


def row(key: SectionKey, entry: Entry, reader: Reader) -> Row:
    """Return an entry of a section in words."""
    strong, after, lines = _TOLD[key](Phrases(entry, reader))
    return Row(
        title=literal.line(entry.title, reader.limits.title) or "Untitled",
        url=literal.web_address(entry.url, reader.limits.url),
        handle=entry.handle,
        strong=strong,
        after=after,
        lines=() if entry.aged else tuple(filter(None, lines))[: reader.limits.told],
        buttons=_buttons(entry, reader) if key in URGENT and not entry.aged else (),
        quiet=entry.aged or key is SectionKey.COMPLETED,
    )


def _buttons(entry: Entry, reader: Reader) -> tuple[Button, ...]:
    number, address = entry.handle, reader.reply_to
    if number is None or not address or not reader.limits.buttons:
        return ()

    def button(label: str, subject: str, body: str) -> Button:
        url = literal.mailto(address, subject=f"#{number} {subject}", body=f"#{number} {body}")
        return Button(label, f"{label}, item {number}", url)

    return (
        button("Done", "done", "done"),
        button("New date", "new date", f"due {(reader.today + NEW_DATE).isoformat()}"),
        button("Blocked", "blocked", "blocked: "),
    )
