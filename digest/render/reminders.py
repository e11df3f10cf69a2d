"""A reminder in words: what comes due, and what is late."""

from dataclasses import dataclass, replace

from digest.model.edition import Edition, Section, SectionKey
from digest.model.message import Links
from digest.render import literal
from digest.render.frame import Frame, Opening, frame, reply_help
from digest.render.language import Language
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
    _ = reader.language.gettext
    blocks = tuple(_block(section, reader) for section in edition.sections)
    rows = [row for each in blocks for row in each.rows]
    first = rows[0]
    said = f"{first.strong}: {literal.line(first.title, 70)}"
    headline = _headline(edition, reader.language)
    in_all = _("{first}. {n} in all.", first=said, n=reader.language.number(len(rows)))
    opening = Opening(
        kicker=(_("Reminder"), _("as read {when}", when=reader.minute(edition.as_of))),
        preheader=in_all if len(rows) > 1 else said,
        headline=headline,
        intro=_("One reminder a day at most, and none on the day of your digest."),
        why=_("You get this because you, or a team of yours, have promised these items."),
        kind=_("reminders"),
    )
    helps = reply_help(blocks, reader)
    outer = replace(frame(installation_title, links, opening), help=helps, replies=bool(helps))
    return ReminderPage(outer, said if len(rows) == 1 else headline, blocks)


def _block(section: Section, reader: Reader) -> Block:
    """Return a section; what is due may be further than this week."""
    found = block(section, reader)
    if section.key is not SectionKey.DUE:
        return found
    soon = reader.language.gettext("Due soon")
    return replace(found, heading=f"{soon} ({section.total})")


def _headline(edition: Edition, language: Language) -> str:
    overdue = edition.section(SectionKey.OVERDUE).total
    due = edition.section(SectionKey.DUE).total
    many = language.ngettext
    late = many("{n} item is overdue", "{n} items are overdue", overdue) if overdue else ""
    if not due:
        return late
    if not overdue:
        return many("{n} item is due soon", "{n} items are due soon", due)
    return commas(late, many("{n} is due soon", "{n} are due soon", due))
