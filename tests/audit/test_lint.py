"""The rules over documents of others: nothing raises, and the guide's own examples pass.

Set DIGEST_SHARED to the folder that holds corpus/markdown and guide; without it these are
skipped.
"""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from digest.lint.finding import Finding, Severity
from digest.lint.formats import github, jsonl, sarif
from digest.lint.options import Options
from digest.lint.rules import RULES
from digest.lint.run import Run
from digest.settings.vocabulary import load

SHARED = os.environ.get("DIGEST_SHARED")
ROOT = Path(SHARED or "/nowhere")
CORPUS = sorted((ROOT / "corpus" / "markdown").rglob("*.md"))
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
GUIDE = [
    pytest.param(match[1], id=f"{path.stem}-{number}")
    for path in sorted((ROOT / "guide").glob("*.md"))
    for number, match in enumerate(_FENCE.finditer(path.read_text()), start=1)
]
OPTIONS = Options(today=date(2026, 11, 23), vocabulary=load())

pytestmark = pytest.mark.skipif(not SHARED, reason="DIGEST_SHARED is not set")


def found(*documents: tuple[str, bytes]) -> list[Finding]:
    run = Run(OPTIONS)
    told = [finding for path, raw in documents for finding in run.document(raw, path)]
    return [*told, *run.across()]


def test_the_corpus_raises_nothing_in_any_format():
    told = found(*((path.name, path.read_bytes()) for path in CORPUS))
    lines = [write(finding) for finding in told for write in (jsonl.line, github.line)]
    sarif.write(told, RULES, version="1", root="file:///docs")

    assert told
    assert all("\n" not in line and "\r" not in line for line in lines)


def test_places_are_inside_the_files():
    for path in CORPUS:
        raw = path.read_bytes()
        lines = len(re.split(rb"\r\n|\n|\r", raw))

        assert all(0 <= f.place.line <= lines for f in found((path.name, raw))), path


def test_one_document_is_found_the_same_alone_and_among_others():
    some = CORPUS[:20]
    alone = [f for path in some for f in found((path.name, path.read_bytes()))]
    among = found(*((path.name, path.read_bytes()) for path in some))

    assert {f for f in alone if f.code < "DG4"} == {f for f in among if f.code < "DG4"}


def test_the_guide_itself_gets_nothing():
    pages = sorted((ROOT / "guide").glob("*.md"))

    assert [f.message for path in pages for f in found((path.name, path.read_bytes()))] == []


@pytest.mark.parametrize("example", GUIDE)
def test_the_guides_own_examples_get_at_most_advice(example: str):
    told = found(("update.md", example.encode()))

    assert [(f.code, f.message) for f in told if f.severity is not Severity.ADVICE] == []
