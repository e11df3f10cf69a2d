"""digest.mail.wishes: what a person asks of the mail itself."""

from datetime import date
from functools import partial

import pytest

from digest.mail import commands, trim
from digest.mail.wishes import NO_DAY, PASSED, TOO_FAR, read
from digest.markdown.fields import due
from digest.model.command import Parsed, Pause, Resume, Stop
from digest.settings.vocabulary import load

WORDS = load()
FRIDAY = date(2026, 11, 20)
READ_DUE = partial(due.read, vocabulary=WORDS)


def wish(line):
    return read(line, line, base=FRIDAY, read_due=READ_DUE)


def parse(text) -> Parsed:
    lines = trim.typed(text, None)
    return commands.parse(lines, base=FRIDAY, vocabulary=WORDS, read_due=READ_DUE)


@pytest.mark.parametrize(
    "line", ["stop", "STOP", "Please stop", "unsubscribe me", "Stop this mail!"]
)
def test_stop_is_said_in_few_ways(line):
    assert isinstance(wish(line), Stop)


@pytest.mark.parametrize("line", ["resume", "Please resume", "unpause", "resume my digests"])
def test_so_is_resume(line):
    assert isinstance(wish(line), Resume)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("pause until 2026-12-14", date(2026, 12, 14)),
        ("Pause my digest until 14 Dec", date(2026, 12, 14)),
        ("pause until Monday", date(2026, 11, 23)),
        ("pause for 2 weeks", date(2026, 12, 4)),
        ("pause for a month, please", date(2026, 12, 20)),
    ],
)
def test_a_pause_ends_on_the_day_it_names(line, until):
    found = wish(line)

    assert isinstance(found, Pause)
    assert found.until == until


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("pause", NO_DAY),
        ("pause for ever", NO_DAY),
        ("pause until soon", NO_DAY),
        ("pause until 2026-11-20", PASSED),
        ("pause until 2028-01-01", TOO_FAR),
        ("pause for 999 months", TOO_FAR),
    ],
)
def test_a_pause_without_a_day_ahead_is_asked_about(line, hint):
    assert wish(line) == hint


@pytest.mark.parametrize(
    "line",
    ["stop the rollout", "we should stop", "let us pause here", "pause the job until 3 Dec"],
)
def test_other_sentences_are_prose(line):
    assert wish(line) is None


def test_a_wish_stands_beside_commands():
    parsed = parse("#3 done\npause until 2026-12-14\n")

    assert (len(parsed.commands), parsed.wishes) == (
        1,
        (Pause("pause until 2026-12-14", date(2026, 12, 14)),),
    )


def test_what_is_quoted_is_no_wish():
    assert parse("thanks\n\n> stop\n").wishes == ()
