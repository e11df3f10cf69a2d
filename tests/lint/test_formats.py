"""Findings as text, JSON, SARIF and GitHub's commands."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from digest.lint.finding import Finding, Place, Severity
from digest.lint.formats import github, jsonl, sarif, text
from digest.lint.rules import RULES
from tests.lint.cases import findings

FOUND = Finding(
    "DG101", Severity.WARNING, Place("a b/ü.md", 3, 7, 3, 12), "100% a,\nb: c", "say what"
)
WHOLE = Finding("DG001", Severity.ERROR, Place("/elsewhere/x.md"), "too large")


def plain(word: str, severity: Severity | None) -> str:
    del severity
    return word


def log(*found: Finding) -> dict[str, Any]:
    (run,) = json.loads(sarif.write(found, RULES, version="1", root="file:///docs"))["runs"]
    return dict(run)


def test_a_line_of_text_has_place_code_and_hint():
    assert text.line(FOUND, plain) == "a b/ü.md:3:7: DG101 100% a,\ufffdb: c (say what)"
    assert text.line(WHOLE, plain) == "/elsewhere/x.md: DG001 too large"


@pytest.mark.parametrize("write", [lambda f: text.line(f, plain), github.line, jsonl.line])
def test_words_of_a_document_command_no_terminal(write: Callable[[Finding], str]):
    evil = replace(FOUND, message="\x1b]0;x\x07 \x9b31m", place=Place("\x1b[2J.md"))

    assert not {"\x1b", "\x07", "\n"} & set(write(evil))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "2 files: nothing found"),
        ([FOUND, FOUND, WHOLE], "2 files: 1 error, 2 warnings"),
        ([replace(FOUND, severity=Severity.ADVICE)], "2 files: 1 advice"),
    ],
)
def test_a_summary_counts(found: list[Finding], said: str):
    assert text.summary(found, 2) == said


def test_json_is_one_object_a_line():
    line = jsonl.line(FOUND)

    assert "\n" not in line
    assert json.loads(line)["message"] == "100% a,\nb: c"


def test_a_command_of_github_is_escaped():
    assert github.line(FOUND) == (
        "::warning file=a b/ü.md,line=3,endLine=3,col=7,endColumn=12,title=DG101"
        "::100%25 a,%0Ab: c (say what)"
    )
    assert github.line(replace(WHOLE, place=Place("a,b:c.md"))) == (
        "::error file=a%2Cb%3Ac.md,title=DG001::too large"
    )


def test_advice_is_a_notice():
    assert github.line(replace(FOUND, severity=Severity.ADVICE)).startswith("::notice ")


def test_sarif_names_every_rule_with_help():
    rules = log()["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert all(rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)


def test_a_result_of_sarif_points_to_its_rule_and_place():
    run = log(FOUND)
    (result,) = run["results"]
    (where,) = result["locations"]

    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "DG101"
    assert where["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b/%C3%BC.md", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 3, "endLine": 3, "startColumn": 7, "endColumn": 12},
    }


def test_a_file_elsewhere_has_an_absolute_address():
    (result,) = log(WHOLE)["results"]
    (where,) = result["locations"]

    assert where["physicalLocation"] == {"artifactLocation": {"uri": "file:///elsewhere/x.md"}}


def test_fingerprints_survive_new_lines_above_and_tell_twins_apart():
    moved = replace(FOUND, place=replace(FOUND.place, line=9, end_line=9))
    one, two = (r["partialFingerprints"]["digest/v1"] for r in log(moved, FOUND)["results"])
    (alone,) = (r["partialFingerprints"]["digest/v1"] for r in log(FOUND)["results"])

    assert one == alone != two


def test_columns_count_characters_not_bytes():
    table = "| No | Action | Owner |\n|---|---|---|\n| 🔑 | Improve it | @mei |\n"
    (found,) = (f for f in findings({"a.md": table}) if f.code == "DG101")

    assert (found.place.column, found.place.end_column) == (7, 17)
