"""digest.mail.answers: what answers a delay notice, with or without a number."""

import time

import pytest

from digest.mail import commands
from digest.mail.answers import NO_OPTION, NO_REASON, WHICH, sentence
from digest.mail.lines import LineKind, TypedLine
from digest.mail.meaning import Answered
from digest.model.command import Because, Choose
from tests.mail.replying import MONDAY, WORDS, read_due

ONE = Answered((3,))
ASKED = Answered((3,), asked=3)


def parse(*lines: str | TypedLine, answered: Answered | None = ONE):
    typed = [line if isinstance(line, TypedLine) else TypedLine(line) for line in lines]
    return commands.parse(
        typed, base=MONDAY, vocabulary=WORDS, read_due=read_due, answered=answered
    )


def said(*lines: str | TypedLine, answered: Answered | None = ONE):
    return [(c.handle, c.action) for c in parse(*lines, answered=answered).commands]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("because the vendor is late", Because("the vendor is late")),
        ("Because of the strike, 2 days in all.", Because("of the strike, 2 days in all")),
        ("#3 because the vendor is late", Because("the vendor is late")),
        ("reason: the vendor is late", Because("the vendor is late")),
        ("weil der Lieferant fehlt", Because("der Lieferant fehlt")),
        ("option 2", Choose("2")),
        ("Option b, please", Choose("B")),
        ("#3 option 2", Choose("2")),
        ("Let's go with option 2: refunds can wait", Choose("2", "refunds can wait")),
        ("we take option 2 because it is cheaper", Choose("2", "it is cheaper")),
    ],
)
def test_an_answer_is_understood(line: str, meant: object):
    assert said(line) == [(3, meant)]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("because", NO_REASON),
        ("option", NO_OPTION),
        ("option 1 or option 2", NO_OPTION),
        ("option 2?", NO_OPTION),
        ("option 2, but not before May", NO_OPTION),
    ],
)
def test_half_an_answer_is_told(line: str, hint: str):
    assert [one.hint for one in parse(line).unclear] == [hint]
    assert said(line) == []


def test_of_several_the_number_must_be_said():
    several = Answered((3, 4))

    assert [one.hint for one in parse("option 2", answered=several).unclear] == [WHICH]
    assert said("#4 option 2", answered=several) == [(4, Choose("2"))]


@pytest.mark.parametrize("line", ["because of you", "option 2", "The vendor is late"])
def test_elsewhere_it_is_prose(line: str):
    assert parse(line, answered=None).prose == line


def test_who_is_asked_may_answer_in_plain_words():
    lines = ["Hi,", "", "the vendor needs", "two more weeks.", "", "Regards"]
    name = TypedLine("Priya", LineKind.CLOSING)

    assert said(*lines, name, answered=ASKED) == [
        (3, Because("the vendor needs two more weeks."))
    ]


@pytest.mark.parametrize(
    "line", ["ok, thanks!", "Why do you ask?", "Holidays", "Thank you very much", "", "Hi Mei,"]
)
def test_courtesies_and_questions_are_no_reasons(line: str):
    assert said(line, answered=ASKED) == []


def test_beside_a_command_plain_words_are_prose():
    assert [handle for handle, _ in said("#3 done", "The vendor came", answered=ASKED)] == [3]


def test_quoted_lines_are_no_reason():
    assert said(TypedLine("The vendor is late", LineKind.QUOTED), answered=ASKED) == []


def test_nothing_takes_long():
    began = time.perf_counter()
    for hostile in (
        "we " * 3000,
        "ok " * 3000 + "x",
        "option 2" + " ," * 3000,
        "ok" + "!" * 3000 + "x",
    ):
        sentence([hostile])
        parse(hostile[:1000])

    assert time.perf_counter() - began < 1
