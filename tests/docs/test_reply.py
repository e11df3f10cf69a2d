"""What docs/reply.md says of commands is what the parser and the editor do."""

from datetime import date
from functools import partial
from typing import get_args

import pytest

from digest.mail import commands, trim, verbs
from digest.mail.meaning import Answered
from digest.markdown.amend import amend
from digest.markdown.document import read
from digest.markdown.fields import due
from digest.model.command import (
    Action,
    AddNote,
    Asked,
    Because,
    Choice,
    Choose,
    Later,
    NotMine,
    Parsed,
    Restore,
    SetDue,
    SetOwner,
    SetPriority,
    SetStatus,
    Tell,
    Undo,
    Wish,
)
from digest.settings.vocabulary import load
from tests.docs.pages import ROOT, Fence, fences, page, quoted, rows, runs

PATH = ROOT / "docs" / "reply.md"
PAGE = page("reply.md")
WORDS = load()
FRIDAY = date(2026, 11, 20)
EDITS = runs(PATH, "markdown", "text", "markdown")


def parse(text: str, answered: Answered | None = None) -> Parsed:
    read_due = partial(due.read, vocabulary=WORDS)
    lines = trim.typed(text, None)
    return commands.parse(
        lines, base=FRIDAY, vocabulary=WORDS, read_due=read_due, answered=answered
    )


def said(action: Asked) -> str:
    if isinstance(action, Because):
        return f"because {action.text}"
    if isinstance(action, Choose):
        return f"option {action.option}" + (f", {action.detail}" if action.detail else "")
    if isinstance(action, Later):
        return f"no reminder before {action.until}"
    if isinstance(action, NotMine):
        return "not mine"
    if isinstance(action, Undo):
        return "undo"
    assert not isinstance(action, Restore)
    return _said(action)


def _said(action: Action | Tell) -> str:
    match action:
        case SetStatus(status, detail):
            return status.value.replace("_", " ") + (f" ({detail})" if detail else "")
        case SetDue(due):
            return f"due {due.start}" + (f" to {due.end}" if due.end != due.start else "")
        case SetOwner(name):
            return f"owner {name}"
        case SetPriority(level):
            return level
        case AddNote(text):
            return f"note: {text}"
        case Tell(part, text):
            return f"{part}: {text}"


@pytest.mark.parametrize(("written", "means"), list(rows(PAGE, "## What to write")))
def test_a_command_means_what_the_page_says(written: str, means: str):
    parsed = parse(quoted(written)[0])

    assert ", ".join(f"{c.handle} {said(c.action)}" for c in parsed.commands) == means
    assert not parsed.unclear


@pytest.mark.parametrize(("written", "means"), list(rows(PAGE, "## Delay notices")))
def test_an_answer_to_a_delay_notice_means_what_the_page_says(written: str, means: str):
    answered = Answered((3,), asked=3)

    (command,) = parse(quoted(written)[0], answered).commands

    assert said(command.action) == means


@pytest.mark.parametrize(("written", "_means"), list(rows(PAGE, "## The mail itself")))
def test_a_wish_is_one(written: str, _means: str):
    for line in quoted(written):
        assert len(parse(line).wishes) == 1


@pytest.mark.parametrize(("written", "hint"), list(rows(PAGE, "## What is not understood")))
def test_the_page_tells_the_hint_of_the_receipt(written: str, hint: str):
    (unclear,) = parse(quoted(written)[0]).unclear

    assert unclear.hint == hint


def test_prose_is_neither_done_nor_mentioned():
    assert parse("we did 3 of them") == Parsed(prose="we did 3 of them")


def test_the_answer_between_quoted_lines_is_understood():
    (between,) = (f for f in fences(PATH) if f.text.startswith("On Mon"))

    assert [(c.handle, said(c.action)) for c in parse(between.text).commands] == [
        (1, "done"),
        (2, "due 2026-12-04"),
    ]


@pytest.mark.parametrize("example", EDITS, ids=lambda run: str(run[0]))
def test_a_document_changes_as_the_page_shows(example: tuple[Fence, ...]):
    before, reply, after = example
    raw = before.text.encode()
    for command in parse(reply.text).commands:
        document = read(raw, path="meeting.md", vocabulary=WORDS)
        assert isinstance(command.action, Action)
        raw = amend(document, command.handle - 1, command.action, vocabulary=WORDS).raw

    assert raw.decode() == after.text


def test_both_forms_of_document_are_shown():
    assert len(EDITS) > 1


def test_every_word_for_a_status_is_on_the_page():
    table = page("reply.md").partition("| status | words |")[2].partition("\n\n")[0]
    told = {
        word: row.split("|")[1].strip() for row in table.splitlines() for word in quoted(row)
    }
    known = {word: status.value.replace("_", " ") for word, status in verbs._STATUSES.items()}

    assert told == known


def test_every_word_for_a_date_on_the_page_is_understood():
    told = quoted(PAGE.partition("\nAnd for a date:")[2].partition("\n\n")[0])

    assert len(told) > 10
    assert [word for word in told if not parse(f"#2 {word} 2026-12-04").commands] == []


def test_every_kind_of_command_is_on_the_page():
    shown = [quoted(row[0])[0] for row in rows(PAGE, "## What to write")]

    kinds = {type(c.action) for said in shown for c in parse(said).commands}
    assert kinds == {*get_args(Action), *get_args(Choice), Because, Undo}


def test_every_wish_is_on_the_page_and_all_of_them_are_understood():
    shown = [said for row in rows(PAGE, "## The mail itself") for said in quoted(row[0])]
    meant = [parse(said).wishes for said in shown]

    assert [said for said, wishes in zip(shown, meant, strict=True) if not wishes] == []
    assert {type(wish) for wishes in meant for wish in wishes} == set(get_args(Wish))


def test_the_words_for_owner_priority_and_note_are_understood():
    told = PAGE.partition("Say who gets it with")[2].partition("\n\n")[0]
    more = {"me": "assign me", "P0": "P0", "P4": "P4"}
    ranks = dict.fromkeys(("priority", "prio", "severity"), "P1")
    said = [more.get(word) or f"{word} {ranks.get(word, 'x')}" for word in quoted(told)]

    assert [line for line in said if not parse(f"#2 {line}").commands] == []
