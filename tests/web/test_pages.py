"""digest.web.pages: what a link in a mail shows, to whom, and for how long."""

from dataclasses import replace

import pytest

from digest.model.installation import SourcePolicy
from digest.schedule.entries import document_id
from tests.web.site import ROW, Site, table
from tests.workflow.company import DIRECTORY, installation

HOSTILE = "<script>alert(1)</script> & \"x\" 'y' {{ 7*7 }}"
DOCUMENT = document_id("docs", "a.md")


@pytest.fixture
def link(site: Site) -> str:
    """Return the path of the item's page, as Priya's digest has it."""
    (mail,) = site.mails()
    return site.link("p", mail)


def beside(link: str, id_: str) -> str:
    return f"{link.rpartition('/')[0]}/{id_}"


def test_an_item_is_told_in_words(site, link):
    told = site.ask(link)

    assert told.status_code == 200
    assert "<h1>Rotate the keys</h1>" in told.text
    assert '<strong class="red">3 days late</strong> · due Fri 20 Nov' in told.text
    for words in ("High priority", "Priya Nair", "a.md", "Login outage", "Mon 2 Nov"):
        assert words in told.text


def test_the_history_is_told_in_sentences(site, link):
    site.write("a.md", table(ROW.replace("11-20", "12-04")))
    site.write("a.md", table(ROW.replace("11-20", "12-04").replace("Not started", "Done")))

    told = site.ask(link).text

    assert "It was moved from Fri 20 Nov to Fri 4 Dec." in told
    assert "It was closed." in told
    assert '<strong class="green">Done</strong> · was due Fri 4 Dec' in told


def test_an_item_that_was_removed_is_still_told(site, link):
    site.write("a.md", table(ROW.replace("Rotate the keys", "Something else entirely")))

    assert "Not in its document any more" in site.ask(link).text


def test_a_document_is_told_with_its_items_and_lessons(site, link):
    told = site.ask(beside(link, DOCUMENT)).text

    assert "<h1>Login outage</h1>" in told
    for words in ("Nobody could sign in", "The cache was too small.", "Watch failures."):
        assert told.count(words) == 1
    assert f'<a href="{link.rpartition("/")[2]}">Rotate the keys</a>' in told


def test_an_update_is_told_under_readable_labels(site, link):
    site.write(
        "t.md",
        "# Timeline Update: Refunds\n\n**Original ETA**: 5 Nov 2026\n"
        "**New ETA**: 9-11 Dec 2026\n**Reason**: The vendor\n",
    )

    told = site.ask(beside(link, document_id("docs", "t.md"))).text

    for label, value in (
        ("First promised for", "Thu 5 Nov"),
        ("Now promised for", "9\u201311 Dec"),
        ("Reason", "The vendor"),
    ):
        assert f"<dt>{label}</dt>\n<dd>{value}</dd>" in told


def test_text_of_strangers_stays_text(site, link):
    hostile = ROW.replace("Rotate the keys", HOSTILE.replace("|", "")).replace(
        "@priya", HOSTILE
    )
    site.write("b.md", table(hostile).replace("Login outage", HOSTILE))

    told = site.ask(beside(link, document_id("docs", "b.md"))).text

    assert "<script" not in told
    assert "{{ 7*7 }}" in told.replace("\u200c", "")


def test_what_a_viewer_may_not_read_is_not_there(site, link):
    site.write("a.md", "---\naudience: jonas\n---\n" + table(ROW))

    item, document = site.ask(link), site.ask(beside(link, DOCUMENT))

    assert (item.status_code, document.status_code) == (404, 404)
    assert "Rotate" not in item.text + document.text


def test_a_source_that_is_closed_or_gone_shows_nothing(site, link):
    for sources in ({}, {"docs": SourcePolicy("docs", readers=("jonas",))}):
        narrowed = site.restarted(installation=installation(sources=sources))
        told = narrowed.ask(link)
        assert (told.status_code, "This is not there any more" in told.text) == (404, True)


def test_a_removed_document_is_told_as_it_was_last(site, link):
    (site.work.root / "a.md").unlink()
    site.write("z.md", "# Z\n")

    assert "Not in its document any more" in site.ask(link).text
    told = site.ask(beside(link, DOCUMENT)).text
    assert "Removed from its source, Mon 23 Nov." in told
    assert "The cache was too small." in told


def test_a_link_lives_two_weeks_and_then_says_so(site, link):
    site.work.clock.forward(days=14, seconds=1)

    told = site.ask(link)

    assert (told.status_code, "This link has expired" in told.text) == (410, True)


def test_who_left_sees_nothing(site, link):
    people = {**DIRECTORY.people, "priya": replace(DIRECTORY.people["priya"], left=True)}
    settings = installation(directory=replace(DIRECTORY, people=people))

    assert site.restarted(installation=settings).ask(link).status_code == 410


@pytest.mark.parametrize("path", ["/p/" + "a" * 32 + "/x", "/p/x/y", "/p/", "/nothing", "/p"])
def test_what_was_never_given_out_is_a_page_of_its_own(site, path):
    told = site.ask(path)

    assert (told.status_code, "There is nothing here" in told.text) == (404, True)


def test_nothing_is_told_of_ids_that_are_none(site, link):
    for id_ in ("x", "..", "%00", "a" * 3000):
        assert site.ask(beside(link, id_)).status_code == 404


def test_a_source_link_leads_to_the_line(site, link):
    policy = SourcePolicy("docs", link="https://git.northbeam.example/{path}#L{line}")
    linked = site.restarted(installation=installation(sources={"docs": policy}))

    assert 'href="https://git.northbeam.example/a.md#L' in linked.ask(link).text


def test_the_same_page_is_the_same_bytes(site, link):
    assert site.ask(link).content == site.restarted().ask(link).content


def test_the_home_page_says_what_this_is(site):
    told = site.ask("/")

    assert (told.status_code, "Northbeam Follow-ups" in told.text) == (200, True)
    assert "priya" not in told.text.lower()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/page.css", "/nothing", "/healthz", "/c/x.ics", "LINK"])
def test_every_answer_carries_the_headers(site, link, path, method):
    headers = site.ask(link if path == "LINK" else path, method).headers

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_a_bug_carries_them_too_and_tells_nothing(site):
    broken = site.restarted(render=None)

    told = broken.ask("/")

    assert (told.status_code, told.text) == (500, "something is broken here\n")
    assert "content-security-policy" in told.headers


def test_pages_with_tokens_are_not_kept(site, link):
    assert site.ask(link).headers["cache-control"] == "no-store"


def test_pages_need_nothing_from_elsewhere(site, link):
    assert "http" not in site.ask(link).text
    assert "url(" not in site.ask("/page.css").text
