"""What a digest says first: headline, where to begin, and what an inbox shows of it."""

from digest.model.checked import Checked
from digest.model.edition import Edition, SectionKey
from digest.model.entry import Entry
from digest.render import days, literal
from digest.render.language import Language
from digest.render.phrases import commas
from digest.render.rows import URGENT, row
from digest.render.view import Reader

Worst = tuple[SectionKey, Entry]


def worst(edition: Edition) -> Worst | None:
    """Return what is latest, else the first entry of the first section that has one.

    What is told in full goes before what has been late for long, and the reader's own before
    what is a team's: as the lines stand below.
    """
    late = edition.section(SectionKey.OVERDUE).entries
    if late:
        return SectionKey.OVERDUE, max(
            late, key=lambda entry: (not entry.aged, entry.mine, entry.late_days)
        )
    sections = (edition.section(key) for key in SectionKey)
    return next(((s.key, s.entries[0]) for s in sections if s.entries), None)


def headline(edition: Edition, language: Language) -> str:
    """Return the counts as a sentence."""
    if edition.checked:
        return language.gettext("All clear")
    overdue = edition.section(SectionKey.OVERDUE).total
    due = edition.section(SectionKey.DUE).total
    many = language.ngettext
    if not overdue and not due and any(each.total for each in edition.scoped):
        return language.gettext("Nothing of yours is overdue or due this week")
    if not overdue and not due:
        return language.gettext("Nothing is overdue or due this week")
    if not overdue:
        return many("{n} item is due this week", "{n} items are due this week", due)
    late = many("{n} item is overdue", "{n} items are overdue", overdue)
    soon = many("{n} is due this week", "{n} are due this week", due)
    return commas(late, soon) if due else late


def intro(edition: Edition, worst: Worst | None, reader: Reader) -> str:
    """One sentence on where to begin, one on what everybody did."""
    told = [_looked_at(edition.checked, reader)] if edition.checked else []
    if worst and worst[0] in URGENT:
        told.append(_begin(worst[1], reader.language))
    if edition.closed_by_all:
        first, last = edition.period_start, edition.period_end
        told.append(
            reader.language.ngettext(
                "{n} item was closed by everyone together, {days}.",
                "{n} items were closed by everyone together, {days}.",
                edition.closed_by_all,
                days=days.between(first, last, reader.today, reader.language),
            )
        )
    return " ".join(told) or reader.language.gettext(
        "Here is what changed in the documents that are read here."
    )


def _first_of_scopes(edition: Edition) -> Worst | None:
    lines = (one for each in edition.scoped for group in each.groups for one in group.lines)
    return next(((line.key, line.entry) for line in lines), None)


def _looked_at(checked: Checked, reader: Reader) -> str:
    """Return what was looked at to find nothing, and since when nothing has changed."""
    _, many, number = (
        reader.language.gettext,
        reader.language.ngettext,
        reader.language.number,
    )
    told = [
        _("Nothing of yours is late, due this week, blocked or asked for."),
        many("{n} document was read.", "{n} documents were read.", checked.documents),
        _(
            "Open items in them: {items}; of those yours: {mine}.",
            items=number(checked.items),
            mine=number(checked.mine),
        ),
    ]
    if checked.since:
        day = reader.day(checked.since)
        told.append(_("Nothing of yours has changed since {day}.", day=day))
    return " ".join(told)


def _begin(entry: Entry, language: Language) -> str:
    _, late = language.gettext, entry.late_days
    what = f"#{entry.handle}" if entry.handle is not None else _("the first below")
    if late == 0:
        return _("Begin with {what}: it is due today.", what=what)
    if late == -1:
        return _("Begin with {what}: it is due tomorrow.", what=what)
    if late < 0:
        return language.ngettext(
            "Begin with {what}: it is due in {n} day.",
            "Begin with {what}: it is due in {n} days.",
            -late,
            what=what,
        )
    return language.ngettext(
        "Begin with {what}: it is {n} day late.",
        "Begin with {what}: it is {n} days late.",
        late,
        what=what,
    )


def preheader(edition: Edition, worst: Worst | None, reader: Reader) -> str:
    """The worst item and how to reply, in 40 to 130 characters."""
    _ = reader.language.gettext
    if edition.checked:
        return _looked_at(edition.checked, reader)
    worst = worst or _first_of_scopes(edition)
    if worst is None:
        return _("Nothing needs you this week; the sources that were read are named below.")
    first = row(worst[0], worst[1], reader)
    if first.handle is not None and reader.reply_to:
        done = _("done")
        how = _("Reply “{command}” to close it.", command=f"#{first.handle} {done}")
    else:
        own = sum(section.total for section in edition.sections)
        total = own + sum(each.total for each in edition.scoped)
        how = reader.language.ngettext(
            "In all {n} item below.", "In all {n} items below.", total
        )
    said = first.strong or first.after
    return f"{literal.line(first.title, 60)}: {literal.line(said, 30)}. {how}"
