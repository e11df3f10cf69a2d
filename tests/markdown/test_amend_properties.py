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
from digest.model.item import ActionItem, Status
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


ROW = (
    "# A\n\n## Actions\n\n| Task | Owner | Due | Status |{0}\n|-|-|-|-|{1}\n"
    "| Oil it | @ana | 1 Dec | Open |{2}\n"
)
HTML = (
    "<table><tr><th>Task<th>Owner<th>Status</tr>\n<tr><td>Oil it<td>@ana<td>Open</tr></table>\n"
)
BARE = "# A\n\n## Actions\n\n| Task | Size |\n|-|-|\n| Oil it{} | 3 |\n"
PLACES = (
    BARE.format(""),
    BARE.format(" (blocked: no oil) (note: see)"),
    ROW.format("", "", ""),
    ROW.format(" Notes |", "-|", " see |"),
    f"# A\n\n## Actions\n\n{HTML}",
    f"# A\n\n## Actions\n\n{HTML}".replace("<th>Status", "").replace("<td>Open", ""),
    "# A\n\n## Actions\n\n- [ ] @ana: Oil it 📅 2026-12-01 ^a1\n- [ ] Paint it",
    "# A\n\n## Actions\n\n- Oil it (due 1 Dec) (blocked: no oil)\n  - Paint it\n",
    "# A\n\nAI: Oil it by Friday\nand so on\n",
)
TYPED = r"""
    ( ) [ ] | ` * _ ~~ < > & # @ab (done) : ; :: due 2027-01-01 P1 note: \ [x] ]( http://a.b
    📅 ✅
    ⏫ ^id %% == $ <br> --> <!-- 1. - owner:Bo {{x}} --- ``` www.x.y
"""
MARKS = st.sampled_from((*TYPED.split(), "\u2028", "\u202e", "\r", "\n"))
HOSTILE = st.lists(MARKS | st.text(max_size=5), max_size=12).map(" ".join)


@settings(deadline=None)
@given(st.sampled_from(PLACES), HOSTILE, st.sampled_from((None, *Status)))
def test_whatever_is_typed_is_written_and_changes_no_other_field(
    text: str, typed: str, status: Status | None
):
    before = document(text.encode())
    action = SetStatus(status, f"w {typed}") if status else AddNote(f"w {typed}")

    done = amend(before, 0, action, vocabulary=VOCABULARY, today=TODAY)
    assert told(done.document.items[0], action)
    assert len(done.document.items) == len(before.items)
