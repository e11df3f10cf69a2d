"""digest.reconcile.likeness: rewording is recognised, and no document makes it slow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.item import ActionItem, Due, Form
from digest.reconcile.likeness import folded, most_alike

FRIDAY = Due("Friday", date(2026, 11, 20), date(2026, 11, 20))


def items(*texts, **more):
    return [ActionItem(text, n, n, Form.TABLE, **more) for n, text in enumerate(texts, 1)]


def words(count, seed):
    return " ".join(f"{seed * n % 99991:x}" for n in range(1, count + 1))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Add alert for login failures", "Add an alert for auth failures"),
        ("Rotate signing keys", "Rotating the signing keys"),
        ("Document the retry polcy", "Document the retry policy"),
        ("Set up monitoring", "Set up monitoring for logins"),
        ("ログイン失敗の警告を追加する", "ログイン失敗時の警告を追加する"),
    ],
)
def test_a_reworded_text_is_alike(before, now):
    assert most_alike(items(before), items(now)) == [(0, 0)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Rotate the signing keys", "Write a runbook for restores"),
        ("Set up monitoring", "Agree on a holiday plan"),
        ("", "Agree on a holiday plan"),
    ],
)
def test_another_text_is_another_item(before, now):
    assert most_alike(items(before), items(now)) == []


def test_owner_and_date_decide_between_equal_texts():
    ours = {"owners": ("@ana",), "due": FRIDAY}
    before = items("Check the backups", owners=("@bo",)) + items("Check the backups", **ours)

    assert most_alike(before, items("Check all the backups", **ours)) == [(1, 0)]


def test_different_marks_are_different_items():
    before, now = items("Fix the cache", mark="OPS-1"), items("Fix the cache!", mark="OPS-2")

    assert most_alike(before, now) == []


def test_the_beginning_of_a_long_text_says_what_it_is():
    before, now = words(700, 7), words(700, 11)

    assert most_alike(items(before, now), items(now + " more", before + " more")) == [
        (0, 1),
        (1, 0),
    ]


def test_a_text_of_signs_alone_is_not_empty():
    assert folded("🔥") != folded("🚀")
    assert folded("Fix: the *cache*!") == "fix the cache"


def test_likeness_is_the_same_both_ways():
    before, now = items("Add an alert", "Fix the cache"), items("Fix caches", "Alert added")

    there, back = most_alike(before, now), most_alike(now, before)

    assert sorted((n, o) for o, n in there) == back


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_any_texts_are_paired_once_at_most(before, now):
    found = most_alike(items(*before), items(*now))

    assert len({o for o, _ in found}) == len({n for _, n in found}) == len(found)


# Each would run for minutes or hours if its work grew with the text or with every pair.
@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("count", "length"), [(12, 20_000), (70, 4_000), (100, 30), (2_000, 100)]
)
def test_hostile_documents_take_bounded_work(count, length):
    before = items(*(words(length, 7 + n) for n in range(count)))
    now = items(*(words(length, 5003 + n) for n in range(count)))

    assert len(most_alike(before, now)) <= count


@pytest.mark.timeout(30)
@pytest.mark.parametrize("letter", ["a", "\ufdfa", "a ", "\u0301", "!"])
def test_repeated_letters_take_bounded_work(letter):
    before = items(*(letter * (1_000 + n) for n in range(70)))
    now = items(*(letter * (3_000 + n) for n in range(70)))

    assert len(most_alike(before, now)) <= 70


def test_a_hundred_rows_reworded_at_once_are_followed():
    before = items(*(f"Move login of shop {words(3, n)} over" for n in range(1, 101)))
    now = items(*(i.text.replace("login", "sign-in") for i in reversed(before)))

    assert most_alike(before, now) == [(n, 99 - n) for n in range(100)]
