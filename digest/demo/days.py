"""Days of the sample, counted from the day on which the demo is shown."""

import re
from datetime import date, timedelta

SATURDAY = 5
_PLACE = re.compile(r"\{(?P<from>[fsw])?(?P<days>[+-]?\d+)?(?:\|(?P<form>[^{}]+))?\}")


def fill(text: str, today: date) -> str:
    """Return a text with its days filled in, as ISO dates unless a form is given.

    `{-12}` counts from today and falls on a working day; `{f-7}` counts from the last Friday
    before today, `{s}` from the Monday on which the present sprint began, `{w}` is today
    itself, working day or not.  `{-12|%d %b}` is the same day in another form.
    """

    def written(place: re.Match[str]) -> str:
        days = timedelta(int(place["days"] or 0))
        day = (
            workday(today, days)
            if place["from"] is None
            else _anchor(place["from"], today) + days
        )
        return day.strftime(place["form"]) if place["form"] else day.isoformat()

    return _PLACE.sub(written, text)


def workday(today: date, days: timedelta) -> date:
    """Return a day counted from today, moved off a weekend: back in the past, else forward."""
    day = today + days
    over = day.weekday() - SATURDAY
    if over < 0:
        return day
    return day - timedelta(over + 1) if days < timedelta(0) else day + timedelta(2 - over)


def _anchor(name: str, today: date) -> date:
    monday = today - timedelta(today.weekday())
    if name == "s":
        return monday - timedelta(7)
    if name == "f":
        return today - timedelta((today.weekday() + 2) % 7 + 1)
    return today
