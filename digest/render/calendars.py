"""What calendars say, in the words of a language."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from digest.ical import Head, Words, line, short
from digest.model.change import TrackedItem
from digest.model.item import ActionItem, Role, Status
from digest.model.notice import Announcement
from digest.render import words
from digest.render.language import Language, msg, msgs

ANNOUNCED = {  # which day of a delay notice it is -> what its entry is called
    "Decision needed": msg("Decision needed: {title}"),
    "New date": msg("New date: {title}"),
}
_UNDATED = msgs("{n} open item has no date yet.", "{n} open items have no date yet.")
_LISTED = 20  # items under one heading of an agenda
Owned = tuple[ActionItem, Sequence[str]]  # and the names of its owners


def head_words(name: str, language: Language) -> Head:
    """Return what a calendar says of itself."""
    return Head(name, partial(language.ngettext, *_UNDATED), language.gettext("Due soon"))


def item_words(
    tracked: TrackedItem,
    title: str,
    owners: Sequence[str],
    url: str | None,
    *,
    language: Language,
) -> Words:
    """Return what an item says: `owners` are shown when the calendar is not its reader's own.

    `title` is that of its document.
    """
    item, marks = tracked.item, tuple(_marks(tracked, language))
    before = f"[{', '.join(marks)}] " if marks else ""
    after = f" ({', '.join(owners)})" if owners else ""
    priority = item.priority.value if item.priority else None
    blocked = language.gettext("blocked") if item.status.value is Status.BLOCKED else None
    return Words(
        summary=f"{before}{short(item.text)}{after}",
        lines=tuple(_described(tracked, title, language)),
        categories=tuple(filter(None, (priority, blocked))),
        url=url,
    )


def _marks(tracked: TrackedItem, language: Language) -> Iterator[str]:
    _ = language.gettext
    if tracked.item.status.value is Status.BLOCKED:
        yield _("blocked")
    if tracked.slip_days > 0 and not tracked.item.status.value.closed:
        yield _("slipped")


def _described(tracked: TrackedItem, title: str, language: Language) -> Iterator[str]:
    item, _ = tracked.item, language.gettext
    yield f"{title} ({tracked.path}:{item.line})"
    if len(item.text) > len(short(item.text)):
        yield item.text
    if item.role is Role.ASK or item.status.detail:
        yield item.status.detail or _("Somebody waits for this.")
    if item.due and item.due.assumed:
        yield _("Nobody wrote a date: this one is assumed from the priority.")
    if tracked.moves and tracked.first_due:
        moved, day = words.times(tracked.moves, language), _day(tracked.first_due, language)
        yield _("First promised for {day}, {moved}.", day=day, moved=moved)
        if tracked.reason:
            yield _("Reason: {text}", text=line(tracked.reason))


def announced_words(
    kind: str, told: Announcement, place: tuple[str, str], language: Language
) -> Words:
    """Return what a day that a delay notice tells says; `place` is its document's title, path.

    `kind` is one of `ANNOUNCED`.
    """
    title, path = place
    about = language.gettext(ANNOUNCED[kind], title=told.title or title)
    lines = (told.reason, told.recommendation, f"{title} ({path})")
    return Words(about, tuple(filter(None, lines)), url=told.url)


def review_words(
    urgent: Sequence[Owned],
    overdue: Sequence[Owned],
    blocked: Sequence[Owned],
    language: Language,
) -> Words:
    """Return what a follow-up review says: its agenda, which may be empty."""
    _ = language.gettext
    parts = ((_("Urgent"), urgent), (_("Overdue"), overdue), (_("Blocked"), blocked))
    told = (line for heading, found in parts for line in _part(heading, found, language))
    return Words(_("Follow-up review"), tuple(told))


def _part(heading: str, found: Sequence[Owned], language: Language) -> Iterator[str]:
    if not found:
        return
    yield f"{heading}: {language.number(len(found))}"
    for item, owners in found[:_LISTED]:
        told = ", ".join(owners) or language.gettext("nobody")
        due = language.gettext("due {day}", day=_day(item.day, language)) if item.day else ""
        yield f"- {item.text} ({', '.join(filter(None, (told, due)))})"
    if more := len(found[_LISTED:]):
        yield language.ngettext("and {n} more", "and {n} more", more)


def _day(when: date, language: Language) -> str:
    """Return `13 Nov 2026`."""
    return language.formatted(when, language.pgettext("date", "d MMM y"))
