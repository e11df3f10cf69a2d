"""A digest in words: subject, headline, counts, sections, stale sources."""

from dataclasses import dataclass, replace

from digest.model.edition import Edition, Links, SectionKey
from digest.render import highlights, literal, words
from digest.render.frame import Frame, Opening, frame, reply_help
from digest.render.rows import block
from digest.render.trends import TrendPage, trend_page
from digest.render.view import Block, Count, Reader

SUBJECT = 60  # characters that inboxes show
_SUBJECTS = (  # facts in the order of their weight
    (SectionKey.OVERDUE, "{} overdue"),
    (SectionKey.DUE, "{} due this week"),
    (SectionKey.WAITING, "{} waiting on you"),
    (SectionKey.AT_RISK, "{} at risk"),
    (SectionKey.BLOCKED, "{} blocked"),
    (SectionKey.SLIPPED, "{} slipped"),
    (SectionKey.MOVED, "{} moved"),
    (SectionKey.UNDATED, "{} without a date"),
    (SectionKey.UNOWNED, "{} without an owner"),
    (SectionKey.UNHEARD, "{} of people without mail"),
    (SectionKey.WITHDRAWN, "{} removed"),
    (SectionKey.REVIEW, "{} to review"),
    (SectionKey.COMPLETED, "{} completed"),
    (SectionKey.PROGRESS, "{} of progress"),
    (SectionKey.UNWRITTEN, "{} not written"),
    (SectionKey.NEWS, "{} to read"),
)
_CELLS = {
    SectionKey.OVERDUE: ("overdue", "red"),
    SectionKey.DUE: ("due", "amber"),
    SectionKey.WAITING: ("waiting", "orange"),
    SectionKey.AT_RISK: ("at risk", "amber"),
    SectionKey.BLOCKED: ("blocked", "orange"),
    SectionKey.SLIPPED: ("slipped", "violet"),
    SectionKey.COMPLETED: ("done", "green"),
}
_STRIP = 4  # cells that fit a phone


@dataclass(frozen=True)
class EditionPage:
    """Everything the templates of a digest show."""

    frame: Frame
    facts: str
    title: str
    date: str
    counts: tuple[Count, ...]
    blocks: tuple[Block, ...]
    stale: tuple[str, ...]
    trend: TrendPage | None = None


def edition_page(
    edition: Edition, installation_title: str, links: Links, reader: Reader
) -> EditionPage:
    """Return an edition in words, sections in their order, empty ones left out."""
    told = [s for s in map(edition.section, SectionKey) if s.entries]
    blocks = tuple(block(section, reader) for section in told)
    counted = [(text, edition.section(key).total) for key, text in _SUBJECTS]
    facts = ", ".join([text.format(number) for text, number in counted if number][:2])
    outer = frame(installation_title, links, _opening(edition, reader))
    helps = reply_help(blocks, reader)
    title, date = _fit(facts, outer.installation, words.short_day(edition.slot, reader.today))
    return EditionPage(
        frame=replace(outer, help=helps, replies=bool(helps)),
        facts=facts or "Nothing to do",
        title=title,
        date=date,
        counts=_counts(edition),
        blocks=blocks,
        stale=tuple(_stale(edition, reader)),
        trend=trend_page(edition.trend, reader) if edition.trend else None,
    )


def _opening(edition: Edition, reader: Reader) -> Opening:
    worst, schedule = highlights.worst(edition), edition.subscriber.schedule
    period = words.days(edition.period_start, edition.period_end, reader.today, short=False)
    return Opening(
        kicker=(period, f"as read {reader.minute(edition.as_of)}"),
        preheader=highlights.preheader(edition, worst, reader),
        headline=highlights.headline(edition),
        intro=highlights.intro(edition, worst, reader),
        why=f"You get this {words.often(schedule)} because you own, wrote or are asked for "
        "items in the documents that are read here.",
        kind=f"the {words.rhythm(schedule)} digest",
    )


def _fit(facts: str, title: str, date: str) -> tuple[str, str]:
    """Return title and date as a subject of 60 characters has room for them."""
    room = SUBJECT - len(facts) - len(" – ")  # noqa: RUF001 - as the subject has it
    if len(title) + len(date) + 2 <= room:
        return title, date
    return literal.line(title, max(room, 20)), ""


def _counts(edition: Edition) -> tuple[Count, ...]:
    """The largest sections as cells; what is done always has one."""
    cells = [
        Count(edition.section(key).total, label, tone)
        for key, (label, tone) in _CELLS.items()
        if edition.section(key).total
    ]
    return tuple(cells if len(cells) <= _STRIP else (*cells[: _STRIP - 1], cells[-1]))


def _stale(edition: Edition, reader: Reader) -> list[str]:
    lines = []
    for source in edition.stale:
        days = (reader.today - source.since.astimezone(reader.zone).date()).days
        age = f"{words.count(days, 'day')} ago" if days > 0 else "today"
        problem = literal.line(source.problem, 160)
        told = (
            f"{literal.line(source.name, 60)}: last read {reader.minute(source.since)}, {age}"
        )
        lines.append(f"{told}. {words.sentence(problem)}".strip())
    return lines
