import time
from pathlib import Path

import pytest

from digest.mail import inbound
from digest.mail.lines import LineKind
from digest.mail.trim import MAX_LINES, extract, typed
from tests.mail.replying import reply

CASES = Path(__file__).parents[1] / "cases" / "replies"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.eml")), ids=lambda path: path.stem)
def test_a_reply_commands_what_its_case_says(case: Path):
    assert reply(inbound.read(case.read_bytes())) == case.with_suffix(".txt").read_text("utf-8")


def test_cases_come_in_pairs():
    assert {p.stem for p in CASES.glob("*.eml")} == {p.stem for p in CASES.glob("*.txt")}


def kinds(text: str) -> list[str]:
    return [line.kind.value for line in typed(text, None) if not line.blank]


def test_the_answer_is_what_was_typed_with_its_closing():
    text = "Fine.\n\nRegards,\nPriya\n\nOn 23 Nov 2026, at 8:00, Northbeam wrote:\n\n> old\n"

    assert extract(text, None) == "Fine.\n\nRegards,\nPriya"


def test_what_stands_below_an_attribution_without_marks_is_quoted():
    assert kinds("ok\nOn 1 Dec 2026 Bob <bob@x.example> wrote:\n\n#3 done") == [
        "typed",
        "quoted",
        "quoted",
    ]


def test_typed_text_above_a_wrapped_attribution_stays_typed():
    assert kinds("3 done\nBob <bob@x.example>\nwrote:\n> old")[0] == "typed"


def listed(name: str) -> list[str]:
    """Read a list of texts, one a line; ⏎ stands for a line end."""
    listing = (CASES.parent / "mail" / name).read_text("utf-8")
    return [line.replace("⏎", "\n") for line in listing.splitlines()]


@pytest.mark.parametrize("text", listed("attributions.txt"))
def test_what_stands_before_a_quoted_mail_is_known(text: str):
    lines = typed(f"3 done\n\n{text}\n\n#4 done", None)

    first, *rest = [line.kind for line in lines if not line.blank]
    assert (first, set(rest)) == (LineKind.TYPED, {LineKind.QUOTED})


@pytest.mark.parametrize("text", listed("prose.txt"))
def test_prose_is_typed(text: str):
    assert set(kinds(f"{text}\n\nand more of it")) == {"typed"}


def test_a_context_is_the_item_quoted_directly_above():
    lines = typed(
        "> #3 Keys\n>    10 days late\n\ndone\nand more\n> #7 Alerts\nnext week", None
    )

    found = {line.text: line.context_handle for line in lines if line.kind is LineKind.TYPED}
    assert (found["done"], found["and more"], found["next week"]) == (3, None, 7)


def test_several_items_quoted_above_give_no_context():
    (*_, last) = typed("> #3 Keys\n>   late\n> #7 Alerts\n>   late\n\ndone", None)

    assert last.context_handle is None


def test_no_more_than_so_many_lines_are_looked_at():
    assert len(typed("x\n" * 5000, None)) == MAX_LINES


def test_hidden_and_scripted_text_was_typed_by_nobody():
    html = '<title>#1 done</title><style>#2 done</style><p style="display: none">#3 done</p>ok'

    assert extract(None, html) == "ok"


def test_a_stray_end_tag_does_not_end_a_quotation():
    html = "<div>ok<blockquote>old</div></p></span><p>#3 done</p></blockquote></div>"

    assert extract(None, html) == "ok"


HOSTILE_HTML = {
    "nested": "<div>" * 50_000 + "#3 done",
    "open": "<a " * 80_000,
    "quotes": '<a x="' * 40_000,
    "less": "<" * 250_000,
    "comments": "<!--" * 60_000,
    "ends": "<b>" * 40_000 + "</i>" * 40_000,
    "entities": "&#" * 120_000,
    "attributes": "<p " + 'class="' * 40_000 + ">",
    "lines": "<pre>" + "\n" * 250_000,
    "container": '<div class="gmail_quote">' + "From: x<br>" * 20_000,
}


@pytest.mark.parametrize("html", HOSTILE_HTML.values(), ids=HOSTILE_HTML)
def test_hostile_html_takes_no_time(html: str):
    began = time.process_time()
    typed(None, html)

    assert time.process_time() - began < 2


