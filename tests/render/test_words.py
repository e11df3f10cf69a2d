from datetime import date

import pytest

from digest.model.item import Due
from digest.render import days, words
from digest.render.language import ENGLISH

TODAY = date(2026, 11, 23)
DASH = "\u2013"


def test_a_day_names_weekday_and_month():
    assert days.day(date(2026, 11, 13), TODAY, ENGLISH) == "Fri 13 Nov"


def test_a_day_of_another_year_names_the_year():
    assert days.day(date(2027, 1, 4), TODAY, ENGLISH) == "Mon 4 Jan 2027"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 11, 16), date(2026, 11, 22), f"16{DASH}22 November"),
        (date(2026, 9, 28), date(2026, 10, 4), f"28 September {DASH} 4 October"),
        (date(2025, 12, 29), date(2026, 1, 4), f"29 December 2025 {DASH} 4 January"),
        (date(2026, 11, 22), date(2026, 11, 22), "22 November"),
    ],
)
def test_a_period_says_each_month_and_year_once(start, end, said):
    assert days.between(start, end, TODAY, ENGLISH, short=False) == said


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (10, "10 days late"),
        (1, "1 day late"),
        (0, "Today"),
        (-1, "Tomorrow"),
        (-3, "In 3 days"),
    ],
)
def test_lateness_is_said_in_words(late, said):
    assert words.lateness(late, ENGLISH) == said


def test_a_phrase_that_is_no_day_is_quoted():
    assert days.due(Due("Next sprint"), TODAY, ENGLISH) == "“Next sprint”"


def test_a_range_is_said_as_a_range():
    promised = Due("w48", date(2026, 11, 23), date(2026, 11, 27))

    assert days.due(promised, TODAY, ENGLISH) == f"23{DASH}27 Nov"


@pytest.mark.parametrize(
    ("number", "said"),
    [(2, "second"), (10, "tenth"), (11, "11th"), (13, "13th"), (21, "21st"), (112, "112th")],
)
def test_ordinals(number, said):
    assert words.ordinal(number, ENGLISH) == said


def test_names_are_listed_and_the_rest_counted():
    assert words.names(["Mei", "Jonas", "Priya"], ENGLISH) == "Mei, Jonas and Priya"
    assert words.choice(["a", "b"], ENGLISH) == "a or b"
    assert words.names(list("abcdef"), ENGLISH) == "a, b, c, d and 2 more"


def test_counts_agree_with_their_noun():
    assert words.count(1, "item") == "1 item"
    assert words.count(1204, "item is", "items are") == "1,204 items are"
