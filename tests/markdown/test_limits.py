import pytest

from digest.markdown.document import read
from digest.markdown.items import MOST_ITEMS
from digest.markdown.texts import LARGEST
from digest.markdown.walk import DEEPEST, MOST_COLUMNS
from digest.model.document import Document
from digest.settings.vocabulary import load

VOCABULARY = load()


def rules(raw: bytes) -> list[str]:
    return [p.rule for p in read(raw, path="a.md", vocabulary=VOCABULARY).problems]


def of(text: str) -> Document:
    return read(text.encode(), path="notes/a.md", vocabulary=VOCABULARY)


def test_a_file_that_is_too_large_is_a_problem():
    assert rules(b"a" * (LARGEST + 1)) == ["too-large"]


def test_items_beyond_the_limit_are_named_and_left_out():
    document = of("- [ ] x\n" * (MOST_ITEMS + 1))

    assert len(document.items) == MOST_ITEMS
    assert str(document.problems[0]).startswith(f"notes/a.md:{MOST_ITEMS + 1}: ")


def test_what_stands_before_too_wide_a_table_is_read():
    wide = "|a" * (MOST_COLUMNS + 1) + "\n" + "|-" * (MOST_COLUMNS + 1) + "\n"
    document = of(f"- [ ] first\n\n{wide}\n- [ ] after\n")

    assert [item.text for item in document.items] == ["first"]
    assert document.problems[0].line == 3


def test_nesting_has_a_limit():
    assert rules(b"> " * (DEEPEST + 1) + b"- x") == ["limit"]


def test_a_stray_byte_is_a_problem_and_the_rest_is_read():
    document = read(b"- [ ] caf\xe9 menu\n", path="a.md", vocabulary=VOCABULARY)

    assert [item.text for item in document.items] == ["caf? menu"]
    assert document.problems[0].rule == "encoding"


@pytest.mark.parametrize("raw", ["- [ ] x\n".encode("utf-16"), bytes(range(128, 256)) * 4])
def test_what_is_no_text_has_no_items(raw: bytes):
    document = read(raw, path="a.md", vocabulary=VOCABULARY)

    assert document.items == ()
    assert "not-text" in [problem.rule for problem in document.problems]


def test_front_matter_that_is_broken_is_a_problem_and_the_rest_is_read():
    document = of("+++\ntitle = \n+++\n- [ ] x\n")

    assert [problem.rule for problem in document.problems] == ["front-matter"]
    assert document.items[0].line == 4


def test_a_day_that_no_calendar_has_is_a_problem():
    document = of("| Action | Due |\n|---|---|\n| Move it | 2026-02-30 |\n")

    assert document.items[0].due is not None
    assert str(document.problems[0]) == (
        "notes/a.md:3: due date '2026-02-30' is not one day of the calendar (write YYYY-MM-DD)"
    )


def test_a_pipe_in_code_that_ends_a_cell_is_a_problem():
    table = "| Action | Owner |\n|---|---|\n"

    assert rules(f"{table}| Seal `a|b` | Kim |\n".encode()) == ["table"]
    assert rules(f"{table}| Seal `a\\|b` \\` | Kim |\n".encode()) == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<", "</", "<a ", "[", "> - ", "~~a", "@a ", "@a-", "http://"]
)
def test_a_long_hostile_paragraph_is_read_in_linear_time(piece: str):
    hostile = piece * (60_000 // len(piece))
    document = of(f"- [ ] Oil the hinge\n- [ ] {hostile}\n\n{hostile}\n")

    assert document.items[0].text == "Oil the hinge"


@pytest.mark.timeout(20)
def test_a_long_hostile_ask_is_read_in_linear_time():
    document = of(f"# Blocker: Pump\n\n**I need one of these**\n- Option A: {'a ' * 30_000}\n")

    assert document.problems == ()
