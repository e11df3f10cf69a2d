"""A reminder in words: what comes due, and what is late."""

from dataclasses import dataclass, replace

from digest.model.edition import Edition, Links, SectionKey
from digest.render import literal, words
from digest.render.frame import Frame, Opening, frame, reply_help
from digest.render.phrases import commas
from digest.render.rows import block
from digest.render.view import Block, Reader


@dataclass(frozen=True)
class ReminderPage:
    """Everything the templates of a reminder show."""

    frame: Frame
    subject: str
    blocks: tuple[Block, ...]


def reminder_page(
    edition: Edition, installation_title: str, links: Links, reader: Reader
) -> ReminderPage:
    """Return a reminder in words; its subject is the item, where it is one."""
    blocks = tuple(_soon(block(section, reader), section.key) for section in edition.sections)
    rows = [row for each in blocks for row in each.rows]
    first = rows[0]
    said = f"{first.strong}: {literal.line(first.title, 70)}"
    headline = _headline(edition)
    opening = Opening(
        kicker=("Reminder", f"as read {reader.minute(edition.as_of)}"),
        preheader=f"{said}. {len(rows)} in all." if len(rows) > 1 else said,
        headline=headline,
        intro="One reminder a day at most, and none on the day of your digest.",
        why="You get this because you, or a team of yours, have promised these items.",
        kind="reminders",
    )
    helps = reply_help(blocks, reader)
    outer = replace(frame(installation_title, links, opening), help=helps, replies=bool(helps))
    return ReminderPage(outer, said if len(rows) == 1 else headline, blocks)


def _soon(each: Block, key: SectionKey) -> Block:
    """What is due may be further than this week."""
    if key is not SectionKey.DUE:
        return each
    return replace(each, heading=each.heading.replace("Due this week", "Due soon"))


def _headline(edition: Edition) -> str:
    late = edition.section(SectionKey.OVERDUE).total
    soon = edition.section(SectionKey.DUE).total
    told = words.count(late, "item is", "items are") + " overdue" if late else ""
    if not soon:
        return told
    verb = "is" if soon == 1 else "are"
    due = (
        f"{soon} {verb} due soon"
        if late
        else words.count(soon, "item is", "items are") + " due soon"
    )
    return commas(told, due)
