"""digest.web: a person's calendars, each with an address of their own."""

import re

import pytest

from tests.web.site import Site
from tests.workflow.company import words


@pytest.fixture
def page(site: Site) -> str:
    """The page that a digest leads to."""
    found = re.search(r"https://\S+/calendars", words(site.mails()[0]))
    assert found
    return str(site.ask(found[0]).text)


def test_a_digest_leads_to_all_calendars_of_its_reader(page):
    assert "Your items" in page
    assert "Team Identity" in page
    assert "Everything" in page


def test_every_calendar_there_answers(site, page):
    addresses = re.findall(r"<pre[^>]*>(https://\S+\.ics)</pre>", page)

    assert len(set(addresses)) == 3
    assert all(site.ask(address).status_code == 200 for address in addresses)


def test_google_is_given_the_webcal_address_and_outlook_the_other(page):
    assert "calendar/r?cid=webcal%3A%2F%2F" in page
    assert "addfromweb?url=https%3A%2F%2F" in page
