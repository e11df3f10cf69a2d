from dataclasses import replace

import pytest

from digest.model.directory import Person
from digest.model.edition import SectionKey
from digest.model.entry import Entry
from tests.render.messages import RENDERER, SILENT
from tests.render.samples import LINKS, ONE, STALE, TEAM, TITLE, TYPICAL, edition, section

TYPICAL_MAIL = RENDERER.digest(TYPICAL, TITLE, LINKS)
BOTH = (TYPICAL_MAIL.text, TYPICAL_MAIL.html)


def test_the_subject_gives_facts_first():
    assert TYPICAL_MAIL.subject == (
        "2 overdue, 2 due this week – Northbeam Follow-ups, 23 Nov"  # noqa: RUF001
    )


def test_a_long_title_leaves_the_subject_short():
    mail = RENDERER.digest(TYPICAL, "The follow-ups of everybody at Northbeam", LINKS)

    assert mail.subject.startswith("2 overdue, 2 due this week")
    assert len(mail.subject) <= 60


def test_the_subject_tells_what_there_is_when_nothing_is_late():
    rest = [s for s in TYPICAL.sections if s.key in (SectionKey.REVIEW, SectionKey.NEWS)]

    assert RENDERER.digest(edition(*rest), TITLE, LINKS).subject.startswith(
        "1 to review, 1 to read"
    )


@pytest.mark.parametrize("body", BOTH)
def test_sections_stand_in_their_order_with_their_counts(body):
    headings = ["Overdue (2)", "Due this week (2)", "Blocked (1)", "No date yet (8)"]
    places = [body.index(heading) for heading in headings]

    assert places == sorted(places)


@pytest.mark.parametrize("body", BOTH)
def test_what_is_left_out_is_counted(body):
    assert "and 7 more" in body


def test_empty_sections_vanish():
    mail = RENDERER.digest(ONE, TITLE, LINKS)

    assert "Overdue" not in mail.text + mail.html
    assert "Completed" not in mail.text + mail.html


def test_sections_are_told_in_order_however_they_are_given():
    mail = RENDERER.digest(edition(*reversed(TYPICAL.sections)), TITLE, LINKS)

    assert mail.text.index("Overdue (2)") < mail.text.index("Blocked (1)")


@pytest.mark.parametrize("body", BOTH)
def test_a_stale_source_is_named_with_its_age(body):
    assert "edge: last read Thu 19 Nov 14:02, 4 days ago. Reported:" in body


def test_the_time_of_reading_is_that_of_the_readers_zone():
    schedule = replace(TYPICAL.subscriber.schedule, zone="Asia/Tokyo")
    person = Person("mei", "Mei Tanaka", "mei@northbeam.example", schedule=schedule)

    text = RENDERER.digest(replace(TYPICAL, subscriber=person), TITLE, LINKS).text
    assert "as read Mon 16:58" in text


@pytest.mark.parametrize("word", ["mailto:", "Update items by replying", "act in your name"])
def test_nothing_speaks_of_replies_where_none_are_taken(word):
    mail = RENDERER.digest(TYPICAL, TITLE, SILENT)

    assert word not in mail.text + mail.html


def test_only_what_is_overdue_or_due_and_has_a_handle_gets_buttons():
    assert TYPICAL_MAIL.html.count("Blocked</a>") == 3


def test_there_is_no_reply_box_without_a_handle():
    mail = RENDERER.digest(edition(section(SectionKey.DUE, Entry("x"))), TITLE, LINKS)

    assert "Update items by replying" not in mail.text + mail.html


@pytest.mark.parametrize("body", BOTH)
def test_the_reply_box_uses_a_handle_of_this_mail(body):
    assert "#3 due 30 Nov" in body.replace("\u00a0", " ")


def test_without_addresses_the_reader_is_told_whom_to_ask():
    bare = replace(SILENT, unsubscribe=None, unsubscribe_mail=None, feed=None, calendars=None)
    mail = RENDERER.digest(TYPICAL, TITLE, bare)

    assert "To unsubscribe from the weekly digest, ask whoever runs" in mail.html
    assert "calendar" not in mail.text


def test_a_rehearsal_says_for_whom_it_was():
    mail = RENDERER.digest(TYPICAL, TITLE, replace(LINKS, rehearsal_for="Jonas Weber"))

    assert mail.subject.startswith("[Rehearsal] ")
    assert "gone to Jonas Weber" in mail.text
    assert "gone to Jonas Weber" in mail.html


def test_an_edition_of_stale_sources_alone_can_be_told():
    mail = RENDERER.digest(edition(stale=STALE), TITLE, LINKS)

    assert "Nothing is overdue or due this week" in mail.text
    assert "Not read lately" in mail.html


def test_the_same_edition_gives_the_same_words():
    assert RENDERER.digest(TYPICAL, TITLE, LINKS) == TYPICAL_MAIL


def test_a_digest_of_a_scope_alone_begins_with_what_is_in_it():
    mail = RENDERER.digest(edition(scoped=(TEAM,)), TITLE, LINKS)

    assert mail.subject == "5 of Identity – Northbeam Follow-ups, 23 Nov"  # noqa: RUF001
    assert mail.text.splitlines()[2] == "Nothing of yours is overdue or due this week"
    assert "Publish who may restart the token service" in mail.html.partition("<h1")[0]
