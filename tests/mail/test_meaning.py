"""digest.mail.meaning: several items, other languages, natural dates, and who is meant."""

import time
from datetime import date
from functools import partial

import pytest

from digest.mail import commands
from digest.mail.lines import TypedLine
from digest.mail.meaning import Answered
from digest.mail.newdates import EITHER_WAY
from digest.mail.numbers import NOT_RISING, TOO_WIDE
from digest.mail.waits import NO_FROM
from digest.markdown.fields import due
from digest.model.command import AddNote, Because, Parsed, SetDue, SetStatus
from digest.model.item import Status
from digest.settings.vocabulary import load
from tests.mail.replying import told

MONDAY = date(2026, 11, 23)
WORDS = load()
ONE = Answered(shown=(2,), own=(2,))
FEW = Answered(shown=(1, 3, 4), own=(1, 3, 4))
NOTICE = Answered(shown=(2,), noted=2)


def parse(*lines: str, answered: Answered | None = None) -> Parsed:
    read_due = partial(due.read, vocabulary=WORDS)
    typed = [TypedLine(line) for line in lines]
    return commands.parse(
        typed, base=MONDAY, vocabulary=WORDS, read_due=read_due, answered=answered
    )


def said(line: str, answered: Answered | None = None) -> str:
    return told(parse(line, answered=answered)).strip().replace("\n", ", ")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("1-3 done", "#1 done, #2 done, #3 done"),
        ("#1 - #3 done", "#1 done, #2 done, #3 done"),
        ("1, 2 and 4 done", "#1 done, #2 done, #4 done"),
        ("1 to 3 done", "#1 done, #2 done, #3 done"),
        ("mark 2 and 3 as complete", "#2 done, #3 done"),
        ("pls mark item 2 as blocked: no vendor", "#2 blocked: no vendor"),
        ("2 done pls", "#2 done"),
        ("1 bis 3 erledigt", "#1 done, #2 done, #3 done"),
        ("1-2, 5 done; 7 in progress", "#1 done, #2 done, #5 done, #7 in_progress"),
        ("2 blocked: no access, 3-4 weeks", "#2 blocked: no access, 3-4 weeks"),
        ("2 bis 4. Dezember", "#2 due 2026-12-04"),
    ],
)
def test_ranges_and_lists_name_several_items(line: str, meant: str):
    assert said(line) == meant


def test_a_range_means_what_the_mail_shows_between_its_ends():
    assert said("1-4 done", FEW) == "#1 done, #3 done, #4 done"


@pytest.mark.parametrize(("line", "hint"), [("3-1 done", NOT_RISING), ("1-99 done", TOO_WIDE)])
def test_a_range_that_cannot_be_meant_is_asked_about(line: str, hint: str):
    assert [one.hint for one in parse(line).unclear] == [hint]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("2 erledigt", "#2 done"),
        ("#2 fertig, danke", "#2 done"),
        ("2 nicht fertig", "#2 open"),
        ("2 offen", "#2 open"),
        ("2 blockiert: kein Zugang", "#2 blocked: kein Zugang"),
        ("2 terminé", "#2 done"),
        ("2 bloqué : pas d'accès", "#2 blocked: pas d'accès"),
        ("2 hecho", "#2 done"),
        ("2 готово", "#2 done"),
        ("2 完了", "#2 done"),
        ("2 완료", "#2 done"),
        ("2 fällig am 4. Dezember", "#2 due 2026-12-04"),
        ("2 fällig am 4.12.", "#2 due 2026-12-04"),
        ("2 verschoben auf nächsten Freitag", "#2 due 2026-12-04"),
        ("2 reporté au 4 décembre", "#2 due 2026-12-04"),
        ("2 échéance vendredi prochain", "#2 due 2026-12-04"),
        ("2 zuständig: Mei", "#2 owner Mei"),
        ("2 priorität hoch", "#2 P1"),
        ("2 Notiz: angerufen", "#2 note: angerufen"),
        ("2 warte auf Mei", "#2 blocked: warte auf Mei"),
    ],
)
def test_other_languages_say_it_too(line: str, meant: str):
    assert said(line) == meant


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("next Friday", date(2026, 12, 4)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("in a month", date(2026, 12, 23)),
        ("in 3 months", date(2027, 2, 23)),
        ("end of month", date(2026, 11, 30)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("übermorgen", date(2026, 11, 25)),
        ("in zwei Wochen", date(2026, 12, 7)),
        ("in einem Monat", date(2026, 12, 23)),
        ("Ende des Monats", date(2026, 11, 30)),
        ("dans deux semaines", date(2026, 12, 7)),
        ("le 4 décembre", date(2026, 12, 4)),
        ("am Freitag", date(2026, 11, 27)),
        ("fin de mes", date(2026, 11, 30)),
        ("over twee weken", date(2026, 12, 7)),
    ],
)
def test_a_date_is_said_as_people_say_it(words: str, day: date):
    (command,) = parse(f"2 due {words}").commands

    assert isinstance(command.action, SetDue)
    assert command.action.due.start == day


@pytest.mark.parametrize("written", ["04/12", "4/12/2026", "4-12-26"])
def test_between_day_and_month_nothing_is_guessed(written: str):
    assert [one.hint for one in parse(f"2 due {written}").unclear] == [EITHER_WAY]


def test_a_moved_date_may_say_why():
    actions = [c.action for c in parse("2 due 4 Dec because the vendor is late").commands]

    assert isinstance(actions[0], SetDue)
    assert actions[1] == Because("the vendor is late")


def test_what_is_needed_from_somebody_blocks():
    (command,) = parse("4 need the key from Mei").commands

    assert command.action == SetStatus(Status.BLOCKED, "need the key from Mei")
    assert [one.hint for one in parse("4 need more time").unclear] == [NO_FROM]


def test_an_answer_to_a_question_is_noted():
    (command,) = parse("#2 answer: yes, keep it").commands

    assert command.action == AddNote("yes, keep it")


@pytest.mark.parametrize("line", ["done", "erledigt", "all done", "Alles erledigt", "done!"])
def test_in_a_mail_about_one_item_no_number_is_needed(line: str):
    assert said(line, ONE) == "#2 done"


def test_all_means_every_item_where_all_are_the_persons_own():
    assert said("all done", FEW) == "#1 done, #3 done, #4 done"
    assert said("all done", Answered(shown=(1, 3))) == "? all done"


def test_of_several_items_one_must_be_named():
    assert said("done", FEW) == "? done"


@pytest.mark.parametrize("line", ["Thanks!", "all good", "we need 3 from Mei", "by the way"])
def test_prose_stays_prose(line: str):
    assert parse(line, answered=FEW).prose == line


def test_plain_words_about_one_item_are_a_note_on_it():
    (command,) = parse("The vendor sends the part", "on Friday.", answered=NOTICE).commands

    assert (command.handle, command.action) == (
        2,
        AddNote("The vendor sends the part on Friday."),
    )


@pytest.mark.parametrize("line", ["Thanks!", "Why is that?", "ok"])
def test_a_courtesy_is_no_note(line: str):
    assert parse(line, answered=NOTICE).commands == ()


@pytest.mark.parametrize(
    "line",
    [
        "1-2, " * 200,
        "1 bis " * 160,
        "#1 to " * 150,
        "1-" * 450,
        "2 because " * 90,
        "2 due a " * 99,
    ],
)
def test_a_hostile_line_takes_no_time(line: str):
    began = time.process_time()
    parse(line[:1000], answered=FEW)

    assert time.process_time() - began < 0.5
