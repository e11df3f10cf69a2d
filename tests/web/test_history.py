"""digest.web.history: every kind of change is a sentence."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from digest.model.change import ChangeKind, TrackedItem
from digest.model.document import Document, Kind
from digest.model.item import ActionItem, Form
from digest.render.view import Reader
from digest.web.history import lines
from digest.workflow.page import Event, ItemPage

AT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
READER = Reader("Priya Nair", ZoneInfo("Europe/Helsinki"), date(2026, 11, 23))


def told(kind: ChangeKind, before: str = "", after: str = "", by: str = "Mei Tanaka"):
    item = ActionItem("Rotate the keys", 7, 7, Form.TABLE)
    tracked = TrackedItem("a", "pm", "a.md", "a.md", item, AT, AT)
    document = Document("a.md", b"", Kind.POST_MORTEM, "Outage")
    events = (Event(AT, by, kind, before, after),)
    (line,) = lines(ItemPage(tracked, "Outage", document, (), events), READER)
    return line


@pytest.mark.parametrize(
    ("kind", "before", "after", "sentence"),
    [
        (ChangeKind.ADDED, "", "Rotate the keys", "wrote it down."),
        (ChangeKind.ADDED, "", "Keys", "wrote it down as “Keys”."),
        (ChangeKind.REWORDED, "Keys", "Rotate the keys", "reworded it from “Keys”."),
        (ChangeKind.DUE, "2026-11-05", "2026-11-12", "moved it from Thu 5 Nov to Thu 12 Nov."),
        (ChangeKind.DUE, "", "2027-01-08", "promised it for Fri 8 Jan 2027."),
        (ChangeKind.DUE, "2026-11-05", "soon", "moved it from Thu 5 Nov to “soon”."),
        (ChangeKind.DUE, "2026-11-05", "", "freed it of Thu 5 Nov."),
        (
            ChangeKind.EXPLAINED,
            "",
            "the vendor is late",
            "explained it with “the vendor is late”.",
        ),
        (ChangeKind.STATUS, "open", "done", "closed it."),
        (ChangeKind.STATUS, "open", "cancelled", "cancelled it."),
        (ChangeKind.STATUS, "open", "blocked", "marked it blocked."),
        (ChangeKind.STATUS, "open", "in_progress", "started it."),
        (ChangeKind.STATUS, "done", "open", "reopened it."),
        (ChangeKind.STATUS, "blocked", "open", "set it back to open."),
        (ChangeKind.OWNER, "", "@priya", "gave it to @priya."),
        (ChangeKind.OWNER, "@mei", "@priya, Jo", "passed it from @mei to @priya and Jo."),
        (ChangeKind.OWNER, "@mei", "", "took it from @mei."),
        (ChangeKind.PRIORITY, "P1", "P3", "changed it from high priority to low priority."),
        (ChangeKind.PRIORITY, "", "P1", "changed it from no priority to high priority."),
        (ChangeKind.MOVED, "a.md", "b.md", "moved it from “a.md” to “b.md”."),
    ],
)
def test_a_change_is_told_with_who_made_it(kind, before, after, sentence):
    assert told(kind, before, after).sentence == f"Mei Tanaka {sentence}"


def test_readers_are_called_you():
    assert told(ChangeKind.STATUS, "open", "done", by="Priya Nair").sentence == "You closed it."


def test_nobody_is_named_where_nobody_is_known():
    assert told(ChangeKind.OWNER, "", "@mei", by="").sentence == "It was given to @mei."


@pytest.mark.parametrize("kind", ChangeKind)
def test_no_kind_is_left_out(kind):
    assert told(kind, "x", "y").sentence.endswith(".")


def test_days_are_the_readers():
    assert told(ChangeKind.RETURNED).day == "Sat 21 Nov"
