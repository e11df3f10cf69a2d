"""`digest schedule`: a person's own word is kept, and told."""

import pytest


def test_what_is_set_is_told_and_stays(run):
    told = run("schedule", "priya", "--weekday", "friday", "--at", "16:30", "--every", "weekly")

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Priya Nair: weekly, friday at 16:30 (")
    assert "by their own choice; the next is due on Fri " in told.out
    assert run("schedule", "Priya Nair").out == told.out


def test_a_reset_gives_the_word_back_to_the_settings(run):
    before = run("schedule", "priya").out
    run("schedule", "priya", "--zone", "Asia/Tokyo")

    assert run("schedule", "priya", "--reset").out == before
    assert "as the settings have it" in before


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--weekday", "someday", "write monday to sunday"),
        ("--at", "25:00", "is not a time of day"),
        ("--zone", "Mars/Base", "zone"),
        ("--first", "soon", "write YYYY-MM-DD"),
        ("--scope", "identity", "is not one of all, person:NAME"),
    ],
)
def test_what_is_none_is_wrong_use(run, option, value, expected):
    told = run("schedule", "priya", option, value)

    assert (told.code, told.err.startswith(option), expected in told.err) == (2, True, True)


def test_a_reset_goes_with_nothing_else(run):
    assert run("schedule", "priya", "--reset", "--at", "09:00").code == 2


def test_what_a_digest_is_of_is_set_and_told(run):
    told = run("schedule", "priya", "--scope", "all", "--scope", "priority:p1", "--all-clear")

    assert "\n  of their own and all, priority:P1\n  when there is nothing" in told.out
    own = run("schedule", "priya", "--scope", "none", "--no-all-clear").out
    assert ("of their own" in own, "by their own choice" in own) == (False, True)


def test_a_scope_that_nobody_knows_is_wrong_use(run):
    assert run("schedule", "priya", "--scope", "team:nobodies").code == 2
