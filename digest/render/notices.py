"""A delay notification in words: what moved, and what its author wrote about it."""

from dataclasses import dataclass, replace

from digest.model.edition import Announcement, Links, Notice, SectionKey
from digest.render import literal, words
from digest.render.frame import Frame, Opening, frame, reply_help
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
    found = (
        _block("What moved", moved, len(notice.moved)),
        _block("What its author says", said, len(notice.announcements)),
    )
    blocks = tuple(block for block in found if block.rows)
    first, total = (*moved, *said)[0], len(notice.moved) + len(notice.announcements)
    opening = Opening(
        kicker=("Delay notice",),
        preheader=_preheader(first, total, reader),
        headline=_headline(notice, reader),
        intro=_intro(total),
        why="You get this because you own, wrote or wait for what moved.",
        kind="delay notices",
    )
    helps = reply_help(blocks, reader)
    outer = replace(frame(installation_title, links, opening), help=helps, replies=bool(helps))
    subject = literal.line(first.title, 70) if total == 1 else f"{total} items moved"
    return NoticePage(outer, subject, blocks)


def _block(heading: str, rows: tuple[Row, ...], total: int) -> Block:
    return Block(f"{heading} ({total})", "violet", rows, more=total - len(rows))


def _announced(each: Announcement, reader: Reader) -> Row:
    """Return a timeline update as its author wrote it."""
    limits = reader.limits
    original = words.due(each.original, reader.today) if each.original else ""
    new = words.due(each.new, reader.today) if each.new else ""
    dates = commas(f"was {original}" if original else "", f"now {new}" if new else "")
    by = f"by {reader.who(each.by)}" if each.by else ""
    options = [
        f"Option {literal.line(option.name, NAME)}: {literal.line(option.text, limits.detail)}"
        for option in each.options[: limits.lines]
    ]
    written = (
        words.capital(literal.line(dates, NAME * 2)),
        f"Asked for: {literal.line(each.scope, limits.detail)}" if each.scope else "",
        f"Impact: {literal.line(each.delay, limits.detail)}" if each.delay else "",
        f"Reason: {literal.line(each.reason, limits.detail)}" if each.reason else "",
        *options,
        _recommended(each, reader),
        _decision(each, reader),
    )
    return Row(
        title=literal.line(each.title, limits.title) or "Untitled",
        url=literal.web_address(each.url, limits.url),
        strong="New timeline",
        after=by,
        lines=tuple(filter(None, written)),
    )


def _recommended(each: Announcement, reader: Reader) -> str:
    said = literal.line(each.recommendation, reader.limits.detail)
    return f"Recommendation: {said}" if said else ""


def _decision(each: Announcement, reader: Reader) -> str:
    by = words.due(each.decide_by, reader.today) if each.decide_by else ""
    return f"Decision needed by {literal.line(by, NAME)}" if by else ""


def _headline(notice: Notice, reader: Reader) -> str:
    if len(notice.moved) + len(notice.announcements) > 1:
        total = len(notice.moved) + len(notice.announcements)
        return f"{words.count(total, 'date')} moved"
    dues = [entry.due for entry in notice.moved] + [each.new for each in notice.announcements]
    day = words.due(dues[0], reader.today) if dues and dues[0] else ""
    return f"A date moved to {literal.line(day, 60)}" if day else "A date moved"


def _intro(total: int) -> str:
    if total > 1:
        return "Nothing is asked of you unless your own work waits for one of them."
    return "Nothing is asked of you unless your own work waits for it."


def _preheader(first: Row, total: int, reader: Reader) -> str:
    said = f"{literal.line(first.title, 50)}: {first.strong}, {literal.line(first.after, 40)}."
    if total > 1:
        return f"{said} And {total - 1} more below."
    can = first.handle is not None and reader.reply_to
    how = f"Reply “#{first.handle} done” to close it." if can else "The reason stands below."
    return f"{said} {how}"
