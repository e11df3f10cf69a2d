"""digest.ical.lines: what is written is what a strict reader finds."""

from datetime import UTC, date, datetime

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from digest.ical import clean, lines

_TEXTS = st.text(max_size=300)
_HOSTILE = "\\N; \\, a\\\r\nEND:VEVENT\x00\u2028 \ud800🔑" + "é中🔑" * 40


def read(*told: str):
    """Return what icalendar finds in an event of these lines, and the bytes."""
    raw = lines.component("VEVENT", told)
    event = Calendar.from_ical(raw)
    assert event.errors == []
    return event, raw


@given(_TEXTS)
@example(_HOSTILE)
def test_a_text_is_read_back_as_it_was_cleaned(text):
    event, _ = read(lines.text("SUMMARY", text), "UID:a")

    assert str(event["SUMMARY"]) == clean(text)
    assert list(event) == ["SUMMARY", "UID"]


@given(st.lists(_TEXTS, min_size=1, max_size=4))
@example([_HOSTILE, ",", ";"])
def test_a_list_of_texts_is_read_back_text_by_text(texts):
    event, _ = read(lines.texts("CATEGORIES", texts))

    assert [str(one) for one in event["CATEGORIES"].cats] == [clean(text) for text in texts]


@given(_TEXTS)
@example(_HOSTILE)
def test_lines_are_folded_between_characters_within_75_octets(text):
    _, raw = read(lines.text("DESCRIPTION", text))
    parts = raw.split(b"\r\n")

    assert max(map(len, parts)) <= 75
    assert [part.decode() for part in parts]  # raises where a character is cut


@given(st.dates(), st.datetimes(timezones=st.just(UTC)))
@example(date(999, 1, 2), datetime(999, 1, 2, 3, 4, 5, 6, tzinfo=UTC))
def test_days_and_moments_are_read_back(day, at):
    event, _ = read(lines.day("DTSTART", day), lines.moment("DTSTAMP", at))

    assert event["DTSTART"].dt == day
    assert event["DTSTAMP"].dt == at.replace(microsecond=0)
