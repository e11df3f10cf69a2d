import pytest

from digest.demo.diff import Row, rows


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("| a | Not started |", "| a | Done |", "Not started", "Done"),
        ("| a | 13 Nov | x |", "| a | 20 Nov | x |", "13 Nov", "20 Nov"),
        ("| a | Open | |", "| a | Open | x |", "", "x"),
        ("- [ ] try it", "- [x] try it", "[ ]", "[x]"),
        ("due 2026-11-13 latest", "due 2026-11-20 latest", "2026-11-13", "2026-11-20"),
    ],
)
def test_only_the_cell_or_word_that_changed_is_marked(before, after, was, now):
    went, came = rows(f"--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-{before}\n+{after}")[1:]

    assert (went.changed or was, came.changed) == (was, now)
    assert went.head + went.changed + went.tail == before
    assert came.head + came.changed + came.tail == after


def test_lines_without_a_partner_are_whole():
    assert rows("@@ -1 +1,2 @@\n same\n+new\n") == [
        Row("@", ""),
        Row(" ", "same"),
        Row("+", "new"),
    ]


def test_names_of_files_are_not_lines():
    assert rows("diff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n") == []
