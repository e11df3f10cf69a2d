"""digest.markdown.fields.due: words and pictures of dates, read against a document's date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markdown.fields import due
from digest.model.item import Due
from tests import strategies
from tests.markdown.tables import cases
from tests.strategies import VOCABULARY

MONDAY = date(2026, 11, 23)

DAYS = cases("due_days.txt")
PLACES = cases("due_places.txt")
FORMATS = cases("due_formats.txt")


@pytest.mark.parametrize(("raw", "days"), DAYS)
def test_a_date_is_read_against_the_documents_own(raw: str, days: str):
    read = due.read(raw, MONDAY, VOCABULARY)

    assert read is not None
    assert f"{read.start} {read.end}" == (days if " " in days else f"{days} {days}")


@pytest.mark.parametrize(
    "raw", ["", " ", "-", "—", "n/a", "[date]", "YYYY-MM-DD", "[Day]", "**"]
)
def test_nothing_and_placeholders_are_no_date(raw: str):
    assert due.read(raw, MONDAY, VOCABULARY) is None


@pytest.mark.parametrize(
    "raw",
    [
        "TBD",
        "asap",
        "soon",
        "2026-02-30",
        "04/12",
        "Feb 29",
        "Q5",
        "1 apr\u0131l 2026",
        "fr\u0131day",
    ],
)
def test_what_does_not_resolve_stays_as_written(raw: str):
    assert due.read(raw, MONDAY, VOCABULARY) == Due(raw)


@pytest.mark.parametrize("raw", ["Friday", "4 Dec", "Next sprint", "EOM", "Q1", "W3"])
def test_without_a_date_of_the_document_nothing_is_guessed(raw: str):
    assert due.read(raw, None, VOCABULARY) == Due(raw)


@pytest.mark.parametrize(("text", "phrase"), PLACES)
def test_the_date_phrase_alone_is_found(text: str, phrase: str):
    place = due.find(text, VOCABULARY)

    assert (text[slice(*place)] if place else "") == phrase


@pytest.mark.parametrize(("like", "written"), FORMATS)
def test_a_date_is_written_as_the_one_it_replaces(like: str, written: str):
    new = Due("", date(2026, 12, 4), date(2026, 12, 4))

    assert due.write(new, like, [], base=MONDAY, vocabulary=VOCABULARY) == written


def test_a_phrase_gives_way_to_the_columns_usual_format():
    new = Due("", date(2026, 12, 4), date(2026, 12, 4))
    others = ["TBD", "2026-11-30", "5 Nov 2026", "12 Nov 2026", ""]

    assert due.write(new, "Friday", others, vocabulary=VOCABULARY) == "4 Dec 2026"


def test_the_year_is_written_where_its_absence_would_lie():
    new = Due("", date(2028, 3, 5), date(2028, 3, 5))

    assert due.write(new, "Nov 10", [], base=MONDAY, vocabulary=VOCABULARY) == "Mar 5, 2028"


def test_a_range_is_written_in_the_columns_format():
    new = Due("", date(2026, 12, 4), date(2026, 12, 8))

    assert due.write(new, "2026-11-10", []) == "2026-12-04 to 2026-12-08"


def test_a_typed_phrase_without_days_enters_as_literal_text():
    assert due.write(Due("when <b>it</b> | works"), "2026-11-10", []) == (
        r"when \<b>it\</b> \| works"
    )


@given(strategies.days, st.sampled_from([like for like, _ in FORMATS]), strategies.days)
def test_what_is_written_is_read_as_the_same_day(day: date, like: str, base: date):
    written = due.write(Due("", day, day), like, [], base=base, vocabulary=VOCABULARY)

    read = due.read(written, base, VOCABULARY)
    assert read is not None
    assert (read.start, read.end) == (day, day)


@given(
    strategies.days,
    st.integers(1, 200),
    st.sampled_from([like for like, _ in FORMATS]),
    strategies.days,
)
def test_a_range_written_is_read_as_the_same_days(
    first: date, length: int, like: str, base: date
):
    new = Due("", first, first + timedelta(days=length))

    read = due.read(
        due.write(new, like, [], base=base, vocabulary=VOCABULARY), base, VOCABULARY
    )
    assert read is not None
    assert (read.start, read.end) == (new.start, new.end)


@given(st.text(), st.none() | st.dates())
def test_any_text_is_read_without_an_error(text: str, base: date | None):
    due.read(text, base, VOCABULARY)
    place = due.find(text, VOCABULARY)

    assert place is None or 0 <= place[0] < place[1] <= len(text)


@pytest.mark.timeout(2)
@pytest.mark.parametrize(
    "piece", ["due ", "1 - ", "(", "Dec 1-", "a ", "~", " ", "2026-", "ETA: a,"]
)
def test_long_hostile_text_is_read_in_linear_time(piece: str):
    due.read(piece * 20_000, MONDAY, VOCABULARY)
    due.find(piece * 20_000, VOCABULARY)
