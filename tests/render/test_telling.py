"""Each section tells everything it knows, in these words."""

from dataclasses import replace
from datetime import date

import pytest

from digest.model.edition import SectionKey
from digest.model.entry import Entry, Flaw, Risk, Why
from digest.model.item import Due
from digest.render.rows import block, row
from digest.render.view import Limits, reader_of
from tests.render.samples import AS_OF, LINKS, PRIYA, TYPICAL, at, on

READER = reader_of(PRIYA, AS_OF, LINKS.reply_to, Limits())


def told(key: SectionKey, number: int = 0) -> tuple[str, ...]:
    return row(key, TYPICAL.section(key).entries[number], READER).told


def said(key: SectionKey, entry: Entry) -> str:
    return "\n".join(row(key, entry, READER).told)


def test_overdue_tells_lateness_due_priority_origin_and_moves():
    assert told(SectionKey.OVERDUE) == (
        "10 days late · due Fri 13 Nov",
        "High priority · Sign-in outage, 2 Nov",
        "First due Fri 30 Oct, moved once",
    )


def test_an_item_of_a_team_names_the_team_and_why_it_is_told():
    assert told(SectionKey.OVERDUE, 1)[1] == (
        "Owner: Identity (your team) · Critical priority · in progress · Sign-in outage, 2 Nov"
    )


def test_what_is_silent_tells_for_how_long():
    entry = Entry("Seal it", due=on(12, 20), late_days=-27, idle_days=21, risk=Risk.SILENT)

    assert said(SectionKey.AT_RISK, entry).startswith("Nothing heard for 21 days · due Sun 20")


def test_what_is_due_soon_and_not_begun_says_so():
    entry = Entry("Seal it", due=on(11, 25), late_days=-2, risk=Risk.NOT_STARTED)

    assert said(SectionKey.DUE, entry) == "In 2 days · due Wed 25 Nov · not started yet"


def test_what_is_late_for_long_takes_one_line_without_buttons():
    entry = replace(TYPICAL.section(SectionKey.OVERDUE).entries[0], aged=True)
    found = row(SectionKey.OVERDUE, entry, READER)

    assert found.told == ("10 days late · due Fri 13 Nov",)
    assert found.buttons == ()


def test_an_update_that_is_missing_tells_the_last_one():
    entry = Entry("Identity", origin_date=date(2026, 11, 6))

    assert said(SectionKey.UNWRITTEN, entry) == "Not written · the last is of Fri 6 Nov"


def test_a_line_of_an_update_says_what_it_is():
    entry = Entry("Login", labels=("pr", "gaps"), lines=("#4", "two at once"))

    assert said(SectionKey.REVIEW, entry).splitlines()[1:] == [
        "PR #4",
        "Not tested: two at once",
    ]


def test_the_reader_is_you_among_several_owners():
    assert "Owner: Mei Tanaka and you" in told(SectionKey.DUE, 1)[1]


def test_waiting_tells_who_needs_what_since_when():
    assert told(SectionKey.WAITING)[:2] == (
        "Needed by Jonas Weber · for 12 days, since Wed 11 Nov",
        "The list of clients that still use the old format",
    )


def test_waiting_on_an_ask_of_nobody_named_tells_since_when():
    assert said(SectionKey.WAITING, Entry("x", mine=True, at=at(11, 17))) == (
        "Needed since Tue 17 Nov"
    )


def test_blocked_tells_why_and_since_when():
    assert told(SectionKey.BLOCKED)[:2] == (
        "Blocked since Mon 16 Nov · due Fri 20 Nov, 3 days late",
        "Waiting for a security review of the key service.",
    )


def test_slipped_tells_all_moves_together():
    assert told(SectionKey.SLIPPED)[:2] == (
        "28 days in all · first due Wed 4 Nov, now Wed 2 Dec · moved twice",
        "Tomás Okafor: waiting for the upgrade of the cache",
    )


def test_moved_tells_the_last_move_and_its_reason():
    assert told(SectionKey.MOVED)[:2] == (
        "Moved by 14 days · was Mon 23 Nov, now Mon 7 Dec · first move",
        "Jonas Weber: the vendor has not signed the contract",
    )


def test_a_date_moved_forward_is_earlier():
    entry = replace(TYPICAL.section(SectionKey.MOVED).entries[0], due=on(11, 20))

    assert said(SectionKey.MOVED, entry).startswith("Moved 3 days earlier")


def test_a_move_to_a_phrase_quotes_it():
    entry = Entry("x", due=Due("when ready"), before=on(11, 20).start, mine=True)

    assert said(SectionKey.MOVED, entry) == "Moved · was Fri 20 Nov, now “when ready”"


def test_undated_repeats_the_phrase_as_written():
    assert told(SectionKey.UNDATED)[0] == "No date · the document says “Next sprint”"


def test_unowned_tells_the_name_written_and_who_could_be_meant():
    assert told(SectionKey.UNOWNED)[:2] == (
        "No owner · “Mei” could be Mei Tanaka or Mei Lindqvist",
        "Due Fri 13 Nov, 10 days late",
    )


def test_an_unknown_owner_is_named_as_written():
    entry = Entry("x", owners=("@ghost",), why=Why.AUTHOR)

    assert "“@ghost” is not known here" in said(SectionKey.UNOWNED, entry)


def test_what_an_owner_without_mail_promised_tells_whose_it_is():
    entry = Entry("x", by="Jonas Weber", due=on(11, 13), late_days=10, why=Why.STEWARD)

    assert said(SectionKey.UNHEARD, entry).startswith(
        "Due Fri 13 Nov, 10 days late · Jonas Weber gets no mail about it"
    )


def test_withdrawn_tells_when_by_whom_and_what_was_promised():
    assert told(SectionKey.WITHDRAWN)[:2] == (
        "No longer in its document · since Thu 19 Nov · by Jonas Weber",
        "Was due Fri 27 Nov",
    )


def test_review_tells_summary_and_focus():
    assert told(SectionKey.REVIEW)[1:3] == (
        "PR #456: rotates signing keys each month without a restart",
        "Review focus: what happens to tokens signed by the key before the last",
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "Closed by you, Tue 17 Nov"), (1, "Cancelled by Mei Tanaka, Thu 19 Nov")],
)
def test_completed_tells_by_whom_and_when(number, words):
    assert told(SectionKey.COMPLETED, number)[0] == words


def test_what_was_learned_stands_below_its_category():
    learned = block(TYPICAL.section(SectionKey.LEARNED), READER)

    assert [one.group for one in learned.rows] == ["Detection", "", "Prevention"]


def test_a_flaw_is_told_with_the_answer_that_mends_it():
    entry = Entry("x", handle=4, flaw=Flaw.STATUS, due=on(12, 18))

    assert said(SectionKey.WANTING, entry).splitlines() == [
        "Its status is not understood, and counts as open · due Fri 18 Dec",
        "Answer “#4 in progress” to mend it.",
    ]


def test_an_instant_is_told_as_the_day_of_the_readers_zone():
    schedule = replace(PRIYA.schedule, zone="Pacific/Auckland")
    reader = reader_of(replace(PRIYA, schedule=schedule), AS_OF, None, Limits())

    assert reader.day(at(11, 19)) == "Fri 20 Nov"


@pytest.mark.parametrize("key", SectionKey)
def test_an_entry_with_nothing_but_a_title_is_told_in_every_section(key):
    assert "None" not in said(key, Entry("Only a title"))
