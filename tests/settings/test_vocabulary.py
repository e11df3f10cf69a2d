import pytest

from digest.model.item import Status
from digest.settings.vocabulary import LANGUAGES, load


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_what_a_table_of_actions_needs(language: str):
    words = load(languages=(language,))

    assert {"action", "owner", "due", "status", "priority"} <= set(words.columns)
    assert set(words.statuses.values()) == set(Status)
    assert set(words.wordings[0]) == set(Status)
    assert words.headings


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_be_written_is_understood(language: str):
    words = load()

    for status, word in load(languages=(language,)).wordings[0].items():
        assert words.statuses[word.casefold()] is status


def test_of_two_meanings_the_earlier_language_counts():
    assert load(languages=("en", "de")).months["mai"] == 5
    assert load().column_of["action"][0] == "action"


def test_names_from_the_settings_come_first():
    assert load(columns={"owner": ("captain",)}).column_of["captain"] == ("owner", 0)
