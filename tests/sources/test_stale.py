import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.stale import stale


@pytest.mark.parametrize(
    ("seen", "found", "line"),
    [
        (b"a\nb\nc", b"a\nB\nc", 2),
        (b"a\r\nb\r\n", b"a\r\nB\r\n", 2),
        (b"a\rb\rc", b"a\rb\rC", 3),
        (b"a\nb", b"a\nb\n", 2),
        (b"a\n", b"a\r\n", 1),
        (b"a", b"", 1),
        (b"", b"a", 1),
    ],
)
def test_names_the_first_line_that_differs(seen: bytes, found: bytes, line: int):
    assert stale("a.md", seen, found).line == line


@given(st.binary(), st.binary())
def test_any_two_files_can_be_told_apart(seen: bytes, found: bytes):
    assert stale("a.md", seen, found).line >= 1


def test_a_long_line_is_cut():
    assert len(str(stale("a.md", b"a" * 10_000, b"b" * 10_000))) < 500
