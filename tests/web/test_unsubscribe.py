"""digest.web.unsubscribe: one click, by POST alone (RFC 8058)."""

import re

import pytest

from digest.model.ledger import Purpose
from tests.web.site import Site
from tests.workflow.company import message


@pytest.fixture
def address(site: Site) -> str:
    (mail,) = site.mails()
    return site.unsubscribing(mail)


def stopped(site: Site) -> tuple[str, ...]:
    return site.world.store.choices("priya", now=site.work.clock.now()).unsubscribed


def test_looking_changes_nothing(site, address):
    told = [site.ask(address, method) for method in ("GET", "HEAD", "GET")]

    assert [t.status_code for t in told] == [200, 200, 200]
    assert 'method="post"' in told[0].text
    assert stopped(site) == ()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="L"'),
        ("application/x-www-form-urlencoded", b""),
        ("text/plain", b"\xff" * 9),
    ],
)
def test_a_post_acts_at_once_whatever_it_says(site, address, kind, body):
    told = site.ask(address, "POST", body, content_type=kind)

    assert told.status_code == 200
    assert "You are unsubscribed" in told.text
    assert stopped(site) == ("digest",)


def test_the_page_offers_a_pause_by_mail_and_another_day_instead(site, address):
    told = site.ask(address).text

    assert "Digests tell what is due" in told
    assert re.search(r'href="mailto:reply\+\w{32}@\S+body=pause%20for%202%20weeks"', told)
    assert 'northbeam.example?subject=Another%20day%20for%20my%20digest"' in told


def test_twice_is_once(site, address):
    told = [site.ask(address, "POST") for _ in range(2)]

    assert [t.status_code for t in told] == [200, 200]
    assert stopped(site) == ("digest",)


def test_it_sets_no_cookie_and_redirects_nowhere(site, address):
    headers = site.ask(address, "POST", origin="https://elsewhere.example").headers

    assert not {"set-cookie", "location"} & set(headers)


def test_only_that_kind_of_mail_stops(site, address):
    site.ask(address, "POST")
    site.work.clock.forward(days=7)

    assert site.mails() == site.work.post.to("priya")[:1]
    assert stopped(site) == ("digest",)


def test_afterwards_the_page_says_that_it_is_done(site, address):
    site.ask(address, "POST")

    assert "You are unsubscribed" in site.ask(address).text


def test_it_works_for_ever(site, address):
    site.work.clock.forward(days=4000)

    assert site.ask(address, "POST").status_code == 200


def test_the_mail_offers_one_click(site):
    (mail,) = site.mails()

    assert message(mail)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("token", ["a" * 32, "x", "A" * 33])
def test_a_wrong_address_stops_nothing(site, token):
    assert site.ask(f"/u/{token}", "POST").status_code == 404
    assert stopped(site) == ()


def test_an_address_for_something_else_stops_nothing(site):
    token = site.feed().removeprefix("/c/").removesuffix(".ics")

    assert site.ask(f"/u/{token}", "POST").status_code == 404


def test_a_rotated_address_is_gone(site, address):
    site.world.store.rotate(Purpose.UNSUBSCRIBE, "priya/digest")

    assert site.ask(address, "POST").status_code == 410
    assert stopped(site) == ()


def test_who_stopped_can_start_again_by_the_button_alone(site, address):
    site.ask(address, "POST")
    site.ask(f"{address}?again=yes")
    still = stopped(site)
    page = site.ask(address, "POST", b"again=yes")

    assert still == ("digest",)
    assert stopped(site) == ()
    assert "subscribed again" in page.text
