"""The demo page as a person uses it, in a real browser, with nothing on its console."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.enable_socket
WIDTHS = (360, 390, 700, 820, 1000, 1240, 1440)


def _message(page: Page):
    return page.frame_locator("iframe[title='The message as html']")


def _box(page: Page):
    return page.get_by_role("textbox", name="Answer by mail")


def test_the_digest_is_shown_with_an_answer_ready(page):
    expect(_message(page).get_by_role("heading", level=1)).to_contain_text("1 item is overdue")
    expect(_box(page)).to_have_value("#3 done")
    expect(page.locator("[aria-current=step]")).to_contain_text("Answer it")


def test_an_answer_changes_one_cell_and_a_receipt_arrives(page):
    page.get_by_role("button", name="Send as Priya Nair").click()

    expect(page.locator("#source .went mark")).to_have_text("Not started")
    expect(page.locator("#source .came mark")).to_have_text("Done")
    expect(page.locator("#receipt pre")).to_contain_text("1 change made")
    expect(page.get_by_role("status")).to_contain_text("Sent as Priya Nair")
    expect(page.locator("[aria-current=step]")).to_contain_text("Move a due date")


def test_a_button_in_the_mail_fills_the_reply_box(page):
    _message(page).get_by_role("link", name="Done, item 2").click()

    expect(_box(page)).to_have_value("#2 done")


def test_a_link_in_the_mail_opens_on_this_server(page, address):
    with page.expect_popup() as opened:
        _message(page).get_by_role("link", name="Page identity").click()

    assert opened.value.url == f"{address}/p/{'b' * 32}/1"
    opened.value.close()


def test_a_reply_as_somebody_else_is_held(page):
    page.get_by_role("button", name=re.compile("instead")).click()

    newest = page.locator("#mails li").first
    expect(newest).to_contain_text("confirm")
    expect(newest).to_contain_text("Priya Nair")
    expect(page.locator("#source")).to_contain_text("Nothing has changed")


def test_a_moved_date_shows_the_delay_notice(page):
    page.get_by_role("button", name="Move a due date").click()

    expect(page.locator("#letter h2")).to_have_text(re.compile("^Delay: "))
    expect(page.locator("#source .came mark")).to_have_text("2026-12-04")


def test_next_week_moves_the_clock_and_brings_new_digests(page):
    page.get_by_role("button", name="Next week").click()

    expect(page.locator("#clock")).to_contain_text("30 Nov")
    expect(page.locator("#mails li")).to_have_count(6)


def test_mail_that_arrives_by_itself_appears_and_is_announced(page, village):
    village.next_week()

    expect(page.locator("#mails li")).to_have_count(6)
    expect(page.get_by_role("status")).to_contain_text("New mail for Priya Nair")


def test_what_is_being_typed_stays_when_the_page_renews_itself(page, village):
    _box(page).fill("#1 due 4 Dec")
    village.reply(village.mails()[0], "#2 done", village.everyone[0])

    expect(page.locator("#receipt pre")).to_contain_text("1 change made")
    expect(_box(page)).to_have_value("#1 due 4 Dec")


@pytest.mark.parametrize(
    ("tab", "seen"),
    [("Text", "Begin with #1"), ("Raw", "multipart/alternative"), ("Headers", "List-Id")],
)
def test_a_mail_can_be_read_in_every_form(page, tab, seen):
    page.get_by_role("link", name=tab, exact=True).click()

    expect(page.locator("#letter")).to_contain_text(seen)
    expect(page.locator("#letter [aria-current]")).to_have_text(tab)


def test_a_calendar_address_is_copied(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").first.click()

    expect(page.get_by_role("status")).to_have_text("The address is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/c/{'a' * 32}.ics"


def test_the_loop_works_with_the_keyboard_alone(page):
    _box(page).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#receipt pre")).to_contain_text("1 change made")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways(page, scheme):
    page.get_by_role("button", name="Send as Priya Nair").click()
    expect(page.locator("#source .came mark")).to_have_text("Done")
    page.emulate_media(color_scheme=scheme)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_reply_box_is_in_sight_at_once(page):
    expect(page.get_by_role("button", name="Send as Priya Nair")).to_be_in_viewport(ratio=1)


def test_the_essentials_work_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Send as Priya Nair").click()

    expect(page.locator("#source .came mark")).to_have_text("Done")
    page.get_by_role("button", name="Move a due date").click()
    expect(page.locator("#letter h2")).to_have_text(re.compile("^Delay: "))
    context.close()
