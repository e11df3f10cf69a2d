"""The pages that mails lead to: to stop, to confirm, to take back, to read a mail again."""

from collections.abc import Iterator, Mapping
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from digest.store import migrate, open_store
from digest.workflow.receive import receive
from tests.ical.clients import served
from tests.web.site import ROW, Site, table
from tests.workflow.company import company

pytestmark = pytest.mark.enable_socket
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
FLAWS = f"() => {{ {AXE}; return axe.run().then(found => found.violations.map(v => v.id)) }}"
LONG = ROW.replace("Rotate the keys", "Rotate " + "the_keys" * 20)
PAGES = ("stop", "archive", "item", "take back", "confirm", "unknown")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Return the addresses of pages that mails of a served company hold."""
    folder = tmp_path_factory.mktemp("pages")
    migrate(f"sqlite:///{folder}/store.db")
    store = open_store(f"sqlite:///{folder}/store.db")
    site = Site(company(store, folder / "docs"))
    site.write("a.md", table(ROW, LONG))
    with served(site.app) as address:
        yield {name: f"{address}{path}" for name, path in _paths(site).items()}
    store.close()


def _paths(site: Site) -> Mapping[str, str]:
    (mail,) = site.mails()
    site.work.reply(mail, "#1 done")
    site.work.reply(mail, "#2 done", author="priya@elsewhere.example")
    receive(site.world)
    taken, asked = site.mails("receipt")[-1], site.mails("confirm")[-1]
    return {
        "stop": site.unsubscribing(mail),
        "archive": f"{site.link('p', mail).rpartition('/')[0]}/archive",
        "item": site.link("p", mail),
        "take back": site.link("r", taken),
        "confirm": site.link("h", asked),
        "unknown": "/u/" + "q" * 32,
    }


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    found = browser.new_context().new_page()
    found.set_default_timeout(10_000)
    yield found
    found.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody_in_any_light(pages, tab: Page, name, width, scheme):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    tab.goto(pages[name])

    assert tab.evaluate(FLAWS) == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_one_stops_and_starts_again_by_the_keyboard(pages, tab: Page):
    tab.goto(pages["stop"])
    tab.get_by_role("button", name="Unsubscribe").press("Enter")
    expect(tab.get_by_text("You are unsubscribed")).to_be_visible()
    assert tab.evaluate(FLAWS) == []

    tab.get_by_role("button").press("Enter")
    expect(tab.get_by_text("You are unsubscribed")).to_have_count(0)
