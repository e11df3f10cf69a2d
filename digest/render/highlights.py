"""What a digest says first: headline, where to begin, and what an inbox shows of it."""

from digest.model.edition import Edition, Entry, SectionKey
from digest.render import literal, words
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


def headline(edition: Edition) -> str:
    """Return the counts as a sentence."""
    overdue = edition.section(SectionKey.OVERDUE).total
    due = edition.section(SectionKey.DUE).total
    if not overdue and not due:
        return "Nothing is overdue or due this week"
    late = f"{words.count(overdue, 'item is', 'items are')} overdue" if overdue else ""
    if not due:
        return late
    verb = "is" if due == 1 else "are"
    soon = f"{due} {verb}" if overdue else words.count(due, "item is", "items are")
    return commas(late, f"{soon} due this week")


def intro(edition: Edition, worst: Worst | None, reader: Reader) -> str:
    """One sentence on where to begin, one on what everybody did."""
    told = []
    if worst and worst[0] in URGENT:
        entry = worst[1]
        what = f"#{entry.handle}" if entry.handle is not None else "the first below"
        late = words.lateness(entry.late_days)
        when = late if entry.late_days > 0 else f"due {late[:1].lower()}{late[1:]}"
        told.append(f"Begin with {what}: it is {when}.")
    if edition.closed_by_all:
        closed = words.count(edition.closed_by_all, "item was", "items were")
        days = words.days(edition.period_start, edition.period_end, reader.today)
        told.append(f"{closed} closed by everyone together, {days}.")
    return " ".join(told) or "Here is what changed in the documents that are read here."


def preheader(edition: Edition, worst: Worst | None, reader: Reader) -> str:
    """The worst item and how to reply, in 40 to 130 characters."""
    if worst is None:
        return "Nothing needs you this week; the sources that were read are named below."
    first = row(worst[0], worst[1], reader)
    how = f"Reply “#{first.handle} done” to close it." if first.handle is not None else ""
    if not how or not reader.reply_to:
        total = sum(section.total for section in edition.sections)
        how = f"In all {words.count(total, 'item')} below."
    said = first.strong or first.after
    return f"{literal.line(first.title, 60)}: {literal.line(said, 30)}. {how}"
