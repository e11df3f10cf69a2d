"""digest.schedule.notices: a delay is told to those it concerns, once, and to nobody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest.model.change import Change, ChangeKind, Touch
from digest.model.document import Kind
from digest.model.item import Role, Status
from digest.model.ledger import Batch
from digest.model.notice import News
from digest.model.owed import Telling
from digest.model.update import Update
from digest.schedule.delays import delay
from digest.schedule.notices import owed, slips, telling
from digest.schedule.topics import topics
from tests.schedule.company import (
    INSTALLATION,
    NOW,
    PEOPLE,
    day,
    reader,
    reading,
    stored,
    tracked,
)

MOVED = Change(
    "Rotate the keys",
    ChangeKind.DUE,
    "2026-12-01",
    "2026-12-20",
    Touch(NOW - timedelta(hours=1), "Mei Tanaka", "mei@northbeam.example", person="mei"),
)
ITEM = tracked("Rotate the keys", "@priya", due="2026-12-20", moves=1)
BACK = replace(ITEM, item=replace(ITEM.item, due=day("2026-12-01")))
TIMELINE = {
    "original_eta": day("2026-12-01"),
    "new_eta": day("2026-12-08", "2026-12-10"),
    "reason": "The vendor is late",
    "options": ("Wait", "Cut scope"),
    "recommendation": "Wait",
}


def late(title="Login", author="@mei", **fields):
    update = Update("timeline", 3, 20, title, {**TIMELINE, **fields})
    return stored("t.md", kind=Kind.TIMELINE, updates=(update,), authors=(author,))


def notice(who, *items, changes=(MOVED,), announced=(), told=(), start=0, **more):
    """Return what somebody is to be told, and has not been yet."""
    batch = Batch("b1", "pm", NOW, tuple(changes), tuple(announced))
    now = reading(*(items or (ITEM,)), **more)
    found = topics(now, [batch], NOW - timedelta(hours=start))
    known = {t.about: (t,) for t in told}
    return [(one, delay(one, now, reader(who))) for one in owed(found, now, reader(who), known)]


def told(who, *items, **more):
    return [each for _, each in notice(who, *items, **more)]


def remembered(who, *items, **more):
    return [telling(one, who) for one, _ in notice(who, *items, **more)]


def test_the_owner_hears_who_moved_it_and_from_when():
    (found,) = told("priya")

    assert (found.entry.before, found.entry.due.day) == (date(2026, 12, 1), date(2026, 12, 20))
    assert found.entry.by == "Mei Tanaka"


def test_who_moved_it_is_not_told():
    assert told("mei") == []


@pytest.mark.parametrize("who", ["priya", "mei", "lena"])
def test_the_owner_the_team_and_the_author_hear_it(who):
    moved = replace(MOVED, touch=replace(MOVED.touch, person="jonas"))

    assert told(who, changes=[moved])


def test_others_do_not_hear_it():
    assert told("jonas") == []


@pytest.mark.parametrize("watched", ["pm", "identity", "priya"])
def test_who_watches_hears_it(watched):
    people = {**PEOPLE, "jonas": replace(PEOPLE["jonas"], watches=(watched,))}
    directory = replace(INSTALLATION.directory, people=people)
    now = replace(reading(ITEM), installation=replace(INSTALLATION, directory=directory))
    jonas = replace(reader("jonas"), person=people["jonas"])
    found = topics(now, [Batch("b1", "pm", NOW, (MOVED,))], NOW)

    assert owed(found, now, jonas, {})


def test_the_owner_of_what_waits_for_it_hears_it_and_that_it_waits():
    waiting = tracked(
        "Open the shop", "@jonas", status=Status.BLOCKED, detail="needs Rotate the keys"
    )

    (found,) = told("jonas", ITEM, waiting)

    assert [(one.title, one.mine) for one in found.waiting] == [("Open the shop", True)]


def test_what_waits_is_told_to_those_who_may_read_it():
    secret = tracked("Open the shop", "@jonas", source="secret", detail="needs Rotate the keys")
    gone = replace(secret, id="gone", source="gone")
    known = [stored(source="secret"), stored(source="gone")]

    (found,) = told("priya", ITEM, secret, gone, documents=known)

    assert found.waiting == ()


def test_whoever_asks_waits_for_what_they_asked():
    ask = tracked("Rotate the keys", "@priya", due="2026-12-20", role=Role.ASK)

    (found,) = told("lena", ask)

    assert [one.owners for one in found.waiting] == [("Lena Fischer",)]


def test_owner_and_lead_have_a_head_start():
    moved = replace(MOVED, touch=replace(MOVED.touch, person="jonas"))
    both = [told(who, changes=[moved], start=2) for who in ("priya", "mei", "lena")]

    assert [bool(found) for found in both] == [True, True, False]


def test_moved_back_in_time_is_no_notice():
    assert told("priya", BACK) == []


def test_moved_back_afterwards_is_a_correction():
    (known,) = remembered("priya")

    (found,) = told("priya", BACK, told=[known])

    assert (found.news, found.entry.before) == (News.CORRECTED, date(2026, 12, 20))


def test_one_date_is_told_once():
    assert told("priya", told=remembered("priya")) == []


def test_what_never_reached_anybody_was_not_told():
    (known,) = remembered("priya")

    assert told("priya", told=[replace(known, reached=False)])


def test_a_promise_that_is_taken_back_is_a_delay():
    undated = replace(ITEM, item=replace(ITEM.item, due=None))

    (found,) = told("priya", undated, changes=[replace(MOVED, after="")])

    assert found.news is News.MOVED


def test_the_owner_is_asked_for_a_reason_that_nobody_gave():
    own = replace(MOVED, touch=replace(MOVED.touch, person="priya"))

    assert [d.asked for d in told("priya", changes=[own])] == [True]
    assert [d.asked for d in told("lena", changes=[own])] == [False]


def test_nobody_is_asked_for_a_reason_that_is_written():
    own = replace(MOVED, touch=replace(MOVED.touch, person="priya"))

    assert told("priya", replace(ITEM, reason="the vendor is late"), changes=[own]) == []


def test_a_reason_completes_what_was_told_without():
    (known,) = remembered("lena")
    why = replace(MOVED, kind=ChangeKind.EXPLAINED, before="", after="the vendor is late")
    explained = replace(ITEM, reason="the vendor is late")

    (found,) = told("lena", explained, changes=[why], told=[known])

    assert (found.news, found.entry.detail) == (News.EXPLAINED, "the vendor is late")
    assert told("jonas", explained, changes=[why]) == []


def test_a_reason_is_told_once():
    known = Telling("lena", ITEM.id, 1, date(2026, 12, 20), explained=True)
    why = replace(MOVED, kind=ChangeKind.EXPLAINED, before="", after="the vendor is late")

    assert told("lena", replace(ITEM, reason="it is late"), changes=[why], told=[known]) == []


def test_a_closed_item_is_no_delay():
    done = tracked("Rotate the keys", "@priya", due="2026-12-20", status=Status.DONE)

    assert told("priya", done) == []


def test_a_day_that_becomes_another_is_a_slip():
    phrase = replace(MOVED, before="Next sprint")
    why = replace(MOVED, kind=ChangeKind.EXPLAINED)

    assert slips([MOVED, phrase, why]) == (MOVED, why)


def test_history_is_no_slip_to_tell():
    assert slips([replace(MOVED, baseline=True)]) == ()


def test_an_announcement_goes_to_the_authors_team_in_its_own_words():
    (found,) = told("priya", changes=(), announced=[("t.md", "Login")], documents=[late()])

    said = found.announcement
    assert (said.new.day, said.reason) == (date(2026, 12, 10), "The vendor is late")
    assert [option.text for option in said.options] == ["Wait", "Cut scope"]
    assert found.entry.url.endswith("#L3")


def test_whoever_announced_it_hears_of_the_decision_alone():
    about = {"changes": (), "announced": [("t.md", "Login")]}
    decided = late(decision="Option 1, Wait (Priya Nair, 2026-11-24)")

    assert told("mei", documents=[late()], **about) == []
    (found,) = told("mei", documents=[decided], **about)
    assert (found.news, found.announcement.decision) == (News.DECIDED, "Option 1, Wait")
    assert found.announcement.decided_by == "Priya Nair"


def test_whoever_decided_is_not_told():
    decided = late(decision="Option 1, Wait (Priya Nair, 2026-11-24)")
    known = remembered("priya", changes=(), announced=[("t.md", "Login")], documents=[late()])

    found = told(
        "priya", changes=(), announced=[("t.md", "Login")], documents=[decided], told=known
    )

    assert found == []


def test_an_announcement_of_an_item_is_told_with_its_move():
    about = late("Rotate the keys", "@lena", new_eta=day("2026-12-20"))

    (found,) = told("priya", announced=[("t.md", "Rotate the keys")], documents=[about])

    assert (found.entry.item_id, found.asked) == (ITEM.id, False)
    assert found.announcement.recommendation == "Wait"


def test_readings_of_an_estimate_are_no_delay():
    update = Update("timeline", 3, 20, "Login", {"realistic": "3 days"})
    early = stored("t.md", kind=Kind.TIMELINE, updates=(update,), authors=("@mei",))

    assert told("priya", changes=(), announced=[("t.md", "Login")], documents=[early]) == []
