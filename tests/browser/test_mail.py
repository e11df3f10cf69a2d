"""Mail in a browser: it fits a narrow screen, light and dark, in every language."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from digest.render.catalogue import languages
from tests.render import samples
from tests.render.messages import RENDERED, RENDERER
from tests.render.samples import LINKS, PRIYA, TITLE
from tests.translations import LOCALE

pytestmark = pytest.mark.enable_socket
NARROW = 320  # CSS pixels, WCAG 1.4.10


def width(browser: Browser, html: str, **context: object) -> int:
    """Return how wide a message is on a narrow screen."""
    opened = browser.new_context(viewport={"width": NARROW, "height": 800}, **context)  # type: ignore[arg-type]
    page = opened.new_page()
    page.set_content(html)
    found: int = page.evaluate("document.documentElement.scrollWidth")
    opened.close()
    return found


@pytest.mark.parametrize("name", RENDERED)
def test_no_message_scrolls_sideways(browser, name):
    assert width(browser, RENDERED[name]().html) == NARROW


def test_without_its_style_sheet_and_in_the_dark_neither(browser):
    html = RENDERED["hostile"]().html
    bare = html.partition("<style>\n")[0] + html.partition("</style>\n</head>")[2]

    assert width(browser, bare) == NARROW
    assert width(browser, html, color_scheme="dark") == NARROW


@pytest.mark.parametrize("tag", languages(LOCALE))
def test_no_language_makes_a_digest_scroll_sideways(browser, tag):
    reader = replace(PRIYA, language=tag)
    mail = RENDERER.digest(replace(samples.TYPICAL, subscriber=reader), TITLE, LINKS)

    assert width(browser, mail.html) == NARROW


@pytest.mark.parametrize("tag", languages(LOCALE))
def test_no_button_breaks_its_label_on_a_narrow_screen(browser, tag):
    reader = replace(PRIYA, language=tag)
    mail = RENDERER.digest(replace(samples.TYPICAL, subscriber=reader), TITLE, LINKS)
    page = browser.new_page(viewport={"width": NARROW, "height": 800})
    page.set_content(mail.html)

    high = "[...document.querySelectorAll('a[aria-label]')].map(a => a.offsetHeight)"
    assert set(page.evaluate(high)) == {44}
