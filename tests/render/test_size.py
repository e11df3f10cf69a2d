"""However much there is to tell, no client hides the end of it."""

from dataclasses import replace

import pytest

from digest.model.edition import Group, Line, Scoped, Section, SectionKey
from digest.model.entry import Candidate, Entry, Flaw
from digest.model.item import Due
from digest.model.scope import Scope
from digest.render.renderer import HTML_SIZE
from tests.render.messages import RENDERER
from tests.render.samples import LINKS, RECEIPT, REMINDER, TITLE, edition

WORST = Entry(
    title='"' * 5000,
    url="https://git.northbeam.example/" + "&" * 170,
    handle=123456,
    owners=("'" * 500,) * 50,
    origin="&" * 5000,
    due=Due("<" * 5000),
    late_days=9,
    detail="🚀" * 5000,
    lines=("&" * 5000,) * 500,
    by="&" * 500,
    moves=3,
    priority="P1",
    candidates=(Candidate("k" * 64, "&" * 500),) * 50,
    flaw=Flaw.STATUS,
    group="&" * 500,
)
PLAIN = Entry("Write the runbook for the store", "https://git.northbeam.example/x", handle=7)


def crowd(entry: Entry, number: int, scopes: int = 6):
    sections = (Section(key, (entry,) * number, number) for key in SectionKey)
    groups = (Group((entry.title,), (Line(SectionKey.OVERDUE, entry),)),) * number
    scoped = Scoped(Scope("tag", entry.title), entry.title, groups, number, number, 1, 1)
    return edition(*sections, scoped=(scoped,) * scopes)


@pytest.mark.parametrize("entry", [WORST, PLAIN])
def test_any_number_of_entries_fits(entry):
    mail = RENDERER.digest(crowd(entry, 400), TITLE, LINKS)

    assert len(mail.html.encode()) <= HTML_SIZE
    assert "Overdue (400)" in mail.text


def test_what_is_overdue_is_never_cut_below_ten():
    mail = RENDERER.digest(crowd(WORST, 400), TITLE, LINKS)

    assert "and 390 more" in mail.text


def test_sixty_ordinary_entries_are_told_whole():
    mail = RENDERER.digest(crowd(PLAIN, 4, scopes=0), TITLE, LINKS)

    assert mail.text.count(PLAIN.title) == 4 * len(SectionKey)
    assert "more" not in mail.text


def test_a_reminder_of_any_number_of_entries_fits():
    late = Section(SectionKey.OVERDUE, (WORST,) * 2000, 2000)
    mail = RENDERER.reminder(replace(REMINDER, sections=(late,)), TITLE, LINKS)

    assert len(mail.html.encode()) <= HTML_SIZE
    assert mail.subject == "2,000 items are overdue"


@pytest.mark.parametrize("sign", ['"', "&", "\U0001f680", "W"])
def test_a_receipt_of_the_longest_answer_fits(sign):
    said = dict.fromkeys(("title", "before", "after", "path", "before_line"), sign * 5000)
    longest = replace(RECEIPT.outcomes[0], line=sign * 1000, **said)
    mail = RENDERER.receipt(replace(RECEIPT, outcomes=(longest,) * 100), TITLE, LINKS)

    assert len(mail.html.encode()) <= HTML_SIZE
    assert "Changed (100)" in mail.text
