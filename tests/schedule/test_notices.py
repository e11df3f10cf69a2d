"""digest.schedule.notices: a delay is told to those it concerns, once, and to nobody else."""

from dataclasses import replace
from datetime import date, timedelta

from digest.model.change import Change, ChangeKind, Touch
from digest.model.document import Kind
from digest.model.ledger import Batch
from digest.model.update import Update
from digest.schedule.notices import build_notice, slips
from tests.schedule.company import NOW, day, reader, reading, stored, tracked

MOVED = Change(
    "Rotate keys",
    ChangeKind.DUE,
    "2026-12-01",
    "2026-12-20",
    Touch(NOW - timedelta(hours=1), "Mei Tanaka", "mei@northbeam.example", person="mei"),
)
ITEM = tracked("Rotate keys", "@priya", due="2026-12-20", moves=1)


def notice(who, *items, changes=(MOVED,), announced=(), **more):
    batch = Batch("b1", "pm", NOW, tuple(changes), tuple(announced))
    return build_notice(reading(*(items or (ITEM,)), **more), reader(who), batch)


def test_the_owner_hears_who_moved_it_and_from_when():
    (entry,) = notice("priya").moved

    assert (entry.before, entry.due.day) == (date(2026, 12, 1), date(2026, 12, 20))
    assert entry.by == "Mei Tanaka"


def test_who_moved_it_is_not_told():
    assert notice("mei") is None


def test_the_lead_of_the_owner_hears_it():
    moved = replace(MOVED, touch=replace(MOVED.touch, person="priya"))

    assert notice("mei", changes=[moved]).moved


def test_the_author_of_the_document_hears_it():
    assert notice("lena").moved


def test_others_do_not_hear_it():
    assert notice("jonas") is None


def test_moved_back_in_time_is_no_notice():
    assert (
        notice("priya", replace(ITEM, item=replace(ITEM.item, due=day("2026-12-01")))) is None
    )


def test_only_a_later_date_is_a_slip():
    earlier = replace(MOVED, before="2026-12-20", after="2026-12-01")
    phrase = replace(MOVED, before="Next sprint")

    assert slips([MOVED, earlier, phrase]) == (MOVED,)


def test_history_is_no_slip_to_tell():
    assert slips([replace(MOVED, baseline=True)]) == ()


def test_an_announcement_goes_to_the_authors_team_in_its_own_words():
    fields = {
        "original_eta": day("2026-12-01"),
        "new_eta": day("2026-12-08", "2026-12-10"),
        "reason": "The vendor is late",
        "options": ("Wait", "Cut scope"),
        "recommendation": "Wait",
    }
    update = Update("timeline", 3, 20, "Login", fields)
    late = stored("t.md", kind=Kind.TIMELINE, updates=(update,), authors=("@mei",))

    found = notice("priya", changes=(), announced=[("t.md", "Login")], documents=[late])

    (told,) = found.announcements

    assert told.new.day == date(2026, 12, 10)
    assert told.reason == "The vendor is late"
    assert [option.text for option in told.options] == ["Wait", "Cut scope"]


def test_readings_of_an_estimate_are_no_delay():
    update = Update("timeline", 3, 20, "Login", {"realistic": "3 days"})
    early = stored("t.md", kind=Kind.TIMELINE, updates=(update,), authors=("@mei",))

    assert notice("priya", changes=(), announced=[("t.md", "Login")], documents=[early]) is None
