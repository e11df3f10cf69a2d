"""digest.web: signing in by a mailed link, and changing calendars."""

import logging
import re
from html import unescape
from urllib.parse import urlencode

import pytest

from digest.web.files import files
from digest.workflow.calendars import called, held
from tests.web.site import Site
from tests.workflow.company import DIRECTORY

PRIYA = DIRECTORY.people["priya"]


class Browser:
    """Keeps a cookie, and sends forms as the page has them."""

    def __init__(self, site: Site) -> None:
        self.site, self.cookie = site, ""

    def get(self, path: str = "/me/calendars"):
        return self.site.ask(path, cookie=self.cookie)

    def post(self, path: str, **fields: str):
        body = urlencode(fields).encode()
        return self.site.ask(path, "POST", body, cookie=self.cookie)

    def change(self, do: str, of: str = "", **fields: str):
        """Send a form of the page, of the calendar that is called so."""
        token = re.search(r'name="form" value="(\w+)"', self.get().text)
        assert token
        if of:
            fields |= {"calendar": called(self.site.world, PRIYA, of).subject}
        return self.post("/me/calendars", form=token[1], do=do, **fields)

    def sign_in(self) -> "Browser":
        self.site.ask("/sign-in", "POST", urlencode({"mail": PRIYA.mail}).encode())
        answer = self.post(self.site.link("s", self.site.mails("sign-in")[-1]))
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(site).sign_in()


def test_a_page_of_a_mail_mails_the_link_and_leads_to_the_calendars(site: Site):
    page = site.link("p", site.mails()[0]).split("/")[2]
    sent = site.ask(f"/p/{page}/sign-in", "POST")
    link = site.link("s", site.mails("sign-in")[0])
    used = site.ask(link, "POST")

    assert "on its way" in sent.text
    assert (used.status_code, used.headers["location"]) == (303, "/me/calendars")
    for part in ("HttpOnly", "SameSite=strict", "Secure", "Path=/me", "Max-Age=1800"):
        assert part in used.headers["set-cookie"]


def test_programs_that_follow_links_do_not_use_one_up(site: Site):
    site.ask("/sign-in", "POST", b"mail=priya%40northbeam.example")
    link = site.link("s", site.mails("sign-in")[0])
    shown = [site.ask(link) for _ in range(2)]

    assert {answer.status_code for answer in shown} == {200}
    assert site.ask(link, "POST").status_code == 303
    assert (site.ask(link).status_code, site.ask(link, "POST").status_code) == (410, 410)


def test_who_is_not_registered_is_told_the_same(site: Site):
    told = [
        site.ask("/sign-in", "POST", urlencode({"mail": mail}).encode())
        for mail in (PRIYA.mail, "eve@elsewhere.example", "", PRIYA.mail)
    ]

    assert len({(answer.status_code, answer.text) for answer in told}) == 1
    assert len(site.mails("sign-in")) == 1


def test_nobody_can_ask_without_end_or_keep_others_from_asking(site: Site):
    told = [site.ask("/sign-in", "POST", b"mail=eve").status_code for _ in range(21)]

    assert told == [200] * 20 + [429]
    assert site.ask("/sign-in", "POST", b"mail=mei").status_code == 200


def test_another_site_can_neither_ask_nor_sign_in(site: Site):
    site.ask("/sign-in", "POST", b"mail=priya%40northbeam.example")
    link = site.link("s", site.mails("sign-in")[0])
    answer = site.ask(link, "POST", sec_fetch_site="cross-site")

    assert "set-cookie" not in answer.headers
    assert site.ask(link).status_code == 200


def test_a_page_that_is_too_old_offers_a_link(site: Site):
    page = site.link("p", site.mails()[0]).split("/")[2]
    site.work.clock.forward(days=15)
    old = site.ask(f"/p/{page}/calendars")

    assert (old.status_code, f'action="/p/{page}/sign-in"' in old.text) == (410, True)
    assert site.ask(f"/p/{page}/sign-in", "POST").status_code == 200
    assert len(site.mails("sign-in")) == 1


