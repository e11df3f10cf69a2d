"""digest.web.undo: what a reply changed is taken back by a POST, once."""

import pytest

from digest.workflow.receive import receive
from tests.web.site import Site


@pytest.fixture
def changed(site: Site) -> tuple[str, str]:
    """The document before a reply, and the path in its receipt."""
    before = site.work.text("a.md")
    (mail,) = site.mails()
    site.work.reply(mail, "#1 done")
    receive(site.world)
    (receipt,) = site.mails("receipt")
    return before, site.link("r", receipt)


def test_looking_shows_what_changed_and_takes_nothing_back(site, changed):
    _, path = changed
    told = site.ask(path)

    assert "Take these changes back?" in told.text
    assert "Not started → Done" in told.text
    assert "| Done |" in site.work.text("a.md")


def test_a_post_takes_it_back_with_a_receipt(site, changed):
    before, path = changed
    told = site.ask(path, "POST")
    receive(site.world)

    assert "They are being taken back" in told.text
    assert site.work.text("a.md") == before
    assert len(site.mails("receipt")) == 2


def test_twice_is_once(site, changed):
    before, path = changed
    site.ask(path, "POST")
    receive(site.world)

    assert "Nothing is left to take back" in site.ask(path).text
    site.ask(path, "POST")
    receive(site.world)
    assert site.work.text("a.md") == before


def test_it_expires(site, changed):
    site.work.clock.forward(days=8)

    assert site.ask(changed[1]).status_code == site.ask(changed[1], "POST").status_code == 410
