"""A comment silences what stands where it says so, and nothing else."""

import pytest

from tests.lint.cases import findings

TOP = "# Meeting, 20 November 2026\n\n"
VAGUE = "- [ ] @mei: Improve monitoring (due 2026-12-04)\n"


def lines(text: str) -> list[int]:
    return [f.place.line for f in findings({"a.md": text}) if f.code == "DG101"]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- digest: ignore DG101 -->",
        "<!-- digest: ignore DG1 -->",
        "<!--digest:ignore dg203, dg101: agreed so in the meeting-->",
        "<!-- digest: ignore -->",
    ],
)
def test_a_comment_silences_by_code_or_altogether(comment: str):
    assert lines(f"{TOP}## Actions\n\n- [ ] Order cake\n\n{comment}\n\n{VAGUE}") == []


@pytest.mark.parametrize("comment", ["<!-- digest: ignore DG102 -->", "<!-- ignore DG101 -->"])
def test_other_comments_silence_nothing(comment: str):
    assert lines(f"{TOP}## Actions\n\n{comment}\n\n{VAGUE}") == [7]


def test_a_comment_above_an_item_covers_it_alone():
    text = f"{TOP}## Actions\n\n- [ ] Order cake\n\n<!-- digest: ignore -->\n{VAGUE}{VAGUE}"

    assert lines(text) == [9]


def test_a_comment_in_a_line_covers_it_alone():
    silent = VAGUE.replace("\n", " <!-- digest: ignore -->\n")

    assert lines(f"{TOP}## Actions\n\n{VAGUE}{silent}{VAGUE}") == [5, 7]


def test_a_comment_under_a_heading_covers_what_stands_under_it():
    one, two = (
        f"## Actions\n\n<!-- digest: ignore -->\n\n{VAGUE}\n### More\n\n{VAGUE}",
        "\n## Tasks\n\n",
    )

    assert lines(TOP + one + two + VAGUE) == [15]


@pytest.mark.parametrize(
    "text", ["<!-- digest: ignore -->\n\n" + TOP, TOP + "<!-- digest: ignore -->\n"]
)
def test_a_comment_at_the_top_covers_the_file(text: str):
    assert lines(f"{text}\n## Actions\n\n{VAGUE}") == []


def test_a_row_of_a_table_is_silenced_in_a_cell():
    head = "| Action | Owner |\n|---|---|\n"
    row = "| Improve monitoring | @mei |\n"
    silent = row.replace("ing |", "ing <!-- digest: ignore DG101 --> |")

    assert lines(f"{TOP}{head}{silent}{row}") == [6]


@pytest.mark.parametrize("silenced", [0, 1, 2])
def test_a_silenced_item_neither_counts_nor_hides_others_of_its_list(silenced: int):
    rows = [f"- [ ] Order gate number {n} (due 2026-12-04)" for n in range(3)]
    rows[silenced] += " <!-- digest: ignore DG102 -->"

    found = findings({"a.md": TOP + "## Actions\n\n" + "\n".join(rows) + "\n"})

    told = [(f.place.line, f.message) for f in found if f.code == "DG102"]
    assert told == [(6 if silenced == 0 else 5, "none of these 2 action items has an owner")]
