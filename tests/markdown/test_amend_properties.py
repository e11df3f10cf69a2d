"""digest.markdown.amend: what holds of every edit of every document."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from digest.errors import Refusal
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.markdown.fields import words
from digest.markdown.lines import table
from digest.model.command import Action, AddNote, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.document import Document
from digest.model.item import ActionItem
from digest.settings.vocabulary import load
from tests import strategies

VOCABULARY = load()
NAMES = st.sampled_from((("Priya Nair", "@priya"), ("@priya", "Priya"), ("Jo Ek",), ("@a/b",)))
ACTIONS = st.one_of(
    st.builds(SetStatus, strategies.statuses, strategies.reasons),
    st.builds(SetDue, strategies.dues),
    NAMES.map(lambda names: SetOwner(names[0], names[1:])),
    st.builds(SetPriority, st.sampled_from(("P0", "P1", "P2", "P3", "P4"))),
    st.builds(AddNote, strategies.reasons.map(lambda typed: f"x{typed}")),
)
TODAY = date(2026, 11, 23)


def document(raw: bytes) -> Document:
    return read(raw, path="a.md", vocabulary=VOCABULARY)


def amended(before: Document, index: int, action: Action) -> Amended:
    try:
        return amend(before, index, action, vocabulary=VOCABULARY, today=TODAY)
    except Refusal:
        assume(False)  # noqa: FBT003
        raise


@settings(suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
@given(strategies.documents(), st.integers(0, 7), ACTIONS)
def test_only_the_line_of_the_item_changes(raw: bytes, number: int, action: Action):
    before = document(raw)
    assume(before.items)
    index = number % len(before.items)

    after = amended(before, index, action).raw
    item, starts = before.items[index], (*table(raw).starts, len(raw))
    assert after.startswith(raw[: starts[item.line - 1]])
    assert after.endswith(raw[starts[item.end_line] :])


@settings(suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
@given(strategies.documents(), st.integers(0, 7), ACTIONS)
def test_the_item_says_what_was_asked_and_the_others_what_they_said(
    raw: bytes, number: int, action: Action
):
    before = document(raw)
    assume(before.items)
    index = number % len(before.items)

    after = document(amended(before, index, action).raw).items
    assert told(after[index], action)
    assert [placeless(i) for i in after if i is not after[index]] == [
        placeless(i) for i in before.items if i is not before.items[index]
    ]


def told(item: ActionItem, action: Action) -> bool:
    match action:
        case SetStatus(status):
            return item.status.value is status
        case SetDue(due):
            return item.day == due.day
        case SetOwner():
            return len(item.owners) == 1 and item.owners[0] in action.names
        case SetPriority(level):
            return item.priority is not None and item.priority.value == level
        case AddNote(text):
            typed = words.plain(words.literal(text))
            return typed in item.note or typed in item.status.detail


def placeless(item: ActionItem) -> ActionItem:
    return replace(item, line=0, end_line=0, parent=item.parent and 0)


@settings(suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
@given(strategies.documents(), st.integers(0, 7), ACTIONS)
def test_amending_twice_is_amending_once(raw: bytes, number: int, action: Action):
    before = document(raw)
    assume(before.items)
    index = number % len(before.items)
    once = amended(before, index, action).raw

    twice = amend(document(once), index, action, vocabulary=VOCABULARY, today=TODAY)
    assert (twice.raw, twice.changed) == (once, False)
