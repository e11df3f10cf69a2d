"""The last weeks in words and widths of bars."""

from dataclasses import dataclass

from digest.model.edition import Trend, Week
from digest.render import words
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
    heading = f"Your last {len(trend.weeks)} weeks"
    return TrendPage(heading, tuple(_row(w, most, reader) for w in trend.weeks), _told(trend))


def _row(week: Week, most: int, reader: Reader) -> WeekRow:
    end = week.end.astimezone(reader.zone).date()
    late = round(100 * week.overdue / most) if most else 0
    whole = round(100 * week.open / most) if most else 0
    day = words.short_day(end, reader.today)
    return WeekRow(day, week.open, week.overdue, week.closed, late, whole - late)


def _told(trend: Trend) -> str:
    told = []
    if trend.days_to_close is not None:
        days = words.count(trend.days_to_close, "day")
        took = f"{days} or less" if trend.days_to_close else "less than a day"
        told.append(f"Half of what was closed took {took}.")
    if trend.promised:
        share = round(100 * trend.on_time / trend.promised)
        told.append(f"{share} % of what had a date was closed in time.")
    return " ".join(told)
