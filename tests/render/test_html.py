"""What every html body is, whichever message it belongs to."""

import re
from itertools import pairwise

import lxml.html  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model.edition import SectionKey
from digest.model.entry import Entry
from digest.render import literal
from tests.render.messages import RENDERED, RENDERER
from tests.render.samples import LINKS, TITLE, edition, section

MAILS = {name: render() for name, render in RENDERED.items()}
every = pytest.mark.parametrize("name", MAILS)


def tree(name: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(MAILS[name].html)


@every
def test_it_has_language_title_and_one_first_heading(name):
    root = tree(name)

    assert root.get("lang") == "en"
    assert root.findtext(".//title")
    assert len(root.findall(".//h1")) == 1


@every
def test_headings_skip_no_level(name):
    levels = [int(e.tag[1]) for e in tree(name).iter("h1", "h2", "h3")]

    assert all(after <= before + 1 for before, after in pairwise(levels))


@every
def test_layout_tables_are_for_presentation(name):
    assert {table.get("role") for table in tree(name).iter("table")} == {"presentation"}


@every
def test_it_holds_nothing_that_runs_loads_or_asks(name):
    forbidden = ("script", "img", "form", "iframe", "object", "svg", "link", "input", "button")

    assert not list(tree(name).iter(*forbidden))


@every
def test_every_link_is_absolute_and_has_words(name):
    for link in tree(name).iter("a"):
        assert re.match(r"(https|mailto|webcal):", link.get("href"))
        assert link.text_content().strip()


@every
def test_the_preheader_is_hidden_and_of_good_length(name):
    first = tree(name).find(".//body/div")

    assert "display:none" in first.get("style")
    assert 40 <= len(first.text) <= 130


@every
def test_both_bodies_name_the_same_titles_and_links(name):
    squeezed = "".join(MAILS[name].text.split())
    root = tree(name)
    titles = ["".join(e.text_content().split()) for e in root.iter("h1", "h2", "h3")]
    links = [e.get("href") for e in root.iter("a") if not e.get("href").startswith("mailto:")]

    assert [title for title in titles if title not in squeezed] == []
    assert [link for link in links if link not in MAILS[name].text] == []


@every
def test_text_stays_within_72_columns_but_for_addresses_and_lines_of_files(name):
    long = [line for line in MAILS[name].text.split("\n") if len(line) > 72]
    kept = r" +(https|webcal)://\S+| {5}([-+] \|| ?# Timeline).*"

    assert all(re.fullmatch(kept, line) for line in long)


@every
def test_the_style_sheet_stays_below_what_gmail_keeps(name):
    assert len(tree(name).findtext(".//style")) < 8192


def test_hostile_text_is_shown_and_never_obeyed():
    html = MAILS["hostile"].html

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "javascript:" not in html
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2028]", html)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_title_is_shown_as_the_text_it_is(title):
    mail = RENDERER.digest(edition(section(SectionKey.DUE, Entry(title))), TITLE, LINKS)
    shown = lxml.html.document_fromstring(mail.html).findtext(".//h3")

    assert shown == (literal.line(title, 160) or "Untitled")
