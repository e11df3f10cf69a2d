"""Entries in words: everything a section knows is told."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from digest.model.edition import Section, SectionKey
from digest.model.entry import Entry
from digest.render import literal, telling
from digest.render.buttons import buttons
from digest.render.choices import choice
from digest.render.language import msg
from digest.render.phrases import Phrases
from digest.render.view import Block, Reader, Row

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
    SectionKey.LEARNED: telling.learned,
    SectionKey.WANTING: telling.wanting,
}
_HEADINGS = {  # heading, tone, hint
    SectionKey.OVERDUE: (msg("Overdue"), "red", ""),
    SectionKey.DUE: (msg("Due this week"), "amber", ""),
    SectionKey.WAITING: (msg("People waiting on you"), "orange", ""),
    SectionKey.AT_RISK: (msg("At risk"), "amber", ""),
    SectionKey.BLOCKED: (msg("Blocked"), "orange", ""),
    SectionKey.SLIPPED: (msg("Slipped"), "violet", ""),
    SectionKey.MOVED: (msg("Delay notices"), "violet", msg("Dates that moved lately.")),
    SectionKey.UNDATED: (msg("No date yet"), "ink", ""),
    SectionKey.UNOWNED: (
        *(msg("Needs an owner"), "ink"),
        msg("Until its document names an owner who is known here, each comes to you."),
    ),
    SectionKey.UNHEARD: (
        *(msg("Of people who get no mail"), "ink"),
        msg("You are told in their place."),
    ),
    SectionKey.WITHDRAWN: (msg("Removed while open"), "ink", msg("Told once.")),
    SectionKey.REVIEW: (msg("Ready for your review"), "blue", ""),
    SectionKey.COMPLETED: (msg("Completed"), "green", ""),
    SectionKey.PROGRESS: (msg("Progress of your teams"), "ink", ""),
    SectionKey.UNWRITTEN: (msg("Updates not written"), "ink", ""),
    SectionKey.NEWS: (msg("New post-mortems and lessons"), "ink", ""),
    SectionKey.LEARNED: (msg("What was learned"), "ink", ""),
    SectionKey.WANTING: (
        *(msg("Unclear as written"), "ink"),
        msg("Items of yours; an answer mends them."),
    ),
}
_GROUP = 60  # characters
URGENT = (SectionKey.OVERDUE, SectionKey.DUE)


def block(section: Section, reader: Reader) -> Block:
    """Return a section in words, narrowed to the reader's limits."""
    limits = reader.limits
    most = limits.urgent if section.key in URGENT else limits.entries
    entries = section.entries[:most]
    heading, tone, hint = _HEADINGS[section.key]
    _ = reader.language.gettext
    return Block(
        heading=f"{_(heading)} ({section.total})",
        tone=tone,
        hint=_(hint) if hint else "",
        rows=tuple(_rows(section.key, entries, reader)),
        more=section.total - len(entries),
    )


def _rows(key: SectionKey, entries: Iterable[Entry], reader: Reader) -> Iterator[Row]:
    """Yield a row for each entry; the first of a group has its name."""
    before = ""
    for entry in entries:
        group = literal.line(entry.group, min(_GROUP, reader.limits.title))
        told = row(key, entry, reader)
        yield replace(told, group=group) if group != before else told
        before = group


def row(key: SectionKey, entry: Entry, reader: Reader) -> Row:
    """Return an entry of a section in words."""
    strong, after, lines = _TOLD[key](Phrases(entry, reader))
    told = tuple(filter(None, lines))[: reader.limits.told]
    return Row(
        title=_title(key, entry, reader),
        url=literal.web_address(entry.url, reader.limits.url),
        handle=entry.handle,
        strong=strong,
        after=after,
        lines=(
            *_question(entry, reader),
            *(() if entry.aged else (*told, *choice(entry, reader))),
        ),
        buttons=() if entry.aged and not entry.asks else buttons(key, entry, reader),
        quiet=entry.aged or key is SectionKey.COMPLETED,
    )


def _question(entry: Entry, reader: Reader) -> Iterator[str]:
    """Yield that nobody said why it moved, and how the reader does."""
    _ = reader.language.gettext
    if not entry.asks:
        return
    if entry.handle is None or not reader.reply_to:
        yield _("No reason is written for its move: please write it into the document.")
        return
    typed = _("because …")
    command = f"#{entry.handle} {typed}"
    yield _("No reason is written for its move: please answer “{command}”.", command=command)


def _title(key: SectionKey, entry: Entry, reader: Reader) -> str:
    title, _ = literal.line(entry.title, reader.limits.title), reader.language.gettext
    if key is SectionKey.UNWRITTEN:
        return _("Update of {name}", name=title)
    return title or _("Untitled")
