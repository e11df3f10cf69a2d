"""What each section says of an entry: in bold, beside it, and on the lines below."""

from digest.model.item import Status
from digest.render import literal, words
from digest.render.flaws import flaw, mending, remark
from digest.render.language import Language
from digest.render.phrases import Phrases, commas, dotted

Told = tuple[str, str, list[str]]


def dated(said: Phrases) -> Told:
    """How late, or how soon."""
    lines = [said.about, said.history, said.detail, remark(said)]
    late = words.lateness(said.entry.late_days, said.language)
    return late, dotted(said.due, said.risk), lines


def at_risk(said: Phrases) -> Told:
    """What is silent, and when it is due."""
    return (
        words.capital(said.risk),
        said.due,
        [said.about, said.history, said.detail, remark(said)],
    )


def waiting(said: Phrases) -> Told:
    """Who needs what, for how long, since when."""
    since = commas(said.waited, said.since if said.by else "")
    owner = said.owner if said.entry.owners != (said.entry.by,) else ""
    lines = [words.capital(said.detail), dotted(owner, said.origin)]
    return _needed(said), commas(since, said.late), lines


def _needed(said: Phrases) -> str:
    _ = said.language.gettext
    if said.by:
        return _("Needed {by}", by=said.by)
    return _("Needed {since}", since=said.since) if said.since else _("Needed")


def learned(said: Phrases) -> Told:
    """Where it was learned."""
    return "", said.origin, []


def wanting(said: Phrases) -> Told:
    """What is wanting, and how to mend it."""
    return flaw(said), said.due, [mending(said), said.about]


def blocked(said: Phrases) -> Told:
    """Why, since when."""
    _ = said.language.gettext
    reason = words.sentence(said.detail) or _("No reason is written.")
    strong = _("Blocked {since}", since=said.since) if said.since else _("Blocked")
    return strong, said.late, [reason, _calm(said)]


def moved(said: Phrases) -> Told:
    """Tell the last move."""
    new, old = said.entry.due, said.entry.before
    shift = (new.day - old).days if new and new.day and old else 0
    was = said.language.gettext("was {day}", day=said.reader.day(old)) if old else ""
    after = dotted(commas(was, _now(said)), _move(said))
    return moved_by(shift, said.language), after, [said.reason, *said.lines, said.about]


def moved_by(days: int, language: Language) -> str:
    """Return by how much a date moved."""
    if days > 0:
        return language.ngettext("Moved by {n} day", "Moved by {n} days", days)
    if days < 0:
        return language.ngettext("Moved {n} day earlier", "Moved {n} days earlier", -days)
    return language.gettext("Moved")


def _move(said: Phrases) -> str:
    if not said.entry.moves:
        return ""
    number = words.ordinal(said.entry.moves, said.language)
    return said.language.gettext("{ordinal} move", ordinal=number)


def slipped(said: Phrases) -> Told:
    """Tell all moves together: from the first promise to the present one."""
    new, old = said.entry.due, said.entry.first_due
    days = (new.day - old).days if new and new.day and old else 0
    first = said.language.gettext("first due {day}", day=said.reader.day(old)) if old else ""
    moves = words.times(said.entry.moves, said.language) if said.entry.moves else ""
    after = dotted(commas(first, _now(said)), moves)
    return _slip(days, said.language), after, [said.reason, said.about]


def _slip(days: int, language: Language) -> str:
    if not days:
        return language.gettext("Slipped")
    return language.ngettext("{n} day in all", "{n} days in all", days)


def undated(said: Phrases) -> Told:
    """Repeat the phrase as written."""
    _ = said.language.gettext
    raw = said.entry.due.raw if said.entry.due else ""
    phrase = literal.line(raw, min(80, said.reader.limits.title))
    after = _("the document says “{phrase}”", phrase=phrase) if phrase else _("none is written")
    return _("No date"), after, [said.about, said.detail]


def unowned(said: Phrases) -> Told:
    """Tell whom the document names, and who could be meant."""
    lines = [words.capital(said.late), said.standing, said.why]
    return said.language.gettext("No owner"), _written_owner(said), lines


def _written_owner(said: Phrases) -> str:
    _ = said.language.gettext
    quoted = [_("“{phrase}”", phrase=said.name(name)) for name in said.entry.owners]
    written = words.names(quoted, said.language)
    if not written:
        return _("none is written")
    names = [said.name(one.name) for one in said.entry.candidates]
    meant = words.choice(names, said.language)
    if meant:
        return _("{written} could be {meant}", written=written, meant=meant)
    return _("{written} is not known here", written=written)


def unheard(said: Phrases) -> Told:
    """Tell whose it is: known, but without mail, unsubscribed, or not allowed to read it."""
    _, owner = said.language.gettext, said.name(said.entry.by)
    after = (
        _("{owner} gets no mail about it", owner=owner)
        if owner
        else _("its owner gets no mail about it")
    )
    return words.capital(said.late), after, [said.standing, said.why]


def withdrawn(said: Phrases) -> Told:
    """When it went, and what it was."""
    since = said.since if said.entry.at else ""
    _ = said.language.gettext
    was = _("Was due {day}", day=said.promise) if said.promise else ""
    lines = [was, said.about, said.detail]
    return _("No longer in its document"), dotted(since, said.by), lines


def review(said: Phrases) -> Told:
    """Who finished it, what it does, where to look."""
    since = said.since if said.entry.at else ""
    owner = "" if said.by else said.owner
    lines = [said.detail, *said.lines, dotted(owner, said.origin)]
    return said.language.gettext("Ready"), dotted(said.by, since), lines


def completed(said: Phrases) -> Told:
    """By whom and when."""
    return "", commas(_ended(said), said.reader.day(said.entry.at)), [said.about, said.detail]


def _ended(said: Phrases) -> str:
    _ = said.language.gettext
    if said.entry.status is Status.CANCELLED:
        return _("Cancelled {by}", by=said.by) if said.by else _("Cancelled")
    return _("Closed {by}", by=said.by) if said.by else _("Closed")


def unwritten(said: Phrases) -> Told:
    """Of when the last one is."""
    _, last = said.language.gettext, said.reader.day(said.entry.origin_date)
    return _("Not written"), _("the last is of {day}", day=last) if last else "", []


def news(said: Phrases) -> Told:
    """The lessons of a document, each with its category."""
    origin = said.entry.origin if said.entry.origin != said.entry.title else ""
    after = dotted(
        said.origin_day, literal.line(origin, min(100, said.reader.limits.title)), said.by
    )
    return "", after, [said.detail, *said.lines]


def _now(said: Phrases) -> str:
    _ = said.language.gettext
    return _("now {day}", day=said.promise) if said.promise else _("now without a date")


def _calm(said: Phrases) -> str:
    """Owner, priority and origin, without repeating that it is blocked."""
    return dotted(said.owner, said.priority, said.origin)
