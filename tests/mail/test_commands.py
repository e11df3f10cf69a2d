import time

import pytest

from digest.mail.commands import MAX_COMMANDS
from digest.mail.lines import LineKind, TypedLine
from tests.mail.replying import parse, told


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("#3 done", "#3 done"),
        ("3 in progress", "#3 in_progress"),
        ("3 started", "#3 in_progress"),
        ("4 blocked: waiting for the vendor", "#4 blocked: waiting for the vendor"),
        ("4 blocked", "#4 blocked"),
        ("#4 blocked: ", "#4 blocked"),
        ("4 blocked by 5, see #6", "#4 blocked: by 5, see #6"),
        ("2 due 2026-12-04", "#2 due 2026-12-04"),
        ("2 new date: 2026-12-04.", "#2 due 2026-12-04"),
        ("2 ETA Friday", "#2 due 2026-11-27"),
        ("#2 moved to Friday, thanks", "#2 due 2026-11-27"),
        ("2 by Friday", "#2 due 2026-11-27"),
        ("5 cancelled: superseded", "#5 cancelled: superseded"),
        ("5 cancelled: not needed any more", "#5 cancelled: not needed any more"),
        ("3 due tomorrow", "#3 due 2026-11-24"),
        ("3 due today", "#3 due 2026-11-23"),
        ("3 moved to tomorrow", "#3 due 2026-11-24"),
        ("5 reopen", "#5 open"),
        ("5 open", "#5 open"),
        ("5 not done", "#5 open"),
        ("#3: done", "#3 done"),
        ("#3 is done", "#3 done"),
        ("#3 has been marked as done", "#3 done"),
        ("#3 - done", "#3 done"),
        ("3) done!", "#3 done"),
        ("3. done", "#3 done"),
        ("- **#3** done.", "#3 done"),
        ("* [x] 3 done", "#3 done"),
        ("Hi team, #3 done", "#3 done"),
        ("#3 done, thanks!", "#3 done"),
        ("#3 Done \u2705", "#3 done"),
        ("\uff033 done", "#3 done"),
        ("done #3", "#3 done"),
        ("3 shipped", "#3 done"),
        ("#3\u00a0done", "#3 done"),
    ],
)
def test_one_item(line: str, meant: str):
    assert told(parse(line)) == f"{meant}\n"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("3, 4 and 5 done", "#3 done,#4 done,#5 done"),
        ("2 done; 4 due Friday", "#2 done,#4 due 2026-11-27"),
        ("2 done and 4 blocked", "#2 done,#4 blocked"),
        ("Close #3 & #4", "#3 done,#4 done"),
        (
            "2 done, 4 blocked: waiting for the vendor, the lawyer and 2 others, 5 done",
            "#2 done,#4 blocked: waiting for the vendor, the lawyer and 2 others,#5 done",
        ),
    ],
)
def test_several_items_on_a_line(line: str, meant: str):
    assert told(parse(line)) == meant.replace(",#", "\n#") + "\n"


@pytest.mark.parametrize(
    "line",
    [
        "we did 3 of them",
        "3 apples",
        "3/4 done",
        "3.5 done",
        "2026 was done well",
        "12% done",
        "2 are due this week",
        "3 are done",
        "3 no",
        "3 delayed",
        "https://tracker.northbeam.example/#3",
        "Thanks, done.",
        "done",
    ],
)
def test_prose_is_no_command_and_no_complaint(line: str):
    parsed = parse(line)

    assert (told(parsed), parsed.prose) == ("", line)


@pytest.mark.parametrize(
    "line",
    [
        "#3 done, but not deployed",
        "#3 done: but the docs are missing",
        "#3 done?",
        "#3 will be done Friday",
        "#3 not really done",
        "#3 due soon",
        "#3 2026-12-04",
        "#3 blokced",
        "I think #3 is done",
        "#3 no",
    ],
)
def test_what_is_not_wholly_understood_is_reported_with_a_hint(line: str):
    parsed = parse(line)

    assert told(parsed) == f"? {line}\n"
    assert parsed.unclear[0].hint


def test_one_half_of_a_line_does_not_take_the_other_with_it():
    assert told(parse("2 done, #4 blokced")) == "#2 done\n? #4 blokced\n"


@pytest.mark.parametrize("kind", [LineKind.UNSURE, LineKind.SIGNATURE, LineKind.CLOSING])
def test_a_line_that_may_not_be_typed_is_told_and_not_done(kind: LineKind):
    assert told(parse(TypedLine("#3 done", kind))) == "? #3 done\n"


def test_a_quoted_line_says_nothing():
    parsed = parse(
        TypedLine("> #3 done", LineKind.QUOTED), TypedLine("#3 due", LineKind.QUOTED)
    )

    assert (told(parsed), parsed.prose) == ("", "")


def test_below_its_quoted_line_an_item_needs_no_handle():
    lines = [TypedLine("done", context_handle=3), TypedLine("see you", context_handle=4)]
    parsed = parse(*lines)

    assert (told(parsed), parsed.prose) == ("#3 done\n", "see you")


def test_a_handle_wins_over_the_quoted_line_above():
    assert told(parse(TypedLine("#7 done", context_handle=3))) == "#7 done\n"


def test_a_reason_is_one_short_line():
    (command,) = parse("4 blocked: " + "x " * 400).commands

    assert len(command.action.detail) <= 300  # type: ignore[union-attr]


def test_commands_are_counted():
    parsed = parse(*(f"{n} done" for n in range(MAX_COMMANDS + 5)))

    assert (len(parsed.commands), len(parsed.unclear)) == (MAX_COMMANDS, 5)


@pytest.mark.parametrize(
    "line",
    [
        "1 x, " * 200,
        "1, " * 333,
        "1 and " * 160,
        "3 done, " * 120,
        "#3 blocked: " + "4 x, " * 190,
        "3 by " + "now " * 240,
        "#3 " + ": " * 450,
        "hi " * 300,
        "[ ] " * 240,
        "done " * 190 + "#3",
        "#3 done" + " " * 900 + "x",
    ],
)
def test_a_hostile_line_takes_no_time(line: str):
    began = time.process_time()
    parse(line[:1000])

    assert time.process_time() - began < 0.5


def test_a_quoted_word_at_the_end_of_a_reason_keeps_its_mark():
    assert told(parse('#8 blocked: vendor on "strike"')) == '#8 blocked: vendor on "strike"\n'


def test_a_line_that_is_quoted_as_a_whole_is_read():
    assert told(parse('"#3 done"')) == "#3 done\n"
