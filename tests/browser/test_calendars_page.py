"""The page of calendars as a person uses it: by link, signed in, by keyboard, by camera."""

import re
import socket
import threading
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from digest.store import migrate, open_store
from tests.browser.conftest import CHROMIUM, QUIET
from tests.transport.relays import certified
from tests.web.site import PUBLIC, ROW, Site, table
from tests.workflow.company import company

pytestmark = pytest.mark.enable_socket
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
FLAWS = f"() => {{ {AXE}; return axe.run().then(found => found.violations.map(v => v.id)) }}"
SIGN_IN = "Mail me a link to sign in"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service with one document; all tests of this file share it."""
    folder = tmp_path_factory.mktemp("calendars")
    migrate(f"sqlite:///{folder}/store.db")
    store = open_store(f"sqlite:///{folder}/store.db")
    found = Site(company(store, folder / "docs"))
    found.write("a.md", table(ROW))
    yield found
    store.close()


@pytest.fixture(scope="module")
def port(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve it as https, for the cookie wants that."""
    folder = tmp_path_factory.mktemp("tls")
    certified(folder, f"DNS:{PUBLIC.removeprefix('https://')}")
    config = uvicorn.Config(
        site.app,
        log_level="error",
        ws="none",
        ssl_certfile=folder / "cert.pem",
        ssl_keyfile=folder / "key.pem",
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, args=([listener],))
        running.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        running.join()


@pytest.fixture(scope="module")
def browser(port: int) -> Iterator[Browser]:
    """A browser that finds the service at its public name."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser: {CHROMIUM} is missing (apt-get install chromium)")
    mapped = f"--host-resolver-rules=MAP {PUBLIC.removeprefix('https://')} 127.0.0.1:{port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET.split(), mapped]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def link(site: Site) -> str:
    """The page that a digest leads to."""
    return f"{PUBLIC}{site.link('p', site.mails()[0]).rpartition('/')[0]}/calendars"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site, link: str) -> Iterator[BrowserContext]:
    """Somebody who has signed in by the keyboard alone."""
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name=SIGN_IN).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")
    page.goto(f"{PUBLIC}{site.link('s', site.mails('sign-in')[-1])}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{PUBLIC}/me/calendars")
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    found = signed_in.new_page()
    found.set_default_timeout(10_000)
    found.goto(f"{PUBLIC}/me/calendars")
    yield found
    found.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_page_is_for_everybody_in_any_light(page: Page, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for more in page.locator("summary").all():
        more.click()

    assert page.evaluate(FLAWS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_is_wrong_is_where_the_keyboard_is(page: Page):
    page.get_by_label("Name").last.fill("Late")
    page.get_by_label("What is in it").select_option("A tag …")
    page.get_by_role("button", name="Add it").press("Enter")

    expect(page.get_by_label("Which tag or person")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    assert page.evaluate(FLAWS) == []


def test_a_calendar_is_added_and_removed(page: Page):
    page.get_by_label("Name").last.fill("Late")
    page.get_by_label("Only what is late").check()
    page.get_by_role("button", name="Add it").press("Enter")
    section = page.get_by_role("region", name="Late")
    expect(section).to_contain_text("Your items · only what is late")
    section.get_by_text("Change").press("Enter")
    section.get_by_role("button", name="Remove it").press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("The calendar is gone")
    expect(section).to_have_count(0)


def test_a_new_address_is_copied(page: Page):
    section = page.get_by_role("region", name="Everything")
    before = section.locator("pre").text_content()
    section.get_by_text("Change").press("Enter")
    section.get_by_role("button", name="Give it a new address").press("Enter")
    page.wait_for_url(re.compile("done=rotated"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    section.get_by_role("button", name="Copy").press("Enter")

    expect(section.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == section.locator("pre").text_content() != before


def test_without_scripts_all_but_the_button_to_copy_is_there(browser: Browser, link: str):
    context = browser.new_context(java_script_enabled=False, ignore_https_errors=True)
    plain = context.new_page()
    plain.goto(link)

    expect(plain.locator("pre").first).to_contain_text(".ics")
    expect(plain.get_by_role("button", name="Copy")).to_have_count(0)
    expect(plain.get_by_role("button", name=SIGN_IN)).to_be_visible()
    context.close()
