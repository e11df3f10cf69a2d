"""digest.mail.away: the end of an absence, in many languages."""

import time
from datetime import date
from functools import partial

import pytest

from digest.mail.away import back_on
from digest.markdown.fields import due
from digest.settings.vocabulary import load

MONDAY = date(2026, 11, 23)
READ_DUE = partial(due.read, vocabulary=load())


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("I am out of the office until 4 December and read no mail.", date(2026, 12, 4)),
        ("I will be back on Monday, 7 December 2026.", date(2026, 12, 7)),
        ("Away from 20 Nov through 4 Dec. Back 7 Dec.", date(2026, 12, 7)),
        ("On leave through 4 December", date(2026, 12, 5)),
        ("Ich bin bis zum 4. Dezember nicht im Büro.", date(2026, 12, 4)),
        ("Ich bin bis einschließlich 04.12.2026 abwesend.", date(2026, 12, 5)),
        ("Ab dem 7.12. bin ich wieder da.", date(2026, 12, 7)),
        ("Je suis absent jusqu'au 4 décembre inclus.", date(2026, 12, 4)),
        ("Estaré fuera de la oficina hasta el 4 de diciembre.", date(2026, 12, 4)),
        ("Estou de férias até 4 de dezembro.", date(2026, 12, 4)),
        ("Sono in ferie fino al 4 dicembre.", date(2026, 12, 4)),
        ("Ik ben afwezig tot en met 4 december.", date(2026, 12, 5)),
        ("Я в отпуске до 4 декабря.", date(2026, 12, 4)),
        ("I will return to the office on December 4.", date(2026, 12, 4)),
        ("Jestem nieobecny do 4 grudnia 2026.", date(2026, 12, 4)),
        ("Jsem mimo kancelář do 4. prosince 2026.", date(2026, 12, 4)),
        ("12月4日まで不在にしております。", date(2026, 12, 5)),
    ],
)
def test_the_day_of_return_is_found(said: str, day: date):
    assert back_on(said, base=MONDAY, read_due=READ_DUE) == day


@pytest.mark.parametrize(
    "said",
    [
        "I am out of the office until further notice.",
        "Back soon!",
        "Away until 04/12/2026.",
        "I was away until 4 November 2026.",
        "Call 030 1234 until then.",
    ],
)
def test_no_day_is_guessed(said: str):
    assert back_on(said, base=MONDAY, read_due=READ_DUE) is None


def test_a_long_reply_takes_no_time():
    began = time.process_time()
    back_on("until bis hasta " * 5000, base=MONDAY, read_due=READ_DUE)

    assert time.process_time() - began < 0.3
