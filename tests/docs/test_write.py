"""What docs/write.md says is read, is read."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from digest.cli import telling
from digest.markdown.document import read
from digest.markdown.fields import due, priority, status
from digest.model.document import Document
from digest.model.item import ActionItem, Due
from digest.model.update import Update
from digest.settings.vocabulary import load
from tests.docs.pages import ROOT, Fence, page, quoted, rows, runs

PAGE = page("write.md")
WORDS = load()
FRIDAY = date(2026, 11, 20)


def said(item: ActionItem) -> str:
    facts = [
        item.status.value.value.replace("_", " "),
        item.priority.value if item.priority else "",
        f"due {day(item.due, quote=True)}" if item.due else "",
        ", ".join(item.owners),
    ]
    return f"{item.line}  {', '.join(fact for fact in facts if fact)}: {item.text}"


def day(found: Due | None, *, quote: bool = False) -> str:
    if found is None or found.start is None or found.end is None:
        return f'"{found.raw}"' if found and quote else "no date"
    return str(found.end) if found.start == found.end else f"{found.start} to {found.end}"


# What these parts say stands above, as items, or is not worth repeating.
ITEMS = ("completed", "in_progress", "next", "blockers", "questions")


def meant(update: Update) -> Iterator[str]:
    yield f"{update.line}  {update.kind}: {', '.join(update.fields)}"
    for name in update.fields:
        found = telling.part(update, name)
        if not isinstance(found, str) and name not in ITEMS:
            yield from (f"{line}  {name.replace('_', ' ')}: {text}" for line, text in found)
    for each in update.estimates:
        lasts = telling.length(each.length) if each.length else ""
        when = each.eta.day if each.eta else lasts
        yield f"{each.line}  {each.reading}: {when or 'no date'}"


def told(document: Document) -> str:
    lines = [
        *(said(item) for item in document.items),
        *(line for update in document.updates for line in meant(update)),
        *(f"{x.line}  learned, {x.category}: {x.text}" for x in document.learnings),
    ]
    return "\n".join(lines or ["nothing"]) + "\n"


@pytest.mark.parametrize(
    "pair", runs(ROOT / "docs" / "write.md", "markdown", "text"), ids=lambda run: str(run[0])
)
def test_an_example_is_read_as_the_page_says(pair: tuple[Fence, Fence]):
    written, expected = pair
    document = read(written.text.encode(), path="example.md", vocabulary=WORDS, date=FRIDAY)

    assert told(document) == expected.text


def test_every_example_says_what_is_read():
    page = ROOT / "docs" / "write.md"
    told = [*runs(page, "markdown", "text"), *runs(page, "markdown", "console")]

    assert len(runs(page, "markdown")) == len(told) > 10


@pytest.mark.parametrize(("written", "means"), list(rows(PAGE, "## Dates")))
def test_a_date_means_what_the_page_says(written: str, means: str):
    found = due.read(quoted(written)[0], FRIDAY, WORDS)

    assert day(found) == re.split(r"[:,]", means)[0]


@pytest.mark.parametrize(("written", "means"), list(rows(PAGE, "## Statuses")))
def test_a_status_means_what_the_page_says(written: str, means: str):
    values = {status.read(word, WORDS).value for word in quoted(written)}

    assert {value.value.replace("_", " ") for value in values} == {means}


@pytest.mark.parametrize(("written", "means"), list(rows(PAGE, "## Priorities")))
def test_a_priority_means_what_the_page_says(written: str, means: str):
    found = [priority.read(word, WORDS) for word in quoted(written)]

    assert {level.value for level in found if level} == {means}


def test_the_problem_shown_is_the_one_that_is_told():
    raw = b"# Meeting, 20 November 2026\n\n- [ ] Paint the gate (due 2026-11-31)\n"
    (problem,) = read(raw, path="notes/meeting.md", vocabulary=WORDS).problems

    assert str(problem).replace(":3:", ":7:") in PAGE
