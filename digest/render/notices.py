"""A delay notification in words: what moved, and what its author wrote about it."""

from dataclasses import dataclass, replace

from digest.model.edition import Announcement, Links, Notice, SectionKey
from digest.model.update import Option
from digest.render import literal, words
from digest.render.frame import Frame, Opening, frame, reply_help
from digest.render.language import Language, msg
from digest.render.phrases import NAME, commas
from digest.render.rows import row
from digest.render.view import Block, Reader, Row


@dataclass(frozen=True)
class NoticePage:
    """Everything the templates of a delay notification show."""

    frame: Frame
    subject: str
    blocks: tuple[Block, ...]


def notice_page(
    notice: Notice, installation_title: str, links: Links, reader: Reader
) -> NoticePage:
    """Return a notice in words; its subject stays the same for every further move."""
    most = reader.limits.entries
    moved = tuple(row(SectionKey.MOVED, entry, reader) for entry in notice.moved[:most])
    said = tuple(_announced(each, reader) for each in notice.announcements[:most])
    _ = reader.language.gettext
    found = (
        _block(_("What moved"), moved, len(notice.moved)),
        _block(_("What its author says"), said, len(notice.announcements)),
    )
    blocks = tuple(block for block in found if block.rows)
    first, total = (*moved, *said)[0], len(notice.moved) + len(notice.announcements)
    opening = Opening(
        kicker=(_("Delay notice"),),
        preheader=_preheader(first, total, reader),
        headline=_headline(notice, reader),
        intro=_intro(total, reader.language),
        why=_("You get this because you own, wrote or wait for what moved."),
        kind=_("delay notices"),
    )
    helps = reply_help(blocks, reader)
    outer = replace(frame(installation_title, links, opening), help=helps, replies=bool(helps))
    many = reader.language.ngettext("{n} item moved", "{n} items moved", total)
    subject = literal.line(first.title, 70) if total == 1 else many
    return NoticePage(outer, subject, blocks)


def _block(heading: str, rows: tuple[Row, ...], total: int) -> Block:
    return Block(f"{heading} ({total})", "violet", rows, more=total - len(rows))


def _announced(each: Announcement, reader: Reader) -> Row:
    """Return a timeline update as its author wrote it."""
    limits = reader.limits
    _ = reader.language.gettext
    told = (
        (msg("Asked for: {text}"), each.scope),
        (msg("Impact: {text}"), each.delay),
        (msg("Reason: {text}"), each.reason),
    )
    written = (
        _dates(each, reader),
        *(_(said, text=literal.line(text, limits.detail)) for said, text in told if text),
        *(_option(option, reader) for option in each.options[: limits.lines]),
        _recommended(each, reader),
        _decision(each, reader),
    )
    return Row(
        title=literal.line(each.title, limits.title) or _("Untitled"),
        url=literal.web_address(each.url, limits.url),
        strong=_("New timeline"),
        after=reader.by(each.by),
        lines=tuple(filter(None, written)),
    )


def _dates(each: Announcement, reader: Reader) -> str:
    _ = reader.language.gettext
    original, new = reader.due(each.original), reader.due(each.new)
    was = _("was {day}", day=original) if original else ""
    now = _("now {day}", day=new) if new else ""
    return words.capital(literal.line(commas(was, now), NAME * 2))


def _option(option: Option, reader: Reader) -> str:
    name, text = (
        literal.line(option.name, NAME),
        literal.line(option.text, reader.limits.detail),
    )
    return reader.language.gettext("Option {name}: {text}", name=name, text=text)


def _recommended(each: Announcement, reader: Reader) -> str:
    said = literal.line(each.recommendation, reader.limits.detail)
    return reader.language.gettext("Recommendation: {text}", text=said) if said else ""


def _decision(each: Announcement, reader: Reader) -> str:
    day = literal.line(reader.due(each.decide_by), NAME)
    return reader.language.gettext("Decision needed by {day}", day=day) if day else ""


def _headline(notice: Notice, reader: Reader) -> str:
    language, total = reader.language, len(notice.moved) + len(notice.announcements)
    if total > 1:
        return language.ngettext("{n} date moved", "{n} dates moved", total)
    dues = [entry.due for entry in notice.moved] + [each.new for each in notice.announcements]
    day = literal.line(reader.due(dues[0]), NAME) if dues else ""
    if not day:
        return language.gettext("A date moved")
    return language.gettext("A date moved to {day}", day=day)


def _intro(total: int, language: Language) -> str:
    return language.ngettext(
        "Nothing is asked of you unless your own work waits for it.",
        "Nothing is asked of you unless your own work waits for one of them.",
        total,
    )


def _preheader(first: Row, total: int, reader: Reader) -> str:
    said = f"{literal.line(first.title, 50)}: {first.strong}, {literal.line(first.after, 40)}."
    language, can = reader.language, first.handle is not None and reader.reply_to
    if total > 1:
        how = language.ngettext("And {n} more below.", "And {n} more below.", total - 1)
    elif can:
        command = f"#{first.handle} done"
        how = language.gettext("Reply “{command}” to close it.", command=command)
    else:
        how = language.gettext("The reason stands below.")
    return f"{said} {how}"
