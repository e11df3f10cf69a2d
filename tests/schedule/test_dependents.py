"""digest.schedule.dependents: what says that it waits and names it, never what is like it."""

from dataclasses import replace

import pytest

from digest.model.item import Role, Status
from digest.schedule.dependents import dependents
from tests.schedule.company import tracked

KEYS = tracked("Rotate the keys", "@priya")
TICKET = replace(KEYS, item=replace(KEYS.item, ticket="PLAT-7"))


def waits(one, *others):
    return [t.item.text for t in dependents([one], [one, *others])[one.id]]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Open the shop", {"status": Status.BLOCKED, "detail": "Rotate the keys"}),
        ("Open the shop", {"detail": "waiting for “rotate the keys”"}),
        ("Open the shop: depends on PLAT-7", {}),
        ("Need PLAT-7 from Priya Nair", {"role": Role.ASK}),
        ("Laden öffnen, wartet auf Rotate the keys", {}),
    ],
)
def test_what_says_that_it_waits_and_names_it_waits(text, more):
    assert waits(TICKET, tracked(text, "@jonas", **more)) == [text]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Rotate the keys of the shop", {}),
        ("Open the shop", {"detail": "PLAT-7 was nice"}),
        ("Open the shop", {"detail": "needs PLAT-77"}),
        ("Open the shop", {"detail": "needs rotated keys"}),
        ("Open the shop", {"detail": "needs PLAT-7", "status": Status.DONE}),
    ],
)
def test_likeness_and_what_is_closed_do_not_wait(text, more):
    assert waits(TICKET, tracked(text, "@jonas", **more)) == []


def test_a_title_that_two_items_have_means_neither():
    twin = replace(KEYS, id="twin")
    waiting = tracked("Open the shop", detail="needs Rotate the keys")

    assert waits(KEYS, twin, waiting) == []


def test_a_number_means_another_ticket_in_another_source():
    numbered = replace(KEYS, item=replace(KEYS.item, ticket="#12"))
    waiting = tracked("Open the shop", detail="blocked by #12")

    assert waits(numbered, waiting) == ["Open the shop"]
    assert waits(numbered, replace(waiting, source="secret")) == []


def ticketed(text, ticket, **more):
    one = tracked(text, "@jonas", **more)
    return replace(one, item=replace(one.item, ticket=ticket))


def test_a_ticket_that_is_waited_for_is_not_ones_own():
    waiting = ticketed("Open the shop", "PLAT-7", detail="waiting for PLAT-7")

    assert waits(TICKET, waiting) == ["Open the shop"]
    assert waits(waiting, tracked("Sell", detail="needs PLAT-7")) == []


def test_two_items_of_one_ticket_do_not_wait_for_each_other():
    assert waits(TICKET, ticketed("PLAT-7 in the shop, needs PLAT-7", "PLAT-7")) == []
