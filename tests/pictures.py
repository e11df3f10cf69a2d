"""`make pictures`: the mails of the README, as a browser shows them, in light and dark.

They are taken of the golden files, so a look at one is a look at what is sent.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, QUIET

_ROOT = Path(__file__).parents[1]
_MAILS = _ROOT / "tests" / "cases" / "mail" / "outgoing"
_IMAGES = _ROOT / "docs" / "images"
_WIDTH = 640
_TAKEN = {"digest": ("typical.html", 900), "delay": ("announced.html", 760)}  # pixels high


def main() -> None:
    """Take all of them anew."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split())
        for name, (file, height) in _TAKEN.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": _WIDTH, "height": height})
                page.emulate_media(color_scheme=scheme)
                page.set_content((_MAILS / file).read_text())
                page.screenshot(path=_IMAGES / f"{name}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
