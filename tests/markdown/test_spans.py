from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markdown.document import read
from digest.markdown.fields import words
from digest.model.document import Document
from digest.model.item import ActionItem, Form, Span
from digest.settings.vocabulary import load

CASES = Path(__file__).parents[1] / "cases" / "markdown" / "reading"
DOCUMENTS = sorted(CASES.rglob("*.md"))
VOCABULARY = load()
# Pieces that open and close what the parser knows, beside what our patterns know.
PIECES = [
    *("# Action items\n", "- ", "- [ ] ", "  - [x] ", "1. ", "> ", "| a | owner | due |\n"),
    *(
        "|---|---|---|\n",
        "| x | @kim | 2026-05-01 |\n",
        "|",
        "`",
        "**",
        "~~",
        "\\",
        "<!-- id: a -->",
    ),
    *("[l](http://e/1)", "@lee", " - ETA: Friday", "(done)", "[due:: 2026-05-01]", "Owner: Bo"),
    *(
        "**Learning**: x",
        "## Progress Update - 2026-05-01\n",
        "### Completed\n",
        "AI: ",
        "é",
        "担当",
    ),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "\f",
        "\u2028",
        "\0",
        "&amp;",
        "<br>",
        "---\n",
        "+++\n",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)


def spans(item: ActionItem) -> dict[str, Span]:
    assert item.spans is not None
    found = {f.name: getattr(item.spans, f.name) for f in fields(item.spans)}
    return {name: span for name, span in found.items() if span is not None}


def hold(document: Document) -> None:
    for item in document.items:
        places = spans(item)
        whole = places.pop("whole")
        assert 0 <= whole.start <= whole.end <= len(document.raw)
        for span in places.values():
            below = whole.end <= span.start <= span.end <= len(document.raw)
            assert whole.start <= span.start <= span.end <= whole.end or (
                below and not any(within(span, other) for other in document.items)
            )
        assert 1 <= item.line <= item.end_line


def within(span: Span, item: ActionItem) -> bool:
    assert item.spans is not None
    return item.spans.whole.start < span.end and span.start < item.spans.whole.end


@given(TEXTS)
def test_every_span_lies_in_its_item_or_below_it_in_no_other(text: str):
    hold(read(text.encode("utf-8", "replace"), path="a.md", vocabulary=VOCABULARY))


def test_a_field_below_a_heading_that_is_an_item_is_its_own():
    document = read(
        b"# Action items\n## Valve\n- Owner: Kim\n", path="a.md", vocabulary=VOCABULARY
    )

    hold(document)
    assert [i.owners for i in document.items] == [("Kim",)]


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes):
    hold(read(raw, path="a.md", vocabulary=VOCABULARY))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda path: path.stem)
def test_line_ends_and_byte_order_marks_change_nothing_but_the_bytes(
    case: Path, mark: bytes, end: bytes
):
    raw = case.read_bytes()
    plain = read(raw, path="a.md", vocabulary=VOCABULARY)
    other = read(mark + raw.replace(b"\n", end), path="a.md", vocabulary=VOCABULARY)

    assert other.items == plain.items
    assert other.updates == plain.updates


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda path: path.stem)
def test_the_bytes_of_a_field_say_what_was_read(case: Path):
    document = read(case.read_bytes(), path=case.stem, vocabulary=VOCABULARY)
    for item in document.items:
        said = {n: words.plain(s.of(document.raw).decode()) for n, s in spans(item).items()}

        assert said["text"].replace("|", "") == item.text.replace("|", "")
        # A date may also stand below its item, as a realistic reading does.
        assert item.due is None or said.get("due", item.due.raw) == item.due.raw
        if item.form is not Form.TASK and "status" in said:
            assert said["status"] == item.status.raw
