from hypothesis import given, settings
from hypothesis import strategies as st

from digest.render import cells, wrap

LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), max_size=90)


@settings(deadline=None)
@given(st.lists(LINES, max_size=30))
def test_no_line_is_wider_than_the_page_and_nothing_is_lost(told):
    text = " ".join(told)
    lines = wrap.wrap(text)

    assert all(line and cells.width(line) <= wrap.WIDTH for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wide_signs_take_two_cells():
    lines = wrap.wrap("証明書の更新を自動化する" * 20 + " 🚀 rotate the keys")

    assert max(map(cells.width, lines)) <= wrap.WIDTH
    assert "".join(lines).count("証明書") == 20
    assert wrap.underline("計画 🚀").endswith("-------")


def test_lines_end_between_wide_signs_but_not_before_a_full_stop():
    text = "restart は「証明書」の更新を自動化する。" * 3

    lines = wrap.wrap(text, 20)

    assert lines[0] == "restart は「証明書」"
    assert not any(line.startswith(("。", "」")) for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_lines_hang_under_their_mark():
    assert wrap.hang("word " * 15, "#7") == ("#7   " + "word " * 12 + "word\n     word word")


def test_a_wide_mark_pushes_its_lines():
    assert wrap.hang("title", "#12345") == "#12345 title"


def test_a_heading_is_underlined_as_wide_as_it_is():
    assert wrap.underline("Overdue (2)") == "Overdue (2)\n-----------"


def test_empty_lines_are_never_doubled():
    assert wrap.tidy("\n\na  \n\n\n\nb\n\n") == "a\n\nb\n"
