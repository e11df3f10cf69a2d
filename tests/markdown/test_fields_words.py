"""digest.markdown.fields.words: what a person typed enters a document as exactly that."""

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markdown.fields import literal, words

UNCHANGED = ("waiting for the vendor", "see #12, ~2 days", "my_var < 5 & rising", "AT&T's")


@pytest.mark.parametrize("text", UNCHANGED)
def test_ordinary_words_are_not_escaped(text: str):
    assert literal(text) == text


def test_markdown_html_and_pipes_are_escaped():
    assert literal("*a* <b> [c](d) `e` f|g") == r"\*a\* \<b> \[c\](d) \`e\` f\|g"


def test_control_and_direction_characters_go_and_white_space_collapses():
    assert literal(" a\r\n\tb\x00\u202ec\u2066 \u2028 d\u200b ") == "a bc d"


def test_long_text_is_cut_at_300_characters():
    assert literal("x" * 301) == "x" * 299 + "…"


@given(st.text())
def test_what_is_written_is_read_as_what_was_typed(text: str):
    written = literal(text)

    assert literal(words.plain(written)) == written


@given(st.text(alphabet="ab *_`~<>[]()|\\&#;!$\n-+=1.", max_size=30))
def test_what_is_written_is_text_to_the_parser(text: str):
    row = f"| a |\n|---|\n| x {literal(text)} |\n"
    html = pyromark.html(row, options=pyromark.Options.ENABLE_TABLES)

    cell = html.split("<td>")[1].split("</td>")[0]
    assert "<" not in cell
