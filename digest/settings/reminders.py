"""When people are reminded, by priority and by person."""

from collections.abc import Mapping

from digest.model.reminders import Days, Reminders
from digest.settings import values
from digest.settings.table import Table

_PRIORITIES = ("P0", "P1", "P2", "P3", "P4")
_MOST = 365


def read_reminders(table: Table, by_person: Mapping[str, Days]) -> Reminders:
    """Return what [reminders] says; `by_person` is what people have of their own."""
    usual = read_days(table, Days())
    by_priority = {}
    for name, one in table.tables("priority"):
        if name not in _PRIORITIES:
            table.bad("priority", f"{name!r} is no priority (write P0 to P4)")
        by_priority[name] = read_days(one, usual)
        one.close()
    late = table.get("escalate_after", values.whole(0, _MOST), None)
    table.close()
    return Reminders(usual, by_priority, by_person, late)


def read_days(table: Table, usual: Days) -> Days:
    """Return the days of a table, by default as usual."""
    return Days(
        before=table.get("before", _numbers, usual.before),
        after=table.get("after", _numbers, usual.after),
    )


def _numbers(found: object) -> tuple[int, ...]:
    listed = found if isinstance(found, list) else [found]
    day = values.whole(0, _MOST)
    return tuple(day(one) for one in listed)
