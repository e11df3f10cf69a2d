"""Sentences of the core: text to most, and still to be said in another language."""

import ast
import re
from pathlib import Path

import pytest

from digest.model.receipt import Outcome, Result
from digest.sentence import NOTHING, Sentence, foreign, from_plain, to_plain
from digest.workflow import outcomes

PRODUCT = Path(__file__).parents[1] / "digest"
WHY = Sentence("its words stand there {n} times now", n=2)


def test_it_is_its_english_text():
    assert WHY == "its words stand there 2 times now"
    assert Sentence("nothing varies in {this}") == "nothing varies in {this}"


@pytest.mark.parametrize(
    "told", [WHY, NOTHING, foreign("git: {no}"), Sentence("given up: {why}", why=WHY)]
)
def test_it_is_read_again_as_it_was_kept(told):
    again = from_plain(to_plain(told))

    assert (again, again.message, again.values) == (told, told.message, told.values)


def test_a_mere_text_is_one_of_no_language():
    assert from_plain("as it was kept before") == "as it was kept before"


def test_an_outcome_keeps_its_sentences():
    kept = Outcome("#3 done", Result.CHANGED, before=Sentence("open"), reason=WHY)

    again = outcomes.from_json(outcomes.to_json(kept))
    assert again == kept
    assert again.reason.message == WHY.message
    assert isinstance(again.before, Sentence)


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node


def test_every_sentence_is_found_by_make_messages():
    """Its message is written out: what is put together stands in no catalogue."""
    for file in PRODUCT.rglob("*.py"):
        for call in calls(ast.parse(file.read_text())):
            if call.func.id == "Sentence" and file.name != "sentence.py":
                assert isinstance(call.args[0], ast.Constant), f"{file}:{call.lineno}"


def test_no_sentence_is_written_within_a_formatted_one():
    """`make messages` does not look into f-strings."""
    for file in (PRODUCT / "render").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.JoinedStr):
                said = re.search(r"gettext\(['\"]", ast.unparse(node))
                assert not said, f"{file}:{node.lineno}"
