"""digest.markdown.amend: one field of one item changes, in the document's own words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.errors import Refusal
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.markdown.fields import due
from digest.model.command import Action, AddNote, SetDue, SetOwner, SetPriority, SetStatus
from digest.model.document import Document
from digest.model.item import Due, Status
from digest.settings.vocabulary import load

CASES = Path(__file__).parent.parent / "cases" / "amend"
EDITED = sorted(path.parent for path in CASES.glob("*/after.md"))
REFUSED = sorted(path.parent for path in CASES.glob("*/refusal.txt"))
VOCABULARY = load()


def run(case: Path, raw: bytes) -> Amended:
    """Do what the command of a case asks to some bytes."""
    lines = (case / "command.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    told = dict(line.split(": ", 1) for line in lines)
    path = told.pop("path", "before.md")
    first = read((case / "before.md").read_bytes(), path=path, vocabulary=VOCABULARY)
    index = [item.text for item in first.items].index(told.pop("item"))
    document = read(raw, path=path, vocabulary=VOCABULARY)
    today = date.fromisoformat(told.pop("today", "2026-11-23"))
    asked = action(document, told)
    return amend(document, index, asked, vocabulary=VOCABULARY, today=today)


def action(document: Document, told: dict[str, str]) -> Action:
    if "owner" in told:
        return SetOwner(told["owner"], tuple(told.get("spellings", "").split(", ")))
    if "priority" in told:
        return SetPriority(told["priority"])
    if "note" in told:
        return AddNote(told["note"])
    if "due" not in told:
        return SetStatus(Status(told["status"]), told.get("detail", ""))
    days = told["due"].replace(" 2", " to 2")
    return SetDue(due.read(days, document.date, VOCABULARY) or Due(days))


@pytest.mark.parametrize("case", EDITED, ids=lambda case: case.name)
def test_a_command_changes_one_field(case: Path):
    amended = run(case, (case / "before.md").read_bytes())

    assert amended.raw == (case / "after.md").read_bytes()


@pytest.mark.parametrize("case", EDITED, ids=lambda case: case.name)
def test_a_command_given_twice_is_given_once(case: Path):
    once = run(case, (case / "before.md").read_bytes()).raw

    twice = run(case, once)
    assert (twice.raw, twice.changed) == (once, False)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_a_refusal_says_where_and_what_to_do(case: Path):
    with pytest.raises(Refusal) as refused:
        run(case, (case / "before.md").read_bytes())

    assert str(refused.value) == (case / "refusal.txt").read_text(encoding="utf-8").rstrip()


def test_every_case_is_whole():
    folders = [folder for folder in CASES.iterdir() if folder.is_dir()]

    assert sorted(folders) == sorted([*EDITED, *REFUSED])


def test_what_a_receipt_shows():
    case = CASES / "table_done_own_word"
    amended = run(case, (case / "before.md").read_bytes())

    assert (amended.before, amended.after, amended.field) == (
        "Not started",
        "Complete",
        "status",
    )
    assert (amended.line, amended.changed) == (10, True)
    assert amended.before_line.endswith("| Next sprint | Not started |")
    assert amended.after_line.endswith("| Next sprint | Complete |")


def test_a_stored_document_is_not_edited():
    raw = (CASES / "task_done" / "before.md").read_bytes()
    document = replace(read(raw, path="a.md", vocabulary=VOCABULARY), raw=b"")

    with pytest.raises(Refusal, match=r"^a\.md:5: this item cannot be edited by reply; "):
        amend(document, 0, SetStatus(Status.DONE), vocabulary=VOCABULARY)


LATIN_1 = (
    "# Actions\n\n| Task | Owner | Status |\n|-|-|-|\n| Oil it | Jos\xe9 | Open |\n".encode(
        "latin-1"
    )
)


def test_a_file_in_another_encoding_keeps_its_bytes():
    document = read(LATIN_1, path="a.md", vocabulary=VOCABULARY)
    amended = amend(document, 0, SetStatus(Status.DONE), vocabulary=VOCABULARY)

    assert amended.raw == LATIN_1.replace(b"Open", b"Done")


def test_a_file_in_another_encoding_gets_no_letters_of_utf_8():
    document = read(LATIN_1, path="a.md", vocabulary=VOCABULARY)

    with pytest.raises(Refusal, match=r"^a\.md:5: this file is not UTF-8"):
        amend(document, 0, AddNote("für später"), vocabulary=VOCABULARY)


def test_a_refusal_shows_what_stands_there():
    case = CASES / "todo_txt_blocked"
    before = (case / "before.md").read_bytes()
    with pytest.raises(Refusal) as refused:
        run(case, before)

    assert refused.value.line == 1
    assert refused.value.stands == before.decode().split("\r\n")[0]
