"""Every event that can stand in a log is explained on the page for operators."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, page, quoted, rows

MODULES = [
    path
    for folder in ("digest", "tasks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "demo" not in path.parts  # a person watches it, and no program
]

_LOGS = r"(?:log|life)\.(?:debug|info|warning|error)"


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text())):
        named = isinstance(node, ast.Call) and re.fullmatch(_LOGS, ast.unparse(node.func))
        if isinstance(node, ast.Call) and named and node.args:
            yield node


def events() -> Iterator[tuple[str, set[str]]]:
    """Yield each event that is spelled out, and the names of its facts."""
    for path in MODULES:
        for call in calls(path):
            first, *_ = call.args
            if isinstance(first, ast.Constant):
                yield str(first.value), {k.arg for k in call.keywords if k.arg}


TOLD = {name: row[2] for row in rows(page("operate.md"), "## Logs") for name in quoted(row[0])}


@pytest.mark.parametrize(("event", "facts"), list(events()))
def test_an_event_and_its_facts_are_explained(event: str, facts: set[str]):
    assert event in TOLD
    assert facts - set(quoted(TOLD[event])) == set()


def test_no_event_is_made_up():
    computed = {"sent", "postponed", "failed", "unsubscribe", "resubscribe"}

    assert set(TOLD) == {event for event, _ in events()} | computed
