"""Which documents the rules speak of."""

import pytest

from digest.lint.reading import read
from digest.lint.scope import is_template
from tests.lint.cases import WORDS


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("notes/a.md", "Post-Mortem: [Incident Title]"),
        ("notes/a.md", "Progress Update - [Date]"),
        ("notes/a.md", "{{ title }}"),
        ("notes/post-mortem-template.md", "Post-Mortem"),
        ("templates/a.md", "Post-Mortem"),
        ("notes/a.md", "How to write a post-mortem"),
    ],
)
def test_what_is_to_be_filled_in_is_a_template(path: str, title: str):
    assert is_template(read(f"# {title}\n".encode(), path, WORDS))


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("notes/a.md", "[PLAT-12] Sign-in outage"),
        ("notes/a.md", "[DRAFT] Sign-in outage"),
        ("notes/a.md", "Outage of [the shop](https://northbeam.example)"),
        ("notes/a.md", "[2026-11-20] Meeting"),
        ("notes/contemplate.md", "Sign-in outage"),
        ("notes/a.md", "Outage of the mail templates"),
    ],
)
def test_what_has_brackets_for_another_reason_is_none(path: str, title: str):
    assert not is_template(read(f"# {title}\n".encode(), path, WORDS))


def test_a_page_that_shows_a_template_is_about_writing():
    page = b"# Post-mortems\n\n```\n# Post-Mortem: [Incident Title]\n```\n"

    assert is_template(read(page, "notes/a.md", WORDS))
    assert not is_template(read(page.replace(b"[Incident Title]", b"x"), "notes/a.md", WORDS))


def test_a_header_without_values_is_to_be_filled_in():
    empty = b"# Post-Mortem\n\n**Date**:\n**Authors**:\n\n## Summary\n\n## Timeline\n"
    filled = empty.replace(b"Date**:", b"Date**: 2026-11-20").replace(b"s**:", b"s**: Mei")

    assert is_template(read(empty, "notes/a.md", WORDS))
    assert not is_template(read(filled, "notes/a.md", WORDS))
