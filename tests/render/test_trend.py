"""The last weeks as a table that is read at a glance, and aloud."""

from dataclasses import replace
from datetime import timedelta

from digest.model.trend import Trend, Week
from tests.render.messages import RENDERER
from tests.render.samples import AS_OF, LINKS, TITLE, TYPICAL

WEEKS = tuple(
    Week(AS_OF - timedelta(weeks=2 - n), open=10 + n, overdue=n, closed=2 * n) for n in range(3)
)
MAIL = RENDERER.digest(replace(TYPICAL, trend=Trend(WEEKS, 9, 2, 3)), TITLE, LINKS)


def test_the_text_edition_has_columns():
    assert "Your last 3 weeks\n-----------------\n" in MAIL.text
    assert "16 Nov      11      1      2\n" in MAIL.text
    assert "Half of what was closed took 9 days or less. 67 % of what had a" in MAIL.text


def test_what_was_closed_at_once_took_less_than_a_day():
    mail = RENDERER.digest(replace(TYPICAL, trend=Trend(WEEKS, 0, 2, 3)), TITLE, LINKS)

    assert "Half of what was closed took less than a day." in mail.text


def test_a_bar_is_as_wide_as_its_share_of_the_most():
    assert 'width="17%" class="red-bar"' in MAIL.html
    assert 'width="83%" class="blue-bar"' in MAIL.html


def test_without_a_trend_nothing_stands_there():
    assert "Your last" not in RENDERER.digest(TYPICAL, TITLE, LINKS).text
