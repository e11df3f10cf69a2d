"""digest.markdown.tell: a part of a timeline update is written, every other byte stays."""

import pytest

from digest.errors import Refusal
from digest.markdown.document import read
from digest.markdown.tell import tell
from digest.model.command import Tell
from digest.settings.vocabulary import load

WORDS = load()
TITLE = "# Timeline Update: Kiosk printer\n\n"
HEAD = TITLE + "**Original ETA**: 2026-11-20\n**New ETA**: 2026-12-04\n"
OPTIONS = "\n**Options**:\n\n1. Wait\n2. Print on paper\n"
CHOICE = "**Recommendation**: Option 2\n"
DECISION = Tell("decision", "Option 2, Print on paper (Mei Tanaka, 2026-11-24)")
TEXT = DECISION.text


def written(text: str, asked: Tell = DECISION) -> str:
    document = read(text.encode(), path="t.md", vocabulary=WORDS)
    return tell(document, "Kiosk printer", asked, vocabulary=WORDS).raw.decode()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            HEAD + OPTIONS + "\n" + CHOICE,
            HEAD + OPTIONS + "\n" + CHOICE + f"**Decision**: {TEXT}\n",
        ),
        (HEAD + OPTIONS, HEAD + OPTIONS + f"\n**Decision**: {TEXT}\n"),
        (
            HEAD + OPTIONS + "\n" + CHOICE + "\n## Notes\n\n- [ ] Call @jonas\n",
            HEAD
            + OPTIONS
            + "\n"
            + CHOICE
            + f"**Decision**: {TEXT}\n\n## Notes\n\n- [ ] Call @jonas\n",
        ),
        (HEAD + CHOICE.rstrip("\n"), HEAD + CHOICE + f"**Decision**: {TEXT}"),
        (
            HEAD + CHOICE + "**Decision**: [who decides]\n**Impact**: little\n",
            HEAD + CHOICE + f"**Decision**: {TEXT}\n**Impact**: little\n",
        ),
        (HEAD + CHOICE + "**Decision**:\n", HEAD + CHOICE + f"**Decision**: {TEXT}\n"),
    ],
)
def test_a_decision_stands_where_it_is_read_as_one(text: str, after: str):
    assert written(text) == after
    assert written(text.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def test_a_reason_fills_the_place_left_for_it():
    text = HEAD + "**Reason**: [what happened]\n" + OPTIONS

    after = written(text, Tell("reason", "the vendor is late"))

    assert after == text.replace("[what happened]", "the vendor is late")


def test_markup_in_what_was_typed_is_text():
    after = written(HEAD + CHOICE, Tell("decision", "<b>x</b>\n## [a](b) | **c** @mei"))

    assert after.endswith(r"**Decision**: \<b>x\</b> ## \[a\](b) \| \*\*c\*\* \@mei" + "\n")


def test_what_is_said_already_changes_nothing():
    text = HEAD + CHOICE + f"**Decision**: {TEXT}\n"

    assert written(text) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + CHOICE + "**Decision**: Option 1\n", "written already"),
        (HEAD.replace("Kiosk", "Shop"), "not there any more"),
        (HEAD + "\n" + HEAD, "two updates"),
    ],
)
def test_nothing_is_guessed(text: str, why: str):
    with pytest.raises(Refusal, match=why):
        written(text)
