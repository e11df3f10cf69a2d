"""The rules for alerts on the page for operators are about metrics there are."""

import re
from typing import Any

import yaml

from tests.docs.pages import ROOT, fences, page, quoted, rows

LISTED = {
    re.sub(r"\{.*", "", name)
    for row in rows(page("operate.md"), "## Metrics")
    for name in quoted(row[0])
}


def rules() -> list[dict[str, Any]]:
    told = [f.text for f in fences(ROOT / "docs" / "operate.md") if f.language == "yaml"]
    (found,) = [yaml.safe_load(text) for text in told if "alert:" in text]
    return [rule for group in found["groups"] for rule in group["rules"]]


def test_every_alert_asks_for_metrics_that_are_listed():
    asked = {name for rule in rules() for name in re.findall(r"digest_\w+", rule["expr"])}

    assert len(asked) > 5
    assert asked - LISTED == set()


def test_every_alert_has_a_name_of_its_own():
    names = [rule["alert"] for rule in rules()]

    assert len(set(names)) == len(names)
    assert all(name.startswith("Digest") for name in names)
