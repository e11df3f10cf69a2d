"""A digest of scopes, and one that says that all is clear, from the settings to the mail."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from digest.model.directory import Directory
from digest.model.schedule import Chosen
from digest.model.scope import Scope
from digest.store import SqlStore
from digest.workflow.choosing import choose_schedule
from digest.workflow.deliver import deliver
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.receive import receive
from tests.workflow.company import DIRECTORY, Company, company, words
from tests.workflow.test_gather import ROW, table

POST_MORTEM = """# Post-mortem: Sign-in outage

**Date**: 2026-11-02
**Status**: Resolved, closed

## Action items

{rows}
"""


def working(store: SqlStore, root: Path, **more: object) -> Company:
    """Return a service in which mei, who leads the team, has more settings."""
    people = {**DIRECTORY.people, "mei": replace(DIRECTORY.people["mei"], **more)}  # type: ignore[arg-type]
    return company(store, root / "docs", directory=Directory(people, DIRECTORY.teams))


@pytest.fixture
def lead(store: SqlStore, tmp_path: Path) -> Company:
    work = working(store, tmp_path, scopes=(Scope("team", "identity"),))
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)
    return work


def test_a_lead_reads_what_slips_in_the_team_and_whose_it_is(lead):
    told = words(lead.post.to("mei")[0]).splitlines()

    assert {"Identity (1)", "Priya Nair:", "#1   Rotate the keys"} <= {*told}


def test_a_lead_may_answer_for_the_team(lead):
    lead.reply(lead.post.to("mei")[0], "#1 done")
    receive(lead.world)

    assert "| Done |" in lead.text("a.md") or "| Complete |" in lead.text("a.md")


def test_what_stood_in_a_scope_is_remembered(lead):
    (line,) = lead.world.store.last_edition("mei").lines

    assert (line.section, line.why) == ("team:identity", "scope")


def test_what_was_told_to_a_lead_is_not_told_again(lead):
    lead.week()
    publish(lead.world)

    assert lead.world.store.last_edition("mei").delivery is None


def test_who_asks_for_it_is_told_that_all_is_clear(store, tmp_path):
    work = working(store, tmp_path, all_clear=True)
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    publish(work.world)
    deliver(work.world)

    told = " ".join(words(work.post.to("mei")[0]).split())
    assert "All clear" in told
    assert "1 document was read. Open items in them: 1; of those yours: 0." in told


@pytest.mark.parametrize("settled", [(), (Scope("source", "docs"),)])
def test_the_scopes_a_person_chose_win_over_those_of_the_settings(store, tmp_path, settled):
    work = working(store, tmp_path, scopes=settled)
    mei = work.world.installation.directory.people["mei"]
    choose_schedule(work.world, mei, Chosen(scopes=(Scope("team", "identity"),)))
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    publish(work.world)

    made = work.world.store.last_edition("mei")
    assert made
    assert {line.section for line in made.lines} == {"team:identity"}


@pytest.mark.parametrize("wished", [True, False])
def test_a_persons_word_on_all_clear_wins_over_the_settings(store, tmp_path, wished):
    work = working(store, tmp_path, all_clear=not wished)
    mei = work.world.installation.directory.people["mei"]
    choose_schedule(work.world, mei, Chosen(all_clear=wished))
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    publish(work.world)

    made = work.world.store.last_edition("mei")
    assert made
    assert (made.delivery is not None) is wished


def test_a_follow_up_is_chased_until_it_is_closed_whatever_became_of_the_incident(at_work):
    text = POST_MORTEM.format(rows=table(ROW))
    at_work.write("pm.md", text)
    gather(at_work.world, "docs")
    for _ in range(12):
        publish(at_work.world)
        deliver(at_work.world)
        at_work.week()
    assert len([d for d in at_work.post.to("priya") if "Rotate" in words(d)]) == 12

    at_work.write("pm.md", text.replace("Not started", "Complete"))
    gather(at_work.world, "docs")
    at_work.clock.forward(seconds=1)
    publish(at_work.world)
    at_work.clock.at += timedelta(days=14)
    gather(at_work.world, "docs")
    publish(at_work.world)
    assert at_work.world.store.last_edition("priya").delivery is None
