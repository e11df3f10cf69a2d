"""Lines as people type them: understood whole, or asked back; half of one never counts."""

import time
from functools import partial

import pytest

from digest.mail import commands
from digest.mail.attempts import hint
from digest.mail.lines import TypedLine
from digest.mail.meaning import Answered, Reader
from digest.markdown.fields import due
from digest.settings import vocabulary
from tests.mail.replying import MONDAY, told

WORDS = vocabulary.load()
READ_DUE = partial(due.read, vocabulary=WORDS)
MANY = Answered(shown=(1, 2, 3, 4), own=(1, 2, 3))
ONE = Answered(shown=(3,), own=(3,))


def said(line: str, answered: Answered = MANY) -> str:
    parsed = commands.parse(
        [TypedLine(line)], base=MONDAY, vocabulary=WORDS, read_due=READ_DUE, answered=answered
    )
    return told(parsed).replace("\n", ",").strip(",")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("3 -> done", "#3 done"),
        ("3 => done", "#3 done"),
        ("(3) done", "#3 done"),
        ("[3] done", "#3 done"),
        ("3\uff1a完了しました", "#3 done"),
        ("3 \u2705", "#3 done"),
        ("I'm done with #3", "#3 done"),
        ("3 was completed yesterday", "#3 done"),
        ("3 ist erledigt", "#3 done"),
        ("3 c'est fait", "#3 done"),
        ("3 est fini", "#3 done"),
        ("3 完成了", "#3 done"),
        ("3 12月4日まで", "#3 due 2026-12-04"),
        ("3 金曜日までに", "#3 due 2026-11-27"),
        ("3 12월 4일까지", "#3 due 2026-12-04"),
        ("3 push to Friday", "#3 due 2026-11-27"),
        ("3 extend to 10 Dec", "#3 due 2026-12-10"),
        ("3 blockiert, weil der Lieferant fehlt", "#3 blocked: weil der Lieferant fehlt"),
        ("3 due 4 Dec (vendor late)", "#3 due 2026-12-04,#3 Because(text='vendor late')"),
        ("全部 完了", "#1 done,#2 done,#3 done"),
    ],
)
def test_a_line_means_what_a_person_meant(line: str, meant: str):
    assert said(line) == meant


@pytest.mark.parametrize(
    "line",
    [
        "3 finsihed",
        "3 \U0001f44d",
        "\u2705 3",
        "done with 3",
        "finished 3",
        "due 3 next Friday",
        "3 next Friday",
        "4 -> anna",
        "1/2/3 done",
        "all three done",
        "undo 3",
        "3 due not 2026-12-04",
        "3 due 2026-12-04 if all goes well",
        "3 due 2026-12-04 or so",
        "3 due Friday (hopefully)",
        "3 due 4 Dec, assign to Anna",
        "3 due 4/12",
        "push 3 to Friday",
        "please move 3 to 4 Dec",
        "verschiebe 3 auf Freitag",
        "reporte 3 \u00e0 vendredi",
        "give 3 to Anna",
        "make 3 P1",
        "I'll take 3",
    ],
)
def test_what_is_not_surely_meant_is_asked_back(line: str):
    assert said(line) == f"? {line}"


@pytest.mark.parametrize(
    "line",
    [
        "3 people of the vendor will look at it tomorrow",
        "1. Thanks for the report",
        "We met on 3 floors",
        "ok",
        "Thank you all",
        "I take 3 days off",
        "In 2 weeks we know more",
        "Room 9 to the left",
    ],
)
def test_prose_stays_prose(line: str):
    assert said(line) == ""


def test_to_a_mail_about_one_item_a_bare_status_is_enough_and_a_bare_date_is_asked_about():
    assert said("It's done", ONE) == "#3 done"
    assert said("ist erledigt", ONE) == "#3 done"
    assert said("next Friday", ONE) == "? next Friday"


def test_who_is_asked_for_plain_words_is_not_asked_back():
    asked = Answered((3,), asked=3, shown=(3,))

    assert said("3 weeks of delay", asked) == "#3 Because(text='3 weeks of delay')"


@pytest.mark.parametrize(
    "line", ["3 due " + "a, " * 300, "3 " * 400, "(" * 900, "3 due (" * 100]
)
def test_a_hostile_line_takes_no_time(line: str):
    began = time.process_time()
    hint(line, Reader(MONDAY, WORDS, READ_DUE, MANY))
    said(line[:1000])

    assert time.process_time() - began < 0.5