def test_without_a_session_nothing_is_shown_or_changed(site: Site):
    stranger = Browser(site)

    assert stranger.get().headers["location"] == "/sign-in"
    answer = stranger.post("/me/calendars", do="rotate", calendar="priya/all")
    assert answer.headers["location"] == "/sign-in"
    assert site.world.store.generation("feed", "priya/all") == 0


def test_a_form_without_its_token_changes_nothing(browser: Browser):
    forged = browser.post("/me/calendars", do="rotate", calendar="priya/all", form="a" * 32)

    assert forged.status_code == 403
    assert browser.site.world.store.generation("feed", "priya/all") == 0


def test_a_new_address_is_shown_and_the_old_one_is_gone(browser: Browser):
    before = called(browser.site.world, PRIYA, "all").url
    answer = browser.change("rotate", "all")

    assert answer.headers["location"] == "/me/calendars?done=rotated"
    shown = browser.get("/me/calendars?done=rotated").text
    assert "has a new address" in shown
    assert before not in shown
    assert browser.site.ask(before).status_code == 410


def test_a_calendar_is_added_renamed_and_removed(browser: Browser):
    wish = {"kind": "both", "alarm": "2", "overdue": "on"}
    browser.change("add", name="Late", scope="priority:P1", **wish)
    page = unescape(browser.get().text)
    assert "High priority · events and to-dos · only what is late · alarm 2 days" in page
    browser.change("rename", "Late", name="Really late")
    assert "Really late" in browser.get().text
    browser.change("remove", "Really late")

    assert "Really late" not in browser.get().text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": " ", "scope": "all"}, "1 to 60 characters"),
        ({"name": "A", "scope": "person:", "which": "nobody"}, "Nothing and nobody"),
        ({"name": "A", "scope": "all", "alarm": "soon"}, "0 to 365"),
        ({"name": "A", "scope": "all", "done": "366"}, "0 to 365"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(browser: Browser, fields, told):
    answer = browser.change("add", **fields)

    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 1
    assert told in answer.text
    assert len(held(browser.site.world, PRIYA)) == 3


def test_a_calendar_of_somebody_else_is_out_of_reach(browser: Browser):
    other = held(browser.site.world, DIRECTORY.people["mei"])[0]
    token = re.search(r'name="form" value="(\w+)"', browser.get().text)
    assert token
    browser.post("/me/calendars", form=token[1], do="rotate", calendar=other.subject)

    assert browser.site.ask(other.url).status_code == 200


def test_signing_out_ends_the_session_everywhere(browser: Browser):
    token = re.search(r'name="form" value="(\w+)"', browser.get().text)
    assert token
    answer = browser.post("/me/sign-out", form=token[1])

    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert browser.get().headers["location"] == "/sign-in"


def test_the_page_tells_what_is_in_a_calendar_and_who_fetched_it(site: Site, browser: Browser):
    site.ask(site.feed(), user_agent="Google-Calendar-Importer")
    site.app.state.desk.settle()
    page = unescape(browser.get().text)

    assert "1 entry, none of them to come." in page
    assert "Last fetched Mon 23 Nov, 08:00 by Google Calendar, 1 time in all." in page
    assert page.count('role="img"') == 3


def test_pages_may_run_our_script_alone_and_are_kept_by_nobody(browser: Browser):
    headers = browser.get().headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


def test_files_hold_named_calendars_too(browser: Browser):
    browser.change("add", name="Mine", scope="person:", which="Priya Nair")
    saved = held(browser.site.world, PRIYA)[-1]
    found = files(browser.site.world)

    assert b"X-WR-CALNAME:Mine" in found[f"c/{saved.url.rpartition('/')[2]}"]
    assert any(b">Mine<" in raw for path, raw in found.items() if path.endswith(".html"))


def test_no_address_of_a_page_or_a_calendar_is_logged(site: Site, caplog):
    with caplog.at_level(logging.DEBUG):
        browser = Browser(site).sign_in()
        before = called(site.world, PRIYA, "all").url
        browser.site.ask(before)
        browser.change("rotate", "all")
        browser.site.ask(before)

    told = " ".join(r.getMessage() for r in caplog.records if r.name != "httpx")  # the asker's
    assert "signed in" in told
    assert re.findall(r"\b[a-z2-7]{32}\b", told) == []
