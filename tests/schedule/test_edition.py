"""digest.schedule.edition: each person reads what needs them, each item in one place."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from digest.model.change import Change, ChangeKind, Touch
from digest.model.document import Kind
from digest.model.edition import SectionKey
from digest.model.entry import Candidate, Flaw, Risk, Why
from digest.model.item import Due, Role, Status
from digest.model.owed import EditionRecord, Slot
from digest.model.update import Learning, Question, Update
from digest.schedule.edition import Request, build
from tests.schedule.company import LAST_WEEK, NOW, TODAY, reader, reading, stored, tracked

LAST = EditionRecord(Slot("priya", "weekly", date(2026, 11, 16)), LAST_WEEK, 10, "d")


def edition(*items, who="priya", last=LAST, **more):
    return build(reading(*items, **more), reader(who), Request(TODAY, last, LAST_WEEK))


def section_of(*items, **more):
    made = edition(*items, **more)
    return made.sections[0].key if made else None


def change(kind, before="", after="", *, item="Rotate keys", number=11):
    touch = Touch(NOW - timedelta(days=2), "Mei Tanaka", "mei@northbeam.example")
    return Change(item, kind, before, after, touch, number=number)


@pytest.mark.parametrize(
    ("due", "key"),
    [
        ("2026-11-22", SectionKey.OVERDUE),
        ("2026-11-23", SectionKey.DUE),
        ("2026-11-29", SectionKey.DUE),
        ("2026-11-30", None),
        (None, SectionKey.UNDATED),
        (Due("Next sprint"), SectionKey.UNDATED),
    ],
)
def test_lateness_decides_the_section(due, key):
    assert section_of(tracked("Rotate keys", "@priya", due=due)) == key


def test_nothing_to_say_is_no_edition():
    assert edition(tracked("Rotate keys", "@jonas", due="2026-11-01")) is None


def test_a_range_is_late_after_its_last_day():
    item = tracked(
        "Rotate keys", "@priya", due=Due("w", date(2026, 11, 16), date(2026, 11, 20))
    )

    assert edition(item).sections[0].entries[0].late_days == 3


def test_a_blocked_item_without_a_date_is_blocked():
    item = tracked("Rotate keys", "@priya", status=Status.BLOCKED, detail="vendor")

    assert edition(item).sections[0].entries[0].detail == "vendor"
    assert section_of(item) == SectionKey.BLOCKED


def test_an_ask_is_somebody_waiting():
    item = tracked("Review the plan", "@priya", role=Role.ASK, status=Status.BLOCKED)

    assert section_of(item) == SectionKey.WAITING
    assert edition(item).sections[0].entries[0].why is Why.ASKED


def test_an_item_of_the_team_is_read_by_its_members():
    assert edition(tracked("Rotate keys", "@identity")).sections[0].entries[0].why is Why.TEAM


def test_who_left_is_followed_by_the_successor():
    assert section_of(tracked("Rotate keys", "Max Left"), who="mei") == SectionKey.UNDATED


@pytest.mark.parametrize("owners", [(), ("Somebody",), ("@empty",)])
def test_an_item_without_an_owner_goes_to_its_author(owners):
    item = tracked("Rotate keys", *owners)

    assert section_of(item, who="lena") == SectionKey.UNOWNED
    assert edition(item, who="priya") is None


def test_a_first_name_alone_is_a_candidate_and_no_owner():
    made = edition(tracked("Rotate keys", "Tomás"), who="lena")

    assert made.sections[0].entries[0].candidates == (Candidate("okafor", "Tomás Okafor"),)


def test_without_any_author_the_steward_is_told():
    item = tracked("Rotate keys", path="b.md")

    assert section_of(item, who="lena", documents=[stored("b.md")]) == SectionKey.UNOWNED


def test_what_a_person_may_not_read_is_not_told():
    item = tracked("Rotate keys", "@priya", source="secret", path="s.md")

    assert edition(item, documents=[stored("s.md", "secret")]) is None


def test_a_date_that_moved_later_is_a_slip():
    item = tracked("Rotate keys", "@priya", due="2026-12-20", moves=1)
    made = edition(item, changes=[change(ChangeKind.DUE, "2026-12-01", "2026-12-20")])

    (entry,) = made.section(SectionKey.SLIPPED).entries
    assert (entry.before, entry.by) == (date(2026, 12, 1), "Mei Tanaka")


def test_what_was_told_last_time_is_not_told_again():
    item = tracked("Rotate keys", "@priya", due="2026-12-20", moves=1)
    old = change(ChangeKind.DUE, "2026-12-01", "2026-12-20", number=10)

    assert edition(item, changes=[old]) is None


def test_two_moves_since_the_last_digest_are_told_as_one():
    item = tracked("Rotate keys", "@priya", due="2026-12-20", moves=2)
    moves = [
        change(ChangeKind.DUE, "2026-12-01", "2026-12-10", number=11),
        change(ChangeKind.DUE, "2026-12-10", "2026-12-20", number=12),
    ]

    made = edition(item, changes=moves)

    assert made.sections[0].entries[0].before == date(2026, 12, 1)


def test_a_first_digest_knows_the_slips_of_history():
    item = replace(
        tracked("K", "@priya", due="2026-12-20", moves=1), first_due=date(2026, 11, 1)
    )

    assert section_of(item, last=None) == SectionKey.SLIPPED


def test_a_first_digest_folds_what_is_very_late():
    old = tracked("Old", "@priya", due="2026-01-01")
    made = edition(old, tracked("New", "@priya", due="2026-11-20"), last=None)

    overdue = made.section(SectionKey.OVERDUE)
    assert [e.title for e in overdue.entries] == ["New"]
    assert overdue.more == 1


def test_done_is_told_once_with_who_did_it():
    item = tracked("Rotate keys", "@priya", status=Status.DONE, closed_at=NOW)
    made = edition(item, changes=[change(ChangeKind.STATUS, "open", "done")])

    assert made.section(SectionKey.COMPLETED).entries[0].by == "Mei Tanaka"


def test_what_vanished_while_open_is_told_once():
    item = tracked("Rotate keys", "@priya", due="2026-11-20", withdrawn_at=NOW)
    gone = change(ChangeKind.WITHDRAWN, "Rotate keys", "")

    assert section_of(item, changes=[gone]) == SectionKey.WITHDRAWN
    assert edition(item) is None


def test_sections_are_capped_and_say_how_many_more():
    items = [tracked(f"K{n}", "@priya", due="2026-11-20") for n in range(14)]

    overdue = edition(*items).section(SectionKey.OVERDUE)

    assert (len(overdue.entries), overdue.more) == (10, 4)


def test_the_latest_stands_first():
    items = [tracked(f"K{n}", "@priya", due=f"2026-11-{n}") for n in (20, 10, 15)]

    titles = [e.title for e in edition(*items).sections[0].entries]

    assert titles == ["K10", "K15", "K20"]


def test_a_new_post_mortem_is_news_with_the_lessons_of_no_category():
    new = lessons("n.md", ("", "Ask first"), ("Detection", "Alert on failures"))

    assert edition(documents=[new]).section(SectionKey.NEWS).entries[0].lines == ("Ask first",)


def test_what_was_learned_is_told_by_category_across_documents():
    one = lessons("n.md", ("Detection", "Alert on failures"), ("Recovery", "Keep a copy"))
    two = lessons("m.md", ("Detection", "Watch from outside"))

    told = edition(documents=[one, two]).section(SectionKey.LEARNED).entries

    assert [(e.group, e.title) for e in told] == [
        ("Detection", "Alert on failures"),
        ("Detection", "Watch from outside"),
        ("Recovery", "Keep a copy"),
    ]
    assert {e.origin for e in told} == {"Bad day"}


def test_an_update_is_named_by_whose_it_is_and_told_as_one():
    update = stored("w.md", kind=Kind.PROGRESS, series="identity")
    item = tracked("Rotate keys", "@priya", due="2026-11-20", path="w.md")

    (entry,) = edition(item, documents=[update]).sections[0].entries

    assert (entry.origin, entry.serial) == ("Identity", True)


def lessons(path, *told):
    seen = datetime(2026, 11, 20, tzinfo=UTC)
    learned = tuple(Learning(9, category, text) for category, text in told)
    return stored(path, title="Bad day", date=seen.date(), learnings=learned, seen_at=seen)


def test_a_completion_asks_others_for_review():
    seen = datetime(2026, 11, 20, tzinfo=UTC)
    update = Update("completion", 1, 9, "Login complete", {"pr": "#12", "review_focus": "Auth"})
    new = stored(
        "c.md", kind=Kind.COMPLETION, seen_at=seen, updates=(update,), authors=("@mei",)
    )

    assert (
        edition(documents=[new]).section(SectionKey.REVIEW).entries[0].title == "Login complete"
    )
    assert edition(documents=[new], who="mei") is None


def test_reviewers_are_told_what_was_not_tested_and_what_is_asked_of_them():
    seen = datetime(2026, 11, 20, tzinfo=UTC)
    asked = (Question(7, "Is one enough?"),)
    update = Update("completion", 1, 9, "Login", {"gaps": ("two at once",)}, questions=asked)
    new = stored("c.md", seen_at=seen, updates=(update,), authors=("@mei",))

    (entry,) = edition(documents=[new]).section(SectionKey.REVIEW).entries

    assert entry.lines == ("two at once", "Is one enough?")
    assert entry.labels == ("gaps", "question")


def test_an_owner_who_gets_no_mail_is_replaced_by_a_reader_and_named():
    item = tracked("Rotate keys", "@priya", due="2026-11-20")

    assert edition(item, silent={"priya"}) is None
    (entry,) = edition(item, who="mei", silent={"priya"}).section(SectionKey.UNHEARD).entries
    assert entry.by == "Priya Nair"


def test_an_owner_who_may_not_read_it_is_replaced_by_the_author():
    item = tracked("Rotate keys", "@lena", source="secret", path="s.md")
    told = stored("s.md", "secret", authors=("@jonas",))

    assert section_of(item, who="jonas", documents=[told]) == SectionKey.UNHEARD


def test_what_vanished_with_its_document_is_told_once():
    item = tracked("Rotate keys", "@priya", path="x.md", withdrawn_at=NOW)
    gone = replace(stored("x.md"), removed_at=NOW)

    told = [change(ChangeKind.WITHDRAWN, "Rotate keys", "")]
    assert section_of(item, documents=[gone], changes=told) == SectionKey.WITHDRAWN


def test_a_new_member_does_not_hear_the_past():
    long_ago = LAST_WEEK - timedelta(days=90)
    item = tracked("Rotate keys", "@priya", status=Status.DONE, closed_at=long_ago)
    old = replace(change(ChangeKind.STATUS, "open", "done"), touch=Touch(long_ago))

    assert edition(item, changes=[old], last=None) is None


def test_what_was_done_before_anybody_looked_is_not_news():
    item = tracked("Rotate keys", "@priya", status=Status.DONE, closed_at=None)

    assert edition(item, last=None) is None


def test_a_first_digest_of_very_late_items_still_names_them():
    made = edition(tracked("Old", "@priya", due="2026-01-01"), last=None)

    assert [e.title for e in made.section(SectionKey.OVERDUE).entries] == ["Old"]


def test_waiting_for_somebody_is_a_reason_as_a_whole():
    item = tracked("Rotate keys", "@priya", status=Status.BLOCKED, detail="the vendor")
    written = replace(item.item.status, raw="Waiting for the vendor")
    made = edition(replace(item, item=replace(item.item, status=written)))

    assert made.sections[0].entries[0].detail == "Waiting for the vendor"


def test_a_title_that_says_its_date_is_not_dated_again():
    minutes = stored("m.md", title="Meeting, 17 November", date=date(2026, 11, 17))
    item = tracked("Rotate keys", "@priya", path="m.md")

    assert edition(item, documents=[minutes]).sections[0].entries[0].origin_date is None


def test_started_and_silent_for_two_weeks_is_at_risk():
    silent = NOW - timedelta(days=14)
    item = tracked("Rotate keys", "@priya", due="2026-12-20", status=Status.IN_PROGRESS)

    assert edition(item) is None
    (entry,) = edition(replace(item, changed_at=silent)).section(SectionKey.AT_RISK).entries
    assert (entry.risk, entry.idle_days) == (Risk.SILENT, 14)


@pytest.mark.parametrize(
    ("due", "status", "risk"),
    [
        ("2026-11-28", Status.OPEN, Risk.NOT_STARTED),
        ("2026-11-29", Status.OPEN, None),
        ("2026-11-28", Status.IN_PROGRESS, None),
        ("2026-11-28", Status.BLOCKED, None),
    ],
)
def test_what_is_due_soon_and_not_started_says_so_where_it_stands(due, status, risk):
    (section,) = edition(tracked("Rotate keys", "@priya", due=due, status=status)).sections

    assert (section.key, section.entries[0].risk) == (SectionKey.DUE, risk)


def test_an_overdue_item_that_nobody_touches_ages_to_one_line():
    old = tracked(
        "Rotate keys", "@priya", due="2026-11-01", changed_at=NOW - timedelta(days=30)
    )
    touched = tracked("Renew the pass", "@priya", due="2026-11-02", changed_at=LAST_WEEK)
    late = tracked("Seal it", "@priya", due="2026-11-20", changed_at=NOW - timedelta(days=30))

    (section,) = edition(old, touched, late).sections
    assert [(e.title, e.aged) for e in section.entries] == [
        ("Renew the pass", False),
        ("Seal it", False),
        ("Rotate keys", True),
    ]


def test_a_first_digest_on_the_day_the_service_begins_tells_what_its_week_wrote():
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    assert Request(now.date(), None, subscribed=now).written_since(now).day == 16


def test_who_waits_has_waited_since_the_document_that_asked():
    item = tracked("Token list", "@priya", role=Role.ASK)

    (entry,) = edition(item).section(SectionKey.WAITING).entries

    assert (entry.asked, entry.waited_days) == (date(2026, 11, 2), 21)


@pytest.mark.parametrize(
    ("item", "flaw"),
    [
        (tracked("K", "@priya", "@mei", due="2026-12-18"), Flaw.OWNERS),
        (tracked("K", "@priya", due="2026-12-18", raw="In progres"), Flaw.STATUS),
        (tracked("K", "@priya", due="2026-12-18"), None),
    ],
)
def test_what_is_written_unclearly_is_told_when_it_is_new(item, flaw):
    made = edition(item, changes=[change(ChangeKind.ADDED, item="K")])

    told = made.section(SectionKey.WANTING).entries if made else ()
    assert [entry.flaw for entry in told] == ([flaw] if flaw else [])
    assert edition(item) is None


def test_a_flaw_of_an_item_that_is_told_stands_with_it():
    item = tracked("K", "@priya", "@mei", due="2026-11-20")

    made = edition(item, changes=[change(ChangeKind.ADDED, item="K")])

    assert [(s.key, s.entries[0].flaw) for s in made.sections] == [
        (SectionKey.OVERDUE, Flaw.OWNERS)
    ]


def test_only_a_few_flaws_are_told_at_once():
    items = [tracked(f"K{n}", "@priya", "@mei", due="2026-12-18") for n in range(9)]
    new = [change(ChangeKind.ADDED, item=f"K{n}", number=20 + n) for n in range(9)]

    told = edition(*items, changes=new).section(SectionKey.WANTING)

    assert (len(told.entries), told.total) == (3, 9)


def test_what_is_ones_own_stands_before_the_teams_and_that_before_others():
    late = {"due": "2026-11-20"}
    items = [
        tracked("Of the team", "@identity", **late),
        tracked("Of several", "@priya", "@jonas", **late),
        tracked("Of one", "@priya", **late),
    ]
    (overdue,) = edition(*items).sections

    assert [e.title for e in overdue.entries] == ["Of one", "Of several", "Of the team"]


def test_a_line_stands_once_under_the_strongest_reason():
    item = tracked("Rotate keys", "@priya", "@identity", due="2026-11-20")
    (overdue,) = edition(item).sections

    assert [entry.why for entry in overdue.entries] == [Why.OWNER]
