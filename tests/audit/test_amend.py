"""Every item of documents people wrote is edited in every field, and nothing else moves.

Set DIGEST_SHARED to the folder that holds corpus/markdown; without it these are skipped.
What was edited and refused is printed.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from digest.errors import Refusal
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.model.command import (
    Action,
    AddNote,
    SetDue,
    SetOwner,
    SetPriority,
    SetStatus,
    field_of,
)
from digest.model.document import Document
from digest.model.item import ActionItem, Due, Status
from digest.settings.vocabulary import load

SHARED = os.environ.get("DIGEST_SHARED")
FILES = sorted(Path(SHARED, "corpus", "markdown").rglob("*.md")) if SHARED else []
VOCABULARY = load()
TODAY = date(2026, 11, 23)
DAY = date(2027, 3, 9)
HOSTILE = "see (done) @bob due 2027-01-01, owner: Bo :( # x | y [z](w) #12 <b> `c"
ACTIONS: tuple[Action, ...] = (
    *(SetStatus(status) for status in Status),
    SetStatus(Status.BLOCKED, "waiting for legal"),
    SetStatus(Status.BLOCKED, HOSTILE),
    SetStatus(Status.DONE, HOSTILE),
    SetDue(Due("2027-03-09", DAY, DAY)),
    SetOwner("Quentin Abernathy", ("Quentin", "quentin", "@quentin")),
    SetPriority("P3"),
    AddNote("asked again"),
    AddNote(HOSTILE),
)
REASONS = ("this file is not UTF-8", "writing this here would change")

pytestmark = [
    pytest.mark.skipif(not SHARED, reason="DIGEST_SHARED is not set"),
    pytest.mark.timeout(1800),
]
Edit = tuple[Document, int, Action]


def edits() -> Iterator[Edit]:
    for file in FILES:
        document = read(file.read_bytes(), path=file.name, vocabulary=VOCABULARY)
        for index in range(len(document.items)):
            for action in ACTIONS:
                yield document, index, action


def done(edit: Edit) -> Amended | str:
    """Make an edit; where it is refused, return which reason it is."""
    document, index, action = edit
    try:
        return amend(document, index, action, vocabulary=VOCABULARY, today=TODAY)
    except Refusal as refusal:
        placed = (refusal.path, refusal.line) == (document.path, document.items[index].line)
        known = (
            r for r in REASONS if placed and refusal.stands and refusal.reason.startswith(r)
        )
        return next(known, f"unexpected: {refusal}")


def outside(document: Document, item: ActionItem, after: bytes) -> bool:
    """Say whether all bytes but those of the item's lines are what they were."""
    lines = document.raw.splitlines(keepends=True)
    head, tail = b"".join(lines[: item.line - 1]), b"".join(lines[item.end_line :])
    return after.startswith(head) and after.endswith(tail)


def noted_below(document: Document, item: ActionItem, after: bytes) -> bool:
    """Say whether one line was added and all others are what they were."""
    before, now = document.raw.splitlines(), after.splitlines()
    added = [at for at in range(item.line, len(now)) if now[:at] + now[at + 1 :] == before]
    return bool(added)


def undone(item: ActionItem, action: Action) -> Action | None:
    """Return what restores the item as it was; None where no command does."""
    match action:
        case SetStatus():
            return SetStatus(item.status.value)
        case SetDue() if item.due and item.due.start:
            return SetDue(item.due)
        case SetOwner() if len(item.owners) == 1:
            return SetOwner(item.owners[0])
        case SetPriority() if item.priority and item.priority.value:
            return SetPriority(item.priority.value)
    return None


def restored(item: ActionItem, after: ActionItem) -> bool:
    level = (item.priority and item.priority.value, after.priority and after.priority.value)
    same = (item.text, item.day, item.status.value, level[0])
    return same == (after.text, after.day, after.status.value, level[1])


@pytest.fixture(scope="module")
def made() -> list[tuple[Edit, Amended | str]]:
    return [(edit, done(edit)) for edit in edits()]


def test_edits_change_the_bytes_of_their_item_alone(made):
    wrong = [
        (document.path, document.items[index].line, action)
        for (document, index, action), told in made
        if not isinstance(told, str)
        and not outside(document, document.items[index], told.raw)
        and not noted_below(document, document.items[index], told.raw)
    ]

    assert wrong == []


def test_amending_back_restores_the_item(made):
    wrong = []
    for (document, index, action), told in made:
        item = document.items[index]
        back = undone(item, action)
        if isinstance(told, str) or back is None:
            continue
        again = done((told.document, index, back))
        if isinstance(again, str) or not restored(item, again.document.items[index]):
            wrong.append((document.path, item.line, action, again))

    assert wrong == []


def test_only_what_has_no_place_is_refused(made, capsys):
    table: Counter[tuple[str, str, str]] = Counter()
    for (document, index, action), told in made:
        outcome = told if isinstance(told, str) else "edited" if told.changed else "stood so"
        table[field_of(action), document.items[index].form.value, outcome] += 1
    with capsys.disabled():
        sys.stdout.writelines(f"\n{n:6} {' | '.join(key)}" for key, n in sorted(table.items()))

    refused = {key: n for key, n in table.items() if key[2] not in ("edited", "stood so")}
    assert {reason for *_, reason in refused} <= {*REASONS}
    assert sum(refused.values()) < len(made) / 200
