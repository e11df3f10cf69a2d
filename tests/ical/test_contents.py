"""digest.ical.contents: what stands in a feed, read back from its bytes."""

from datetime import date

import pytest

from digest.ical import Contents, Kind, contents
from digest.model.item import Status
from tests.ical.test_ical import TODAY, entry, feed


@pytest.mark.parametrize("kind", list(Kind))
def test_entries_are_counted_once_and_the_next_is_the_first_to_come(kind):
    raw = feed(
        entry(due="2026-11-20"),
        entry("Second", id_="b", due="2026-12-02"),
        entry("First; really, yes", id_="c", due="2026-11-25", end="2026-11-27"),
        kind=kind,
    )

    title = "First; really, yes (Mei Tanaka)"
    assert contents(raw, TODAY) == Contents(3, date(2026, 11, 27), title)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_done_does_not_come_next(kind):
    raw = feed(entry(status=Status.DONE), kind=kind)

    assert contents(raw, TODAY) == Contents(1)


def test_a_long_title_is_put_together_again():
    found = contents(feed(entry("ä, " * 39 + "b")), TODAY)

    assert found.title == "ä, " * 39 + "b (Mei Tanaka)"


def test_an_empty_feed_has_nothing():
    assert contents(feed(), TODAY) == Contents(0)
