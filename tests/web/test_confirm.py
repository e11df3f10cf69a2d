"""digest.web.confirm: a held reply counts when its person says so, by POST, once."""

from dataclasses import replace

import pytest

from digest.model.ledger import InboxEntry, InboxState
from digest.workflow.receive import receive
from tests.web.site import Site
from tests.workflow.company import DIRECTORY, installation

UNPROVEN = {"author": "priya@elsewhere.example"}


def hold(site: Site, typed: str = "#1 done") -> tuple[InboxEntry, str]:
    """Let a reply come from a strange address; return it and the path of its confirmation."""
    (mail,) = site.mails()
    entry = site.work.reply(mail, typed, **UNPROVEN)
    receive(site.world)
    (asked,) = site.mails("confirm")
    return entry, site.link("h", asked)


@pytest.fixture
def held(site: Site) -> tuple[InboxEntry, str]:
    return hold(site)


def state(site: Site, entry: InboxEntry) -> InboxState:
    found = site.world.store.received(entry.id)
    assert found
    return found.state


def test_looking_shows_the_commands_and_changes_nothing(site, held):
    entry, path = held

    told = [site.ask(path, method) for method in ("GET", "HEAD", "GET")]

    assert "Did you send this reply?" in told[2].text
    assert "#1 done" in told[2].text
    assert state(site, entry) is InboxState.HELD


def test_a_post_makes_it_count(site, held):
    told = site.ask(held[1], "POST")
    receive(site.world)

    assert "Thank you, it counts now" in told.text
    assert "receive" in site.work.woken.tasks
    assert "| Done |" in site.work.text("a.md")


def test_twice_is_once(site, held):
    entry, path = held
    site.ask(path, "POST")
    receive(site.world)
    written = site.work.text("a.md")

    again = site.ask(path, "POST")
    receive(site.world)

    assert "Nothing is left to confirm" in again.text
    assert (state(site, entry), site.work.text("a.md")) == (InboxState.APPLIED, written)
    assert len(site.mails("receipt")) == 1


def test_what_a_stranger_wrote_stays_text(site):
    _, path = hold(site, "#1 blocked: <b>x</b> & \u202e{{ 1 }}")

    told = site.ask(path).text

    assert "&lt;b&gt;x&lt;/b&gt; &amp; {{ 1 }}" in told.replace("\u200c", "")


def test_it_expires(site, held):
    site.work.clock.forward(days=15)

    assert site.ask(held[1]).status_code == site.ask(held[1], "POST").status_code == 410
    assert state(site, held[0]) is InboxState.HELD


def test_who_left_confirms_nothing(site, held):
    people = {**DIRECTORY.people, "priya": replace(DIRECTORY.people["priya"], left=True)}
    settings = installation(directory=replace(DIRECTORY, people=people))

    assert site.restarted(installation=settings).ask(held[1], "POST").status_code == 410
    assert state(site, held[0]) is InboxState.HELD


def test_a_wrong_address_confirms_nothing(site, held):
    assert site.ask("/h/" + "b" * 32, "POST").status_code == 404
    assert state(site, held[0]) is InboxState.HELD


def again(site: Site) -> InboxState:
    """What becomes of another reply from the same address, proven as the first was."""
    proof = "mx.northbeam.example; dmarc=pass header.from=elsewhere.example"
    entry = site.work.reply(
        site.mails()[0], "#1 reopen", **UNPROVEN, proof=proof, id="<again@client.example>"
    )
    receive(site.world)
    return state(site, entry)


def test_an_address_is_offered_and_known_once_its_person_says_so(site, held):
    assert "priya@elsewhere.example, which is not known as yours" in site.ask(held[1]).text

    site.ask(f"{held[1]}?mine=1", "POST")
    receive(site.world)

    assert [a.person for a in site.world.store.aliases()] == ["priya"]
    assert (state(site, held[0]), again(site)) == (InboxState.APPLIED, InboxState.APPLIED)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_look_makes_an_address_known(site, held, method):
    site.ask(f"{held[1]}?mine=1", method)

    assert site.world.store.aliases() == []


def test_without_that_button_the_address_stays_unknown(site, held):
    site.ask(held[1], "POST")
    receive(site.world)

    assert (site.world.store.aliases(), again(site)) == ([], InboxState.HELD)


def test_an_address_that_was_taken_away_is_held_again(site, held):
    site.ask(f"{held[1]}?mine=1", "POST")
    receive(site.world)
    site.world.store.remove_alias("Priya@Elsewhere.example")

    assert again(site) is InboxState.HELD


def test_what_is_somebody_elses_address_is_not_offered(site, held):
    site.world.store.add_alias("priya@elsewhere.example", "mei", since=site.work.clock.now())

    told = site.ask(held[1]).text
    site.ask(f"{held[1]}?mine=1", "POST")

    assert "not known as yours" not in told
    assert [a.person for a in site.world.store.aliases()] == ["mei"]
