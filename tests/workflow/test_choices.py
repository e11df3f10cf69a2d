"""A blocker that lists ways out: whom it asks and its authors may choose one by mail."""

import pytest

from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import Company, message, words

BLOCKER = """# Blocker: The gate test cannot run

**Date**: 2026-11-20
**Author**: Jonas Weber

**Impact**: The release waits

**To unblock, I need one of these**:

- Option A: A second test gate from Priya Nair
- Option B: The key of the lab from Mei Tanaka

**My preference**: Option A
"""
DECIDED = (
    "**Decision**: Option B, The key of the lab from Mei Tanaka (Priya Nair, 2026-11-23)\n"
)


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("b.md", BLOCKER)
    gather(at_work.world, "docs")
    publish(at_work.world)
    deliver(at_work.world)
    return at_work


def answer(told: Company, who: str, typed: str) -> str:
    """Answer the last mail of a person, and return the receipt."""
    told.reply(told.post.to(who)[-1], typed)
    receive(told.world)
    told.clock.forward(minutes=5)
    receive(told.world)
    deliver(told.world)
    return " ".join(words(told.post.to(who)[-1]).split())


def test_the_digest_shows_the_options_with_a_button_each(told):
    mail = told.post.to("priya")[0]
    html = message(mail).get_body(("html",))

    assert "Option B: The key of the lab from Mei Tanaka" in words(mail)
    assert html
    assert "body=%231%20option%20B" in html.get_content()


def test_an_option_becomes_a_decision_below_the_preference(told):
    receipt = answer(told, "priya", "#1 option B")

    assert told.text("b.md") == BLOCKER + DECIDED
    assert "1 change made" in receipt


def statuses(told: Company) -> list[str]:
    found = told.world.store.tracked("docs")
    return [t.item.status.value.value for t in sorted(found, key=lambda t: t.item.line)]


def test_a_decision_ends_what_the_other_options_ask(told):
    assert statuses(told) == ["blocked", "blocked"]
    answer(told, "priya", "#1 option B")

    assert statuses(told) == ["cancelled", "blocked"]


def test_what_was_decided_is_shown_to_whom_it_is_still_asked_of(told):
    answer(told, "priya", "#1 option B")
    told.week()
    publish(told.world)
    deliver(told.world)
    mail = words(told.post.to("mei")[-1])

    assert "Decision: Option B, The key of the lab from Mei Tanaka" in mail
    assert "Option A" not in mail


def test_a_decision_is_taken_back(told):
    answer(told, "priya", "option B")
    answer(told, "priya", "undo")

    assert told.text("b.md") == BLOCKER
    assert statuses(told) == ["blocked", "blocked"]


def test_an_option_that_the_blocker_has_not_is_refused(told):
    assert "no option D; it has A, B" in answer(told, "priya", "#1 option D")
    assert told.text("b.md") == BLOCKER


def test_where_nothing_is_listed_an_option_is_refused(told):
    told.write("b.md", BLOCKER.replace("Option A: ", "").replace("Option B: ", ""))
    gather(told.world, "docs")

    assert "Nothing to choose from is written for it" in answer(told, "priya", "#1 option A")
