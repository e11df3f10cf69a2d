"""Every form of action item: a document, and beside it one line for each item read in it."""

from datetime import date
from pathlib import Path

import pytest

from digest.markdown.document import read
from digest.model.item import ActionItem, ReadStatus, Status
from digest.settings.vocabulary import load
from tests.conftest import Golden

CASES = Path(__file__).parents[1] / "cases" / "markdown" / "forms"
DOCUMENTS = sorted(path for path in CASES.rglob("*.*") if path.suffix != ".items")
MONDAY = date(2026, 3, 9)


def told(item: ActionItem) -> str:
    """Return an item on one line, without what it does not say."""
    due, status, priority = item.due, item.status, item.priority
    days = f"{due.start}..{due.end}" if due and due.start != due.end else due and due.start
    said = {
        "owners": ", ".join(item.owners),
        "due": due and f"{due.raw} = {days}",
        "status": f"{status.value.value} {status.detail}".strip() if _told(status) else "",
        "priority": priority and priority.value,
        "ticket": item.ticket,
        "mark": item.mark,
        "in": item.parent,
    }
    facts = "; ".join(f"{name}: {value}" for name, value in said.items() if value)
    return f"{item.line} {item.form.value}: {item.text} [{facts}]"


def _told(status: ReadStatus) -> bool:
    return bool(status.raw) or status.value is not Status.OPEN


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda path: path.name)
def test_the_items_of_a_document_are_those_beside_it(case: Path, golden: Golden):
    document = read(case.read_bytes(), path=case.name, vocabulary=load(), date=MONDAY)

    lines = "".join(f"{told(item)}\n" for item in document.items)
    lines += "".join(f"repeats {told(item)}\n" for item in document.repeats)
    golden(case.with_suffix(".items"), lines.encode())


def test_every_list_of_items_belongs_to_a_document():
    expected = {path.with_suffix(".items") for path in DOCUMENTS}

    assert set(CASES.rglob("*.items")) == expected
