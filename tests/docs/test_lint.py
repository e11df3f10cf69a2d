"""docs/lint.md says what the rules say of themselves."""

from digest.lint import page
from digest.lint.rules import RULES
from tests.conftest import Golden
from tests.docs.pages import ROOT

PATH = ROOT / "docs" / "lint.md"


def test_the_page_is_what_the_rules_say(golden: Golden):
    intro = PATH.read_text().partition(page.BEGIN)[0]

    golden(PATH, (intro + page.write(RULES)).encode())
