"""What reading does to save time changes nothing of what it reads."""

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from digest.markdown import (
    assigned,
    called,
    lists,
    markers,
    participants,
    people,
    pieces,
    placeholders,
    statuses,
    titles,
    urgency,
)
from digest.markdown.blocks import Heading, ListItem, Paragraph, Table
from digest.markdown.fields import duefind, words
from digest.markdown.inline import Inline
from digest.markdown.texts import read
from digest.model.directory import fold
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
SIGNS = (  # what is looked for, and the cheap question that is asked before
    (people._BRACKETS, people._BRACKET_SIGN),
    (people._COLON, people._COLON_SIGN),
    (people._DASH, people._DASH_SIGN),
    (people._LAST_NAME, people._DASH_SIGN),
    (people._LAST_BRACKETS, people._BRACKET_END),
    (people._WILL, re.compile("to|will")),
    (people._TOPIC, re.compile(r"[^\x00-\x7f]")),
    (placeholders._TEMPLATE, placeholders._GAP_SIGN),
    (statuses._LEAD_STATUS, statuses._JOINT),
    (statuses._TAIL_WORD, statuses._JOINT),
    (statuses._LAST_SENTENCE, statuses._STOP),
    (urgency._LEVEL, urgency._MAYBE),
    (urgency._URGENCY, urgency._MAYBE),
    (lists._handed(VOCABULARY), re.compile(lists._BRACKETS.pattern.decode())),
)
_SAID = "Kim;kim park;Ana;P1;Sev 2;done;will;to;sends;TODO;follow up;Assigned to;lead;Present"
_MARKS = "[;];(;);\uff08;\uff09;{{;<;>;:;\uff1a;=; - ;\u2013;\u00b7;,;/;&; and ;@;.; ;  ;\n;**"
_ABROAD = "attendees;参加者;さん;は;\u017f;\u212a"
LINES = st.lists(
    st.sampled_from([piece for row in (_SAID, _MARKS, _ABROAD) for piece in row.split(";")]),
    max_size=9,
).map("".join)


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
    marker = markers.pattern(VOCABULARY)
    for inline in inlines(raw):
        marked = any(marker.match(line) for line in inline.masked.split("\n"))

        assert inline.has_line(markers.beginning(VOCABULARY)) or not marked


@given(st.lists(WORDS, max_size=6).map(" ".join))
def test_a_date_is_found_wherever_a_pattern_finds_one(text: str):
    patterns = duefind._patterns(VOCABULARY)

    assert bool(duefind.find(text, VOCABULARY)) is any(p.search(text) for p in patterns)


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9 ,'/-]{0,30}[A-Za-z0-9]", fullmatch=True))
def test_a_plain_heading_has_the_key_of_the_same_with_a_colon(plain: str):
    assert titles.key(plain) == titles.key(f"{plain}:")


@given(LINES)
def test_what_a_pattern_finds_has_its_sign(text: str):
    missed = [find for find, sign in SIGNS if find.search(text) and not sign.search(text)]

    assert missed == []


@given(LINES)
def test_a_label_that_assigns_is_heard_among_the_words(text: str):
    labels = assigned._labels(VOCABULARY)
    heard = words.may_hold(text, assigned._begins(VOCABULARY))

    assert heard or not labels.search(text)


@given(LINES, st.frozensets(LINES.map(fold), max_size=4))
def test_names_that_are_known_may_begin_a_line(text: str, known: frozenset[str]):
    names = called.names(known - {""}, VOCABULARY)

    assert names.may_begin(text) or text.startswith((" ", "@")) or not names.all_known(text)


@given(LINES)
def test_a_line_of_who_was_there_begins_like_one(text: str):
    either = "|".join(re.escape(word) for word in VOCABULARY.attendance)
    label = re.compile(rf"[\s*_>]{{0,8}}(?:{either})".encode(), re.IGNORECASE)
    raw = text.encode()

    assert bool(label.match(raw)) is bool(participants._beginning(VOCABULARY).match(raw))


@given(LINES)
def test_any_of_some_phrases_is_what_an_alternative_of_all_finds(text: str):
    phrases = (*VOCABULARY.statuses, *VOCABULARY.attendance, *VOCABULARY.assigning)
    every = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
    found = re.search(words.any_of(phrases), text)
    expected = re.search(f"(?i:{every})", text)

    assert (found and found.span()) == (expected and expected.span())
