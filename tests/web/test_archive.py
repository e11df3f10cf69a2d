"""digest.web.archive: a mail shown again, to whom it was for, and without what acts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.model.installation import SourcePolicy
from tests.web.site import Site
from tests.workflow.company import DIRECTORY, installation


@pytest.fixture
def link(site: Site) -> str:
    """Return the path of the digest's own page."""
    (mail,) = site.mails()
    path = site.link("p", mail)
    return f"{path.rpartition('/')[0]}/archive"


def test_a_mail_links_to_its_page(site, link):
    assert link.encode() in b"".join(site.mails()[0].raw.split(b"=\r\n"))


def test_the_page_shows_what_the_mail_told(site, link):
    told = site.ask(link)

    assert told.status_code == 200
    for words in ("1 item is overdue", "Rotate the keys", "3 days late", "as it was sent"):
        assert words in told.text


def test_the_page_holds_nothing_that_acts(site, link):
    told = site.ask(link).text

    for act in ("mailto:", "/u/", "/c/", "webcal:", "Unsubscribe"):
        assert act not in told


def test_the_page_still_tells_what_was_when_the_item_has_changed(site, link):
    site.write("a.md", "# Post-Mortem: Login outage\n")

    assert "Rotate the keys" in site.ask(link).text


def test_lines_lead_on_with_the_address_by_which_the_page_is_seen(site, link):
    token = link.split("/")[2]

    assert f'href="https://digest.northbeam.example/p/{token}/' in site.ask(link).text


def test_what_the_reader_may_not_see_any_more_is_left_out(site, link):
    sources = {"docs": SourcePolicy("docs", readers=("mei",), write_back=True)}
    barred = site.restarted(installation=replace(installation(), sources=sources))

    assert "Rotate the keys" not in barred.ask(link).text


def test_who_left_sees_nothing(site, link):
    people = {k: p for k, p in DIRECTORY.people.items() if k != "priya"}
    left = replace(installation(), directory=replace(DIRECTORY, people=people))

    assert site.restarted(installation=left).ask(link).status_code == 404


def test_an_expired_link_offers_a_new_one_and_looking_mails_none(site, link):
    site.work.clock.forward(days=15)

    told = site.ask(link)

    assert told.status_code == 410
    assert "Mail a new link" in told.text
    assert site.mails("link") == []


def test_a_new_link_is_mailed_once_a_day_and_shows_the_mail(site, link):
    site.work.clock.forward(days=15)

    assert site.ask(link, "POST").status_code == 200
    site.ask(link, "POST")
    (mail,) = site.mails("link")

    fresh = f"/p/{site.link('p', mail).split('/')[2]}/archive"
    assert fresh != link
    assert "Rotate the keys" in site.ask(fresh).text


def test_a_mail_that_is_not_kept_says_so(site, link):
    site.world.store.forget_told(site.world.clock.now() + timedelta(days=1))

    assert site.ask(link).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_never_given_shows_nothing(site, method):
    assert site.ask(f"/p/{'a' * 32}/archive", method).status_code == 404
