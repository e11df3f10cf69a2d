import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli.reading import read

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


def test_people_get_a_table_without_colour_codes_when_it_is_no_terminal(folder: Path):
    told = CliRunner().invoke(read, [str(folder)])

    assert "move it" in told.stdout
    assert "\x1b" not in told.stdout


def test_a_file_that_is_not_there_is_a_mistake_of_usage(folder: Path):
    told = CliRunner().invoke(read, [str(folder / "nothing.md")])

    assert told.exit_code == 2
    assert f"{folder / 'nothing.md'}: no such file or folder" in told.stderr
