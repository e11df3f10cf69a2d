"""Due dates by priority: assumed where the settings say so, never taken for a promise."""

from dataclasses import replace
from datetime import date

from digest.markdown.document import read
from digest.model.document import Document
from digest.model.item import Due
from digest.settings.vocabulary import load
from digest.workflow.assumed import assume
from digest.workflow.gather import gather
from tests.workflow.company import Company

TEXT = """\
# Post-Mortem: The gate

**Date**: 2026-11-02

## Action Items

| Priority | Action | Due |
|---|---|---|
| P1 | Order a battery | |
| P1 | Test the siren | 2026-11-05 |
| P1 | Move the fence | when it thaws |
| P2 | Paint it | |
"""


def assumed(text: str = TEXT) -> Document:
    return assume(read(text.encode(), path="a.md", vocabulary=load()), {"P1": 14})


def test_an_undated_item_is_due_by_its_priority_and_says_so():
    due = assumed().items[0].due

    assert due == Due("", date(2026, 11, 16), date(2026, 11, 16), assumed=True)


def test_a_date_or_a_phrase_that_somebody_wrote_stays():
    written = [item.due and (item.due.raw, item.due.assumed) for item in assumed().items[1:3]]

    assert written == [("2026-11-05", False), ("when it thaws", False)]


def test_a_priority_without_a_setting_has_no_date():
    assert assumed().items[3].due is None


def test_a_document_without_a_day_assumes_nothing():
    text = TEXT.replace("**Date**: 2026-11-02\n", "")

    assert assumed(text).items[0].due is None


def test_a_date_written_later_is_the_first_promise_and_no_move(at_work: Company):
    at_work.world = replace(
        at_work.world, installation=replace(at_work.world.installation, default_due={"P1": 14})
    )
    at_work.write("a.md", TEXT)
    gather(at_work.world, "docs")
    at_work.write("a.md", TEXT.replace("battery | |", "battery | 2026-12-24 |"))
    gather(at_work.world, "docs")

    (item,) = (t for t in at_work.world.store.tracked("docs") if "battery" in t.item.text)
    assert (item.first_due, item.moves) == (date(2026, 12, 24), 0)
