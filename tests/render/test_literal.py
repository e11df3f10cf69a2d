import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render import literal


@settings(deadline=None)
@given(st.text(st.characters(), max_size=400), st.integers(10, 200))
def test_a_line_is_one_visible_line_within_its_limit(text, limit):
    line = literal.line(text, limit)

    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert line.encode() is not None


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\U000e0041"]
)
def test_invisible_characters_are_removed(hidden):
    assert literal.line(f"a{hidden}b") == "ab"


def test_line_ends_of_every_kind_become_spaces():
    assert literal.line("a\r\nb\u2028c\x85d\te") == "a b c d e"


def test_joiners_of_emoji_stay():
    assert literal.line("👩\u200d💻") == "👩\u200d💻"


def test_a_long_title_is_cut_at_a_word():
    assert literal.line("one two three four", 15) == "one two three…"


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "//host/x", "/x", "", None, "https://"),
        *("https://good.example@evil.example/", "https://[::1/", "https://a.example/\r\nx"),
        "https://a.example/" + "x" * 900,
    ],
)
def test_what_is_no_plain_web_address_is_not_linked(url):
    assert literal.web_address(url) is None


def test_unsafe_characters_of_an_address_are_encoded():
    assert literal.web_address('https://a.example/ü "x".md') == (
        "https://a.example/%C3%BC%20%22x%22.md"
    )


def test_mailto_encodes_spaces_and_line_ends_as_rfc_6068_wants():
    link = literal.mailto("reply+abc@in.example", subject="#3 done", body="#3 done\n#4 due 1+1")

    assert link == (
        "mailto:reply+abc@in.example?subject=%233%20done&body=%233%20done%0D%0A%234%20due%201%2B1"
    )


def test_fields_of_templates_are_held_apart_where_it_cannot_be_seen():
    assert literal.line("{{ a }} {% b %}") == ("{\u200c{ a }\u200c} {\u200c% b %\u200c}")
    assert literal.plain("{{ a }}") == "{{ a }}"
