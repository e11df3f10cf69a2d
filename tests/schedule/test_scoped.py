"""A digest of scopes beside one's own: what newly slips, by person, each item once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest.model.change import ChangeKind
from digest.model.checked import Checked
from digest.model.edition import SectionKey
from digest.model.item import Role, Status
from digest.model.scope import Scope
from digest.schedule.edition import Request, build
from tests.schedule.company import LAST_WEEK, NOW, PEOPLE, TODAY, reader, reading, tracked
from tests.schedule.test_edition import LAST, change

LATE = tracked("Late", "@jonas", due="2026-11-20")


def edition(*items, scopes=("all",), key="lena", last=LAST, **more):
    scopes = tuple(map(Scope.of, scopes))
    person = replace(PEOPLE[key], scopes=scopes, all_clear=more.pop("all_clear", False))
    given = replace(reader(key), person=person)
    return build(reading(*items, **more), given, Request(TODAY, last, LAST_WEEK))


def titles(made):
    groups = [group for scoped in (made.scoped if made else ()) for group in scoped.groups]
    return [(group.names, [line.entry.title for line in group.lines]) for group in groups]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (LATE, SectionKey.OVERDUE),
        (tracked("K", "@jonas", due="2026-11-10"), None),  # was late in the digest before
        (tracked("K", "@jonas", due="2026-11-10", status=Status.BLOCKED), SectionKey.OVERDUE),
        (tracked("K", "@jonas", due="2026-11-26"), SectionKey.DUE),  # and nobody has begun
        (tracked("K", "@jonas", due="2026-11-26", status=Status.IN_PROGRESS), None),
        (tracked("K", "@jonas", due="2026-12-26", status=Status.BLOCKED), SectionKey.BLOCKED),
        (tracked("K", "@jonas", due="2026-12-26"), None),
        (tracked("K", "@jonas"), None),
        (tracked("K", "@jonas", due="2026-11-20", status=Status.DONE), None),
        (tracked("K", "@jonas", due="2026-11-20", role=Role.ASK), None),
    ],
)
def test_only_what_newly_slips_or_is_about_to_is_told(item, told):
    made = edition(item)

    groups = [g for s in (made.scoped if made else ()) for g in s.groups]
    keys = [line.key for group in groups for line in group.lines]
    assert keys == ([told] if told else [])


def test_what_moved_later_is_told_and_what_is_silent():
    moved = tracked("Moved", "@jonas", due="2026-12-20", moves=1)
    begun = NOW - timedelta(days=20)
    silent = tracked(
        *("Silent", "@mei"), due="2026-12-20", status=Status.IN_PROGRESS, changed_at=begun
    )
    slipped = change(ChangeKind.DUE, "2026-12-01", "2026-12-20", item="Moved")

    assert titles(edition(moved, silent, changes=[slipped])) == [
        (("Jonas Weber",), ["Moved"]),
        (("Mei Tanaka",), ["Silent"]),
    ]


def test_items_stand_below_whose_they_are_the_worst_first():
    later = tracked("Later", "@mei", due="2026-11-22")
    other = tracked("Other", "@jonas", due="2026-11-21")

    assert titles(edition(later, other, LATE)) == [
        (("Jonas Weber",), ["Late", "Other"]),
        (("Mei Tanaka",), ["Later"]),
    ]


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ("team:identity", ["Hers"]),
        ("person:jonas", ["Late"]),
        ("source:pm", ["Hers", "Late"]),
        ("source:secret", []),
        ("priority:P1", ["Hers"]),
        ("tag:ops", []),
    ],
)
def test_a_scope_holds_what_is_in_it(scope, told):
    hers = tracked("Hers", "@mei", due="2026-11-20", priority="P1")

    made = edition(hers, LATE, scopes=(scope,))
    assert sorted(title for _, some in titles(made) for title in some) == told


def test_each_item_is_told_once_and_ones_own_stands_among_ones_own():
    own = tracked("Own", "@lena", due="2026-11-20")

    made = edition(own, LATE, scopes=("person:jonas", "all"))

    assert titles(made) == [(("Jonas Weber",), ["Late"])]
    assert [(s.open, s.overdue) for s in made.scoped] == [(1, 1), (2, 2)]
    assert made.section(SectionKey.OVERDUE).entries[0].title == "Own"


def test_what_a_person_may_not_read_is_in_no_scope_of_theirs():
    hidden = tracked("Hidden", "@jonas", due="2026-11-20", source="secret", path="s.md")

    assert edition(hidden) is None


def test_what_was_done_since_the_last_digest_is_counted():
    done = tracked(*("Done", "@jonas"), status=Status.DONE, closed_at=NOW - timedelta(days=1))

    assert edition(done, LATE).scoped[0].done == 1


def test_a_scope_is_capped_and_says_how_many_more():
    items = [tracked(f"K{n}", "@jonas", due="2026-11-20") for n in range(14)]

    (scoped,) = edition(*items).scoped
    assert (scoped.total, scoped.more) == (14, 4)


def test_nothing_is_sent_for_a_scope_in_which_nothing_is_new():
    assert edition(tracked("K", "@jonas", due="2026-12-26")) is None


def test_all_clear_says_what_was_looked_at_to_who_asks_for_it():
    mine = tracked("Mine", "@lena", due="2026-12-26")
    other = tracked("K", "@jonas", due="2026-12-26")

    made = edition(mine, other, scopes=(), all_clear=True)

    assert made.checked == Checked(documents=1, items=2, mine=1, since=LAST.made_at)
    assert edition(mine, LATE, all_clear=True).checked is None
    assert edition(LATE, scopes=(), all_clear=True).slot == date(2026, 11, 23)


def test_a_first_digest_tells_what_became_late_in_its_week():
    older = tracked("Older", "@jonas", due="2026-11-10")

    assert titles(edition(LATE, older, last=None)) == [(("Jonas Weber",), ["Late"])]
