"""A digest in words: subject, headline, counts, sections, stale sources."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.model.checked import StaleSource
from digest.model.edition import Edition, SectionKey
from digest.model.message import Links
from digest.render import days, highlights, literal, words
from digest.render.frame import Frame, Opening, frame, reply_help
from digest.render.language import Language, msg, msgs
from digest.render.rows import block
from digest.render.scopes import scope_block, scope_name
from digest.render.trends import TrendPage, trend_page
from digest.render.view import Block, Count, Reader

SUBJECT = 60  # characters that inboxes show
_SUBJECTS = (  # facts in the order of their weight
    (SectionKey.OVERDUE, msgs("{n} overdue", "{n} overdue")),
    (SectionKey.DUE, msgs("{n} due this week", "{n} due this week")),
    (SectionKey.WAITING, msgs("{n} waiting on you", "{n} waiting on you")),
    (SectionKey.AT_RISK, msgs("{n} at risk", "{n} at risk")),
    (SectionKey.BLOCKED, msgs("{n} blocked", "{n} blocked")),
    (SectionKey.SLIPPED, msgs("{n} slipped", "{n} slipped")),
    (SectionKey.MOVED, msgs("{n} moved", "{n} moved")),
    (SectionKey.UNDATED, msgs("{n} without a date", "{n} without a date")),
    (SectionKey.UNOWNED, msgs("{n} without an owner", "{n} without an owner")),
    (SectionKey.UNHEARD, msgs("{n} of people without mail", "{n} of people without mail")),
    (SectionKey.WITHDRAWN, msgs("{n} removed", "{n} removed")),
    (SectionKey.REVIEW, msgs("{n} to review", "{n} to review")),
    (SectionKey.COMPLETED, msgs("{n} completed", "{n} completed")),
    (SectionKey.PROGRESS, msgs("{n} of progress", "{n} of progress")),
    (SectionKey.UNWRITTEN, msgs("{n} not written", "{n} not written")),
    (SectionKey.NEWS, msgs("{n} to read", "{n} to read")),
    (
        SectionKey.WANTING,
        msgs("{n} unclear as written", "{n} unclear as written"),
    ),
)
_CELLS = {
    SectionKey.OVERDUE: (msg("overdue"), "red"),
    SectionKey.DUE: (msg("due"), "amber"),
    SectionKey.WAITING: (msg("waiting"), "orange"),
    SectionKey.AT_RISK: (msg("at risk"), "amber"),
    SectionKey.BLOCKED: (msg("blocked"), "orange"),
    SectionKey.SLIPPED: (msg("slipped"), "violet"),
    SectionKey.COMPLETED: (msg("done"), "green"),
}
_STRIP = 4  # cells that fit a phone
_NEWS = frozenset(
    {
        SectionKey.REVIEW,
        SectionKey.COMPLETED,
        SectionKey.PROGRESS,
        SectionKey.UNWRITTEN,
        SectionKey.NEWS,
        SectionKey.LEARNED,
        SectionKey.WANTING,
    }
)


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
    blocks = tuple(_blocks(edition, reader))
    facts = ", ".join(_facts(edition, reader)[:2])
    outer = frame(installation_title, links, _opening(edition, reader))
    helps = reply_help(blocks, reader)
    title, date = _fit(facts, outer.installation, reader.short_day(edition.slot))
    return EditionPage(
        frame=replace(outer, help=helps, replies=bool(helps)),
        facts=facts,
        title=title,
        date=date,
        counts=_counts(edition, reader.language),
        blocks=blocks,
        stale=tuple(_stale(edition, reader)),
        trend=trend_page(edition.trend, reader) if edition.trend else None,
    )


def _blocks(edition: Edition, reader: Reader) -> Iterator[Block]:
    """Yield what is the reader's own, what their scopes hold, and then what is news."""
    told = [s for s in map(edition.section, SectionKey) if s.entries]
    yield from (block(section, reader) for section in told if section.key not in _NEWS)
    yield from (scope_block(scoped, reader) for scoped in edition.scoped)
    yield from (block(section, reader) for section in told if section.key in _NEWS)


def _facts(edition: Edition, reader: Reader) -> list[str]:
    """Return what there is, in the order of its weight."""
    many = reader.language.ngettext
    counted = [(texts, edition.section(key).total) for key, texts in _SUBJECTS]
    facts = [many(*texts, number) for texts, number in counted if number]
    facts += [
        many("{n} of {scope}", "{n} of {scope}", each.total, scope=scope_name(each, reader))
        for each in edition.scoped
        if each.total
    ]
    clear = reader.language.gettext("All clear")
    return facts or [clear if edition.checked else reader.language.gettext("Nothing to do")]


def _opening(edition: Edition, reader: Reader) -> Opening:
    worst, schedule = highlights.worst(edition), edition.subscriber.schedule
    _, language = reader.language.gettext, reader.language
    first, last = edition.period_start, edition.period_end
    period = days.between(first, last, reader.today, language, short=False)
    often = words.often(schedule, language)
    return Opening(
        kicker=(period, _("as read {when}", when=reader.minute(edition.as_of))),
        preheader=highlights.preheader(edition, worst, reader),
        headline=highlights.headline(edition, language),
        intro=highlights.intro(edition, worst, reader),
        why=_(
            "You get this {often} because you own, wrote or are asked for items in the "
            "documents that are read here.",
            often=often,
        ),
        kind=words.digest_of(schedule, language),
    )


def _fit(facts: str, title: str, date: str) -> tuple[str, str]:
    """Return title and date as a subject of 60 characters has room for them."""
    room = SUBJECT - len(facts) - len(" – ")  # noqa: RUF001 - as the subject has it
    if len(title) + len(date) + 2 <= room:
        return title, date
    return literal.line(title, max(room, 20)), ""


def _counts(edition: Edition, language: Language) -> tuple[Count, ...]:
    """The largest sections as cells; what is done always has one."""
    cells = [
        Count(edition.section(key).total, language.gettext(label), tone)
        for key, (label, tone) in _CELLS.items()
        if edition.section(key).total
    ]
    return tuple(cells if len(cells) <= _STRIP else (*cells[: _STRIP - 1], cells[-1]))


def _stale(edition: Edition, reader: Reader) -> list[str]:
    return [_unread(source, reader) for source in edition.stale]


def _unread(source: StaleSource, reader: Reader) -> str:
    """Return how long ago a source was read, and why not since."""
    ago = (reader.today - source.since.astimezone(reader.zone).date()).days
    language = reader.language
    age = language.ngettext("{n} day ago", "{n} days ago", ago)
    told = language.gettext(
        "{name}: last read {when}, {age}.",
        name=literal.line(source.name, 60),
        when=reader.minute(source.since),
        age=age if ago > 0 else language.gettext("today"),
    )
    why = literal.line(source.problem, 160)  # a program's words, or ours for an operator
    if not why:
        return told
    reported = language.gettext("Reported: “{words}”.", words=why)
    return f"{told} {reported}"
