"""Every rule does what its page and its case say."""

from collections import Counter
from pathlib import Path

import pytest

from digest.lint.rule import Rule
from digest.lint.rules import RULES
from tests.lint.cases import CASES, case, findings, told

FILES = sorted(CASES.glob("DG*.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_finds_what_its_case_marks(path: Path):
    code = path.stem[:5]
    written = case(path.read_text(encoding="utf-8"))
    found = (f for f in findings(written.documents) if f.code == code)

    assert told(found) == written.expected


def test_every_rule_has_a_case():
    assert [path.stem for path in FILES] == [f"{rule.code}-{rule.name}" for rule in RULES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_finds_something_and_leaves_something_alone(path: Path):
    written = case(path.read_text(encoding="utf-8"))

    assert 0 < written.expected.total() < len("".join(written.documents.values()).split("\n"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_bad_example_of_a_rule_gets_it(rule: Rule):
    found = findings(case(rule.bad).documents)

    assert rule.code in {f.code for f in found}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_good_example_of_a_rule_gets_nothing(rule: Rule):
    found = findings(case(rule.good).documents)

    assert [(f.code, f.place.line, f.message) for f in found] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_and_why(rule: Rule):
    assert rule.summary.endswith(".")
    assert rule.reason
    assert max(len(line) for line in (rule.bad + rule.good).split("\n")) <= 90


def test_codes_and_names_are_unique_and_in_order():
    codes = [rule.code for rule in RULES]

    assert codes == sorted(set(codes))
    assert Counter(rule.name for rule in RULES).most_common(1)[0][1] == 1
