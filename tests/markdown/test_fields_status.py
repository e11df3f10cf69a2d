"""digest.markdown.fields.status: the word is understood, the document's own is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markdown.fields import status, words
from digest.model.item import Status
from tests import strategies
from tests.markdown.tables import cases
from tests.strategies import VOCABULARY


@pytest.mark.parametrize(("raw", "meaning"), cases("status_read.txt"))
def test_the_word_is_understood_and_the_detail_kept(raw: str, meaning: str):
    read = status.read(raw, VOCABULARY)

    assert f"{read.value} | {read.detail}".strip() == meaning


@pytest.mark.parametrize(("given_", "written"), cases("status_write.txt"))
def test_a_status_is_written_in_the_columns_own_words(given_: str, written: str):
    asked, _, cells = given_.partition(",")
    like, _, others = cells.partition("|")
    column = [cell.strip() for cell in others.split(";")]

    assert written == status.write(
        Status(asked), "", like=like.strip(), others=column, vocabulary=VOCABULARY
    )


@pytest.mark.parametrize(("text", "words_"), cases("status_places.txt"))
def test_a_status_in_brackets_at_the_end_is_found(text: str, words_: str):
    place = status.find(text, VOCABULARY)

    assert (text[slice(*place[0])] if place else "") == words_


@pytest.mark.parametrize("raw", ["", "monitoring", "doneish", "未完了", "-"])
def test_a_strange_word_is_open_and_known_to_be_strange(raw: str):
    assert status.read(raw, VOCABULARY).value is Status.OPEN
    assert not status.known(raw, VOCABULARY)


MARKS = {
    " ": "open",
    "x": "done",
    "✅": "done",
    "/": "in_progress",
    "-": "cancelled",
    "!": "open",
}


@pytest.mark.parametrize(("character", "meaning"), MARKS.items())
def test_the_mark_of_a_task(character: str, meaning: str):
    assert status.mark(character) == meaning


def test_a_reason_is_literal_text_in_brackets():
    written = status.write(
        Status.BLOCKED, "a|b <i>*now*", like="Open", others=[], vocabulary=VOCABULARY
    )

    assert written == r"Blocked (a\|b \<i>\*now\*)"


def test_a_new_reason_takes_the_place_of_the_old():
    written = status.write(
        Status.BLOCKED, "budget", like="Blocked (access)", others=[], vocabulary=VOCABULARY
    )

    assert written == "Blocked (budget)"


@given(
    strategies.statuses,
    strategies.typed,
    st.sampled_from([raw for raw, _ in cases("status_read.txt")]),
)
def test_what_is_written_is_read_back(value: Status, reason: str, like: str):
    written = status.write(value, reason, like=like, others=[], vocabulary=VOCABULARY)

    assert status.read(written, VOCABULARY).value is value
    again = status.write(value, reason, like=written, others=[], vocabulary=VOCABULARY)
    assert again == written


@given(st.text())
def test_any_text_is_read_without_an_error(text: str):
    status.read(text, VOCABULARY)
    status.find(text, VOCABULARY)


@pytest.mark.timeout(2)
@pytest.mark.parametrize(
    "piece", ["*", ":a", "<b", "✅ ", "_", "in ", "[", " ^a", "done / ", "~~a"]
)
def test_long_hostile_text_is_read_in_linear_time(piece: str):
    status.read(piece * 20_000, VOCABULARY)
    status.find(piece * 20_000, VOCABULARY)
    words.plain(piece * 20_000)
