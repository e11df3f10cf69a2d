import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli.reading import read
from tests.docs.pages import page, quoted, rows

NOTES = (
    "# Notes\n**Duration**: 5 min\n\n## Action items\n- [ ] @kim: move it - Due: 2026-05-01\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.md").write_text(NOTES)
    (tmp_path / "a.markdown").write_text("# A\n")
    (tmp_path / "c.txt").write_text(NOTES)
    return tmp_path


def test_json_is_one_object_a_line_for_each_document_in_order(folder: Path):
    told = CliRunner().invoke(read, [str(folder), "--json"])

    documents = [json.loads(line) for line in told.stdout.splitlines()]
    assert [Path(d["path"]).name for d in documents] == ["a.markdown", "b.md"]
    assert documents[1]["duration"] == "5 min"


def test_an_item_has_every_field_by_its_name(folder: Path):
    told = CliRunner().invoke(read, [str(folder / "b.md"), "--json"])

    (item,) = json.loads(told.stdout)["items"]
    assert item["owners"] == ["@kim"]
    assert item["due"] == {"raw": "2026-05-01", "start": "2026-05-01", "end": "2026-05-01"}
    assert (item["line"], item["section"], item["form"]) == (5, "Action items", "task")


def test_a_file_named_is_read_whatever_its_suffix(folder: Path):
    told = CliRunner().invoke(read, [str(folder / "c.txt"), "--json"])

    assert len(json.loads(told.stdout)["items"]) == 1


def test_a_dash_is_standard_input():
    told = CliRunner().invoke(read, ["-", "--json"], input=NOTES)

    assert len(json.loads(told.stdout)["items"]) == 1


def test_people_get_a_table_without_colour_codes_when_it_is_no_terminal(folder: Path):
    told = CliRunner().invoke(read, [str(folder)])

    assert "move it" in told.stdout
    assert "\x1b" not in told.stdout


GUIDE = Path(__file__).parents[1] / "cases" / "markdown" / "reading" / "guide"
LINES = {
    "steps": "a step",
    "needs": "a need",
    "attempts": "an attempt, untried",
    "options": "an option",
    "estimates": "an estimate",
    "changed": "a change",
    "checks": "a check",
    "questions": "a question",
}


def named(kind: str) -> list[str]:
    """Return the names that docs/commands.md gives a part of the JSON."""
    (names,) = (
        row[1]
        for row in rows(page("commands.md"), "### The JSON of digest read")
        if row[0] == kind
    )
    return quoted(re.sub(r"\([^)]*\)", "", names))


@pytest.mark.parametrize(("name", "kind"), LINES.items())
def test_the_lines_of_an_update_have_the_documented_names(name: str, kind: str):
    told = CliRunner().invoke(read, [str(GUIDE), "--json"])
    documents = [json.loads(line) for line in told.stdout.splitlines()]
    updates = [update for document in documents for update in document["updates"]]

    found = [line for update in updates for line in update[name]]

    assert found
    assert {tuple(line) for line in found} == {tuple(named(kind))}
    assert {tuple(update) for update in updates} == {tuple(named("an update"))}


def test_a_document_has_the_documented_names():
    told = CliRunner().invoke(read, [str(GUIDE / "eta.md"), "--json"])

    assert list(json.loads(told.stdout)) == named("a document")


def test_words_of_the_settings_are_known(folder: Path):
    (folder / "own.toml").write_text('[vocabulary]\nheadings = ["loose ends"]\n')
    (folder / "b.md").write_text("# Notes\n\n## Loose ends\n\n- Call the vendor\n")
    asked = [str(folder / "b.md"), "--json", "--config", str(folder / "own.toml")]
    told = CliRunner().invoke(read, asked)

    assert [item["text"] for item in json.loads(told.stdout)["items"]] == ["Call the vendor"]
