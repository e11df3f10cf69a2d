"""What reading does to save time changes nothing of what it reads."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from digest.markdown import markers, pieces, titles
from digest.markdown.blocks import Heading, ListItem, Paragraph, Table
from digest.markdown.fields import duefind
from digest.markdown.inline import Inline
from digest.markdown.texts import read
from digest.settings.vocabulary import load
from tests.markdown.hostile import documents

VOCABULARY = load()
WORDS = st.sampled_from(
    (
        "by",
        "Due:",
        "ETA",
        "on",
        "Friday",
        "2026-03-04",
        "4 March",
        "target",
        "Kim",
        "[due::",
        "]",
    )
)


def inlines(raw: bytes) -> Iterator[Inline]:
    for block in read(raw, "a.md").blocks:
        if isinstance(block, Heading | Paragraph | ListItem) and block.inline is not None:
            yield block.inline
        elif isinstance(block, Table):
            yield from (cell.inline for row in block.rows for cell in row.cells)


@given(documents())
def test_a_run_of_text_says_what_its_pieces_say(raw: bytes):
    for inline in inlines(raw):
        taken_apart = Inline(inline.raw, inline.start, inline.end, inline.pieces)

        assert inline.plain == taken_apart.plain
        assert inline.dressed == taken_apart.dressed


@given(documents(), st.data())
def test_pieces_far_from_some_bytes_say_nothing_there(raw: bytes, drawn: st.DataObject):
    every = tuple(piece for inline in inlines(raw) for piece in inline.pieces)
    start = drawn.draw(st.integers(0, len(raw)))
    end = drawn.draw(st.integers(start, len(raw)))
    near = [p for p in every if p[2] < end and p[3] > start]
    said = "".join(pieces._said(piece, start, end) for piece in near)

    assert pieces.words(every, start, end) == " ".join(said.split())


@given(documents())
def test_a_line_with_a_marker_begins_like_one(raw: bytes):
    marker = markers.pattern(VOCABULARY.markers)
    for inline in inlines(raw):
        marked = any(marker.match(line) for line in inline.masked.split("\n"))

        assert inline.has_line(markers.beginning(VOCABULARY.markers)) or not marked


@given(st.lists(WORDS, max_size=6).map(" ".join))
def test_a_date_is_found_wherever_a_pattern_finds_one(text: str):
    patterns = duefind._patterns(VOCABULARY)

    assert bool(duefind.find(text, VOCABULARY)) is any(p.search(text) for p in patterns)


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9 ,'/-]{0,30}[A-Za-z0-9]", fullmatch=True))
def test_a_plain_heading_has_the_key_of_the_same_with_a_colon(plain: str):
    assert titles.key(plain) == titles.key(f"{plain}:")
