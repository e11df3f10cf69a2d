from pathlib import Path

import pytest

from digest.markdown import slips, titles
from digest.settings.vocabulary import load

WORDS = load()
CASES = Path(__file__).parent.parent / "cases" / "markdown-headings"


def lines(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("heading", lines("coming.txt"))
def test_words_of_one_language_make_a_heading_of_coming_work(heading: str):
    assert titles.holds_actions(titles.key(heading), WORDS)


@pytest.mark.parametrize("heading", lines("other.txt"))
def test_a_date_or_what_was_done_is_no_coming_work(heading: str):
    assert not titles.holds_actions(titles.key(heading), WORDS)


def test_a_language_that_is_not_chosen_is_not_understood():
    german = load(languages=("de",))

    assert titles.holds_actions("ziele bis zum nächsten treffen", german)
    assert not titles.holds_actions("mål för nästa vecka", german)


@pytest.mark.parametrize("said", ["mext", "nextt", "nexxt", "nxet"])
def test_one_letter_may_be_wrong(said: str):
    assert [*slips.of(said, ("next", "week", "coming"))] == ["next"]


@pytest.mark.parametrize("said", ["next", "nix", "exit", "mixt"])
def test_two_letters_are_another_word(said: str):
    assert not [*slips.of(said, ("next",))]
