"""The last weeks in words and widths of bars."""

from dataclasses import dataclass

from digest.model.trend import Trend, Week
from digest.render.language import Language
from digest.render.view import Reader


@dataclass(frozen=True)
class WeekRow:
    """One week: its last day, its numbers, and the widths of its bar in per cent."""

    end: str
    open: int
    overdue: int
    closed: int
    late_width: int
    open_width: int  # of what is open and not late

    @property
    def rest(self) -> int:
        """What is left of the row."""
        return 100 - self.late_width - self.open_width


@dataclass(frozen=True)
class TrendPage:
    """A trend as the templates show it."""

    heading: str
    weeks: tuple[WeekRow, ...]
    told: str  # how long closing takes, and how much of it is in time; may be empty


def trend_page(trend: Trend, reader: Reader) -> TrendPage:
    """Return a trend in words."""
    most = max(week.open for week in trend.weeks)
    number, language = len(trend.weeks), reader.language
    heading = language.ngettext("Your last {n} week", "Your last {n} weeks", number)
    rows = tuple(_row(week, most, reader) for week in trend.weeks)
    return TrendPage(heading, rows, _told(trend, language))


def _row(week: Week, most: int, reader: Reader) -> WeekRow:
    end = week.end.astimezone(reader.zone).date()
    late = round(100 * week.overdue / most) if most else 0
    whole = round(100 * week.open / most) if most else 0
    day = reader.short_day(end)
    return WeekRow(day, week.open, week.overdue, week.closed, late, whole - late)


def _told(trend: Trend, language: Language) -> str:
    told = []
    if trend.days_to_close is not None:
        told.append(_took(trend.days_to_close, language))
    if trend.promised:
        share = round(100 * trend.on_time / trend.promised)
        in_time = language.gettext(
            "{share} % of what had a date was closed in time.", share=share
        )
        told.append(in_time)
    return " ".join(told)


def _took(days: int, language: Language) -> str:
    if not days:
        return language.gettext("Half of what was closed took less than a day.")
    return language.ngettext(
        "Half of what was closed took {n} day or less.",
        "Half of what was closed took {n} days or less.",
        days,
    )
