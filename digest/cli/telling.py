"""An update line by line, as `digest read` shows it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from digest.model.duration import Duration
from digest.model.item import Due
from digest.model.update import Estimate, FieldValue, Need, Option, Update

Line = tuple[int, str]  # of the file, 1-based; what it says
_READINGS = ("optimistic", "realistic", "pessimistic")
_ESTIMATES = {"original_eta": "original", "new_eta": "new"} | {r: r for r in _READINGS}


def part(update: Update, name: str) -> tuple[Line, ...] | str:
    """Return the lines of a part of an update with what they mean, or its words."""
    if name in _ESTIMATES:
        found = [e for e in update.estimates if e.reading == _ESTIMATES[name]]
        return "; ".join(map(_estimate, found)) or words(update.fields[name])
    lines = _LINES.get(name)
    return (tuple(sorted(lines(update))) if lines else ()) or words(update.fields[name])


def words(value: FieldValue) -> str:
    """Return a field as one line."""
    if isinstance(value, Due):
        return day(value)
    said = "; ".join(value) if isinstance(value, tuple) else value
    return " ".join(said.split())


def day(due: Due) -> str:
    """Return a date as it was understood."""
    if due.day is None or due.start is None:
        return f"{due.raw} (no date)"
    if due.start == due.day:
        return due.day.isoformat()
    return f"{due.start.isoformat()} to {due.day.isoformat()}"


def length(duration: Duration) -> str:
    """Return a length of time as it was understood: days, hours and minutes."""
    if duration.least == duration.most:
        return _time(round(duration.most.total_seconds()))
    least, most = (round(x.total_seconds()) for x in (duration.least, duration.most))
    return f"{_time(least)} to {_time(most)}"


def _time(seconds: int) -> str:
    units = ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
    said = []
    for size, name in units:
        count, seconds = divmod(seconds, size)
        said += [f"{count} {name}{'s' * (count != 1)}"] if count else []
    return " ".join(said) or "no time"


def _steps(update: Update, name: str) -> Iterator[Line]:
    for step in update.steps:
        if step.part == name:
            eta = f" \u00b7 ETA {day(step.eta)}" if step.eta else ""
            verb = step.verb if name == "completed" else ""
            yield step.line, _labelled(verb, step.text) + eta


def _under_way(update: Update) -> Iterator[Line]:
    yield from _steps(update, "in_progress")
    for each in update.estimates:
        if each.reading in _READINGS:
            yield each.line, f"  {each.reading}: {_estimate(each)}"


def _need(need: Need) -> str:
    who = f"from {', '.join(need.who)}" if need.who else "from nobody named"
    needed = f"needed: {need.needed}" if need.needed else ""
    impact = f"impact: {need.impact}" if need.impact else ""
    return " · ".join(filter(None, (need.text, who, needed, impact)))


def _options(update: Update) -> Iterator[Line]:
    return ((option.line, _option(option)) for option in update.options)


def _option(option: Option) -> str:
    who = f"from {', '.join(option.who)}" if option.who else ""
    cost = f"costs {length(option.cost)}" if option.cost else ""
    chosen = "preferred" if option.chosen else ""
    said = " · ".join(filter(None, (option.text, who, cost, chosen)))
    return f"{option.name}. {said}"


def _estimate(estimate: Estimate) -> str:
    eta, lasts = estimate.eta, estimate.length
    meant = day(eta) if eta else length(lasts) if lasts else "no date"
    return meant if meant == estimate.raw else f"{estimate.raw} ({meant})"


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if label else text


def _dashed(text: str, outcome: str) -> str:
    return f"{text} → {outcome}" if outcome else text


# Lines of a part with their meaning; what is not here is told in its own words.
_LINES: Mapping[str, Callable[[Update], Iterable[Line]]] = {
    "completed": lambda u: _steps(u, "completed"),
    "in_progress": _under_way,
    "next": lambda u: _steps(u, "next"),
    "blockers": lambda u: ((n.line, _need(n)) for n in u.needs),
    "need": lambda u: (*((n.line, _need(n)) for n in u.needs), *_options(u)),
    "options": _options,
    "tried": lambda u: ((a.line, _dashed(a.text, a.outcome)) for a in u.attempts),
    "not_tried": lambda u: ((a.line, _dashed(a.text, a.outcome)) for a in u.untried),
    "changes": lambda u: ((c.line, _labelled(c.category, c.text)) for c in u.changed),
    "testing": lambda u: ((c.line, f"[{'x' if c.done else ' '}] {c.text}") for c in u.checks),
    "questions": lambda u: ((q.line, q.text) for q in u.questions),
}
