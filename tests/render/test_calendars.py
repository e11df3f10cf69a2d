"""digest.render.calendars: what calendars say, in the language of their reader."""

from dataclasses import replace
from datetime import UTC, date, datetime

from digest.model.change import TrackedItem
from digest.model.item import ActionItem, Due, Form, Priority, ReadStatus, Role, Status
from digest.model.notice import Announcement
from digest.render import Renderer
from digest.render.calendars import announced_words, head_words, item_words, review_words
from digest.render.language import ENGLISH
from digest.settings.resources import resource

GERMAN = Renderer(resource("templates")).language("de")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2026, 12, 7)
ITEM = ActionItem(
    "Rotate keys", 7, 7, Form.TABLE, due=Due("", DAY, DAY), priority=Priority("P1", "P1")
)
TRACKED = TrackedItem("a", "docs", "a.md", "a.md", ITEM, NOW, NOW, DAY)
SLIPPED = replace(TRACKED, first_due=date(2026, 11, 12), moves=2, reason="the parts are late")
BLOCKED = ReadStatus("blocked", Status.BLOCKED, "waiting for legal")


def words(tracked=TRACKED, *, language=ENGLISH, **item):
    told = replace(tracked, item=replace(ITEM, **item))
    return item_words(told, "Login outage", ("Mei",), None, language=language)


def test_an_item_says_what_whose_and_where():
    assert words().summary == "Rotate keys (Mei)"
    assert words().lines == ("Login outage (a.md:7)",)
    assert words().categories == ("P1",)


def test_what_is_blocked_and_has_slipped_is_marked():
    told = words(SLIPPED, status=BLOCKED)

    assert told.summary == "[blocked, slipped] Rotate keys (Mei)"
    assert told.categories == ("P1", "blocked")


def test_what_is_done_has_not_slipped():
    assert words(SLIPPED, status=ReadStatus("", Status.DONE)).summary == "Rotate keys (Mei)"


def test_the_history_of_a_slip_is_told():
    assert words(SLIPPED).lines[1:] == (
        "First promised for 12 Nov 2026, moved twice.",
        "Reason: the parts are late",
    )


def test_a_long_text_is_short_in_the_summary_and_whole_below():
    told = words(text="Rotate keys " * 20)

    assert len(told.summary) < 130
    assert "Rotate keys " * 20 in told.lines


def test_an_item_in_german():
    told = words(SLIPPED, status=BLOCKED, language=GERMAN)

    assert told.summary == "[blockiert, in Verzug] Rotate keys (Mei)"
    assert told.categories == ("P1", "blockiert")
    assert "Zuerst für den 12. Nov 2026 zugesagt, zweimal verschoben." in told.lines


def test_what_is_asked_and_what_is_assumed_in_german():
    due = Due("", DAY, DAY, assumed=True)
    told = words(role=Role.ASK, due=due, language=GERMAN)

    assert told.lines[1:] == (
        "Jemand wartet darauf.",
        "Niemand hat einen Termin genannt: dieser ist aus der Priorität angenommen.",
    )


def test_a_calendar_in_german():
    head = head_words("Urgent", GERMAN)

    assert (head.name, head.alarm) == ("Urgent", "Bald fällig")
    assert head.undated(1) == "1 offene Aufgabe hat noch keinen Termin."
    assert head.undated(3) == "3 offene Aufgaben haben noch keinen Termin."


def test_announced_days_in_german():
    told = Announcement("Search", "https://x.example", "", None, None, reason="parts are late")
    found = announced_words("Decision needed", told, ("Update", "b.md"), GERMAN)

    assert found.summary == "Entscheidung nötig: Search"
    assert found.lines == ("parts are late", "Update (b.md)")


def test_a_review_in_german():
    found = review_words([(ITEM, ("Mei",))], [], [(ITEM, ())], GERMAN)

    assert found.summary == "Durchsicht der offenen Aufgaben"
    assert found.lines == (
        "Dringend: 1",
        "- Rotate keys (Mei, fällig 7. Dez 2026)",
        "Blockiert: 1",
        "- Rotate keys (niemand, fällig 7. Dez 2026)",
    )