HOSTILE_TEXT = {
    "wrote": "On " + "x wrote " * 8_000,
    "lines": "On 1 a\n" * 9_000,
    "headers": "From: x\n" * 9_000,
    "marks": ">" * 65_000,
    "rules": "_" * 65_000,
    "angles": "<@ 1 schrieb x\n" * 4_000,
}


@pytest.mark.parametrize("text", HOSTILE_TEXT.values(), ids=HOSTILE_TEXT)
def test_hostile_text_takes_no_time(text: str):
    began = time.process_time()
    typed(text, None)

    assert time.process_time() - began < 1


def test_an_address_below_a_blank_line_belongs_to_its_attribution():
    text = "ok\n\nOn 31 Mar 2026 Bob\n\n<\nmailto:Bob <bob@x.example>\n> wrote:\n\nold"

    assert extract(text, None) == "ok"


def test_a_blank_line_alone_joins_no_attribution():
    text = "On Thu 3 Dec 2026 at 11:16 I can\n\nask Bob, who wrote: bob@x.example:\n"

    assert kinds(text)[0] == "typed"


def test_an_answer_that_lost_its_marks_is_told_and_commands_nothing():
    text = "On 8 May 2026 17:34, Bob <bob@x.example> wrote:\n\n#3 done\n"

    assert extract(text, None) == "#3 done"
    assert kinds(text) == ["quoted", "unsure"]


def test_greetings_of_programs_go_with_their_links():
    text = "ok\n\nGet [Outlook for Android](https://aka.ms/x)\nGet Outlook for iOShttps://x.example\n"

    assert extract(text, None) == "ok"


@pytest.mark.parametrize("line", ["Bob Smith wrote:", "From: bob@x.example"])
def test_below_a_name_alone_nothing_commands(line: str):
    assert kinds(f"ok\n\n{line}\n\n#3 done") == ["typed", "unsure", "unsure"]


@pytest.mark.parametrize("blank", ["\x85", "\u2003", "\u3000", "\ufeff", "\u200b \t"])
def test_a_mark_stands_behind_any_blank(blank: str):
    assert kinds(f"ok\n{blank}> #3 done") == ["typed", "quoted"]


CONTAINER = (
    '<div class="gmail_quote"><div>#3 done</div><blockquote>From: Bob<br>old</blockquote></div>'
)


def test_an_answer_inside_the_container_of_a_quotation_is_told_and_commands_nothing():
    assert extract(None, CONTAINER) == "#3 done"
    assert {line.kind for line in typed(None, CONTAINER)} == {LineKind.UNSURE, LineKind.QUOTED}


def test_what_names_an_author_in_the_container_of_a_quotation_is_no_answer():
    html = '<div class="gmail_quote">On 1 Dec 2026 Bob &lt;bob@x.example&gt; wrote:<br></div>'

    assert extract(None, html) == ""


def test_line_ends_of_preformatted_text_are_shown():
    assert extract(None, "<p>ok</p><pre>-- \nBob\nNorthbeam</pre>") == "ok"


def test_a_printed_header_inside_a_quotation_ends_with_it():
    html = '<blockquote><div class="OutlookMessageHeader">old</div></blockquote><p>ok</p>'

    assert extract(None, html) == "ok"


@pytest.mark.parametrize(
    "footer",
    [
        "Northbeam GmbH, Amtsgericht Berlin, HRB 12345\nGeschäftsführerin: Mei Tan",
        "Northbeam SAS au capital de 1000 €, RCS Paris 123 456 789",
        "Registered in England, company number 0123456",
    ],
)
def test_what_the_law_has_a_company_write_is_not_the_answer(footer: str):
    assert extract(f"ok\n\nRegards\nPriya\n\n{footer}\n", None) == "ok\n\nRegards\nPriya"


@pytest.mark.parametrize(
    "line", ["The HRB entry is at the Amtsgericht", "#3 done: HRB 12, RCS"]
)
def test_an_answer_about_a_register_is_typed(line: str):
    assert kinds(line) == ["typed"]
