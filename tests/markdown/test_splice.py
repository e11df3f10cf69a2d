"""digest.markdown.splice: bytes we were not asked to change do not change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import StaleEdit
from digest.markdown.splice import Splice, apply, line_at


def test_only_the_mark_is_replaced():
    raw = b"- [ ] rotate keys @ana due:2026-03-01\r\n"

    assert apply(raw, [Splice(3, b" ", b"x")], path="a.md") == raw.replace(b"[ ]", b"[x]")


def test_splices_count_from_the_bytes_as_given():
    splices = [Splice(4, b"e", b"EEE"), Splice(0, b"a", b""), Splice(2, b"", b"+")]

    assert apply(b"abcdef", splices, path="a.md") == b"b+cdEEEf"


def test_stale_bytes_are_refused_with_file_and_line():
    with pytest.raises(StaleEdit, match=r"^pm/1\.md:2: expected b' ', found b'x'$"):
        apply(b"# Title\n- [x] done\n", [Splice(11, b" ", b"x")], path="pm/1.md")


def test_overlapping_splices_are_a_bug():
    with pytest.raises(ValueError, match="overlap at byte 1"):
        apply(b"abc", [Splice(0, b"ab", b"x"), Splice(1, b"b", b"y")], path="a.md")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_ends_a_line(line_end: bytes):
    raw = b"one" + line_end + b"two\x0cstill two" + line_end + b"three"

    assert line_at(raw, len(raw)) == 3


@given(st.binary())
def test_no_splices_give_the_same_bytes(raw: bytes):
    assert apply(raw, [], path="a.md") == raw


@given(st.binary(), st.data())
def test_bytes_outside_the_splice_survive(raw: bytes, drawn: st.DataObject):
    start = drawn.draw(st.integers(0, len(raw)))
    end = drawn.draw(st.integers(start, len(raw)))
    new = drawn.draw(st.binary())

    edited = apply(raw, [Splice(start, raw[start:end], new)], path="a.md")

    assert (edited[:start], edited[start + len(new) :]) == (raw[:start], raw[end:])
