"""digest.markdown.amend: what holds of every edit of every document."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from digest.errors import Refusal
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.markdown.lines import table
from digest.model.command import Action, SetDue, SetStatus
from digest.model.document import Document
from digest.settings.vocabulary import load
from tests import strategies

VOCABULARY = load()
ACTIONS = st.builds(SetStatus, strategies.statuses, strategies.reasons) | st.builds(
    SetDue, strategies.dues
)


def document(raw: bytes) -> Document:
    return read(raw, path="a.md", vocabulary=VOCABULARY)


def amended(before: Document, index: int, action: Action) -> Amended:
    try:
        return amend(before, index, action, vocabulary=VOCABULARY)
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
    if isinstance(action, SetStatus):
        assert after[index].status.value is action.status
    else:
        assert after[index].day == action.due.day
    assert [i for i in after if i is not after[index]] == [
        i for i in before.items if i is not before.items[index]
    ]


@settings(suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
@given(strategies.documents(), st.integers(0, 7), ACTIONS)
def test_amending_twice_is_amending_once(raw: bytes, number: int, action: Action):
    before = document(raw)
    assume(before.items)
    index = number % len(before.items)
    once = amended(before, index, action).raw

    twice = amend(document(once), index, action, vocabulary=VOCABULARY)
    assert (twice.raw, twice.changed) == (once, False)
