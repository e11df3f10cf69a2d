from dataclasses import replace

import pytest

from digest.model.receipt import Outcome, Receipt, Result
from tests.render.messages import RENDERER, SILENT
from tests.render.samples import PRIYA, RECEIPT, TITLE

MAIL = RENDERER.receipt(RECEIPT, TITLE, SILENT)
PAGE = "https://digest.northbeam.example/h/5vorr5ubu2m2mlaihfpxrlsymalftea5"


def test_the_subject_answers_once():
    assert MAIL.subject.startswith("Re: 2 overdue")


def test_an_empty_subject_is_still_one():
    assert RENDERER.receipt(Receipt(PRIYA, " Re: ", ()), TITLE, SILENT).subject == (
        "Re: your reply"
    )


@pytest.mark.parametrize("body", [MAIL.text, MAIL.html])
@pytest.mark.parametrize(
    "said",
    [
        *("Status is now Complete", "was In progress", "You wrote: #3 done", "line 31"),
        *(
            "+ | P1 |",
            "It was so already (1)",
            "That mail has no #99; it has #3, #7, #9.",
            "Somebody else is changing the file right now.",
        ),
        *("#3 due maybe", "The date is not understood"),
    ],
)
def test_a_receipt_tells_what_became_of_every_line(body, said):
    assert said in body


def test_an_empty_cell_is_called_empty():
    outcome = Outcome("#3 done", Result.CHANGED, title="x", field="status", after="Done")

    assert "was empty" in RENDERER.receipt(Receipt(PRIYA, "x", (outcome,)), TITLE, SILENT).text


def test_lines_of_a_file_are_shown_as_text():
    outcome = replace(RECEIPT.outcomes[0], before_line="<b>a</b>", after_line="{{ 7 * 7 }}")
    html = RENDERER.receipt(Receipt(PRIYA, "x", (outcome,)), TITLE, SILENT).html

    assert "- &lt;b&gt;a&lt;/b&gt;" in html
    assert "+ {{ 7 * 7 }}" in html.replace("\u200c", "")


def test_a_receipt_of_many_lines_stays_small():
    many = replace(RECEIPT, outcomes=RECEIPT.outcomes * 300, unclear=RECEIPT.unclear * 300)

    assert len(RENDERER.receipt(many, TITLE, SILENT).html.encode()) < 80_000


def test_a_confirmation_shows_the_commands_and_the_page():
    mail = RENDERER.confirm(["#3 done", "<i>x</i>"], TITLE, SILENT, page=PAGE)

    assert mail.subject.startswith("Please confirm 2 commands")
    assert "#3 done" in mail.text
    assert PAGE in mail.text
    assert f'href="{PAGE}"' in mail.html
    assert "&lt;i&gt;x&lt;/i&gt;" in mail.html


def test_a_confirmation_shows_no_more_than_twenty_lines():
    mail = RENDERER.confirm(["#3 done"] * 50, TITLE, SILENT, page=PAGE)

    assert mail.text.count("#3 done") == 20
    assert "and 30 more" in mail.text


def test_what_the_core_refuses_is_told_in_the_language_of_the_reader():
    reader = replace(RECEIPT, recipient=replace(PRIYA, language="de"))

    text = " ".join(RENDERER.receipt(reader, TITLE, SILENT).text.split())
    assert "In jener Mail gibt es keine #99, nur #3, #7, #9." in text
    assert "Gerade ändert jemand anderes die Datei." in text
    assert "Das Datum ist nicht verständlich" in text


def test_the_commit_that_made_a_change_is_named():
    first = replace(RECEIPT.outcomes[0], revision="0123456789abcdef" * 2 + "01234567")
    made = replace(RECEIPT, outcomes=(first,))

    text = " ".join(RENDERER.receipt(made, TITLE, SILENT).text.split())
    assert "commit 0123456789" in text


def test_lines_of_a_file_are_never_broken_in_the_text():
    line = "| P1 | " + "Rotate the signing keys of every region " * 4 + "| @priya | Open |"
    outcome = replace(
        RECEIPT.outcomes[0], before_line=line, after_line=line.replace("Open", "Done")
    )
    text = RENDERER.receipt(Receipt(PRIYA, "x", (outcome,)), TITLE, SILENT).text

    assert f"     - {line}\n" in text
