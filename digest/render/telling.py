"""What each section says of an entry: in bold, beside it, and on the lines below."""

from datetime import date

from digest.model.item import Status
from digest.render import literal, words
from digest.render.phrases import Phrases, commas, dotted

Told = tuple[str, str, list[str]]


def dated(said: Phrases) -> Told:
    """How late, or how soon."""
    lines = [said.about, said.history, said.detail]
    return words.lateness(said.entry.late_days), dotted(said.due, said.risk), lines


def at_risk(said: Phrases) -> Told:
    """What is silent, and when it is due."""
    return words.capital(said.risk), said.due, [said.about, said.history, said.detail]


def waiting(said: Phrases) -> Told:
    """Who needs what, since when."""
    needed = ("Needed", said.by) if said.by else ("Needed", said.since)
    after = commas(said.since if said.by else "", said.late)
    owner = said.owner if said.entry.owners != (said.entry.by,) else ""
    lines = [words.capital(said.detail), dotted(owner, said.origin)]
    return " ".join(filter(None, needed)), after, lines


def blocked(said: Phrases) -> Told:
    """Why, since when."""
    reason = words.sentence(said.detail) or "No reason is written."
    return " ".join(filter(None, ("Blocked", said.since))), said.late, [reason, _calm(said)]


def moved(said: Phrases) -> Told:
    """Tell the last move."""
    new, old = said.entry.due, said.entry.before
    shift = (new.day - old).days if new and new.day and old else 0
    strong = f"Moved by {words.count(shift, 'day')}" if shift > 0 else "Moved"
    if shift < 0:
        strong = f"Moved {words.count(-shift, 'day')} earlier"
    move = f"{words.ordinal(said.entry.moves)} move" if said.entry.moves else ""
    after = dotted(_dates(said, "was", old), move)
    return strong, after, [said.reason, *said.lines, said.about]


def slipped(said: Phrases) -> Told:
    """Tell all moves together: from the first promise to the present one."""
    new, old = said.entry.due, said.entry.first_due
    days = (new.day - old).days if new and new.day and old else 0
    strong = f"{words.count(days, 'day')} in all" if days else "Slipped"
    moves = f"moved {words.times(said.entry.moves)}" if said.entry.moves else ""
    return strong, dotted(_dates(said, "first due", old), moves), [said.reason, said.about]


def undated(said: Phrases) -> Told:
    """Repeat the phrase as written."""
    phrase = (
        literal.line(said.entry.due.raw, min(80, said.reader.limits.title))
        if said.entry.due
        else ""
    )
    after = f"the document says “{phrase}”" if phrase else "none is written"
    return "No date", after, [said.about, said.detail]


def unowned(said: Phrases) -> Told:
    """Tell whom the document names, and who could be meant."""
    written = words.names([f"“{said.name(name)}”" for name in said.entry.owners])
    meant = words.names([said.name(name) for name in said.entry.lines], last="or")
    after = f"{written} could be {meant}" if meant else f"{written} is not known here"
    lines = [words.capital(said.late), said.standing, said.why]
    return "No owner", after if written else "none is written", lines


def unheard(said: Phrases) -> Told:
    """Tell whose it is: known, but without mail, unsubscribed, or not allowed to read it."""
    owner = said.reader.who(said.entry.by)
    after = f"{owner} gets no mail about it" if owner else "its owner gets no mail about it"
    return words.capital(said.late), after, [said.standing, said.why]


def withdrawn(said: Phrases) -> Told:
    """When it went, and what it was."""
    since = said.since if said.entry.at else ""
    was = f"Was {said.due}" if said.due else ""
    return "No longer in its document", dotted(since, said.by), [was, said.about, said.detail]


def review(said: Phrases) -> Told:
    """Who finished it, what it does, where to look."""
    since = said.since if said.entry.at else ""
    owner = "" if said.by else said.owner
    return (
        "Ready",
        dotted(said.by, since),
        [said.detail, *said.lines, dotted(owner, said.origin)],
    )


def completed(said: Phrases) -> Told:
    """By whom and when."""
    verb = "Cancelled" if said.entry.status is Status.CANCELLED else "Closed"
    closed = " ".join(filter(None, (verb, said.by)))
    when = said.reader.day(said.entry.at)
    return "", commas(closed, when), [said.about, said.detail]


def unwritten(said: Phrases) -> Told:
    """Of when the last one is."""
    last = said.reader.day(said.entry.origin_date)
    return "Not written", f"the last is of {last}" if last else "", []


def news(said: Phrases) -> Told:
    """The lessons of a document, each with its category."""
    origin = said.entry.origin if said.entry.origin != said.entry.title else ""
    after = dotted(
        said.origin_day, literal.line(origin, min(100, said.reader.limits.title)), said.by
    )
    return "", after, [said.detail, *said.lines]


def _dates(said: Phrases, word: str, old: date | None) -> str:
    was = f"{word} {said.reader.day(old)}" if old else ""
    return commas(was, f"now {said.promise or 'without a date'}")


def _calm(said: Phrases) -> str:
    """Owner, priority and origin, without repeating that it is blocked."""
    return dotted(said.owner, words.priority(said.entry.priority), said.origin)
