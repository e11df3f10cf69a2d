from pathlib import Path

from digest.markdown.document import read
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary
from digest.settings.load import load
from digest.settings.vocabularies import extended, vocabularies

SMALLEST = (Path(__file__).parents[1] / "cases" / "settings" / "smallest.toml").read_text()


def test_extra_words_win():
    known = Vocabulary(columns={"due": ("when", "due"), "owner": ("who",)})
    extra = Vocabulary(columns={"owner": ("When",)}, statuses={"Rolled  Out": Status.DONE})

    found = extended(known, extra)

    assert found.columns == {"due": ("due",), "owner": ("when", "who")}
    assert found.statuses == {"rolled out": Status.DONE}


def test_a_source_has_the_common_words_and_its_own(tmp_path: Path):
    (tmp_path / "digest.toml").write_text(
        f"{SMALLEST}\n[sources.b]\npath = 'b'\nvocabulary.headings = ['Loose Ends']"
    )

    found = vocabularies(load(tmp_path / "digest.toml", {}))

    assert "loose ends" in found.by_source["b"].headings
    assert "loose ends" not in found.common.headings
    assert "postmortems" not in found.by_source


def test_a_source_is_read_in_its_own_words(tmp_path: Path):
    words = (
        "columns.owner = ['Captain']\ncolumns.action = ['Chore']\n"
        "statuses.'rolled out' = 'done'"
    )
    (tmp_path / "digest.toml").write_text(
        f"{SMALLEST}\n[sources.b]\npath = 'b'\n[sources.b.vocabulary]\n{words}"
    )
    known = vocabularies(load(tmp_path / "digest.toml", {})).by_source["b"]
    text = b"| Captain | Chore | Status |\n|---|---|---|\n| Priya | Pay | Rolled out |\n"

    (item,) = read(text, path="a.md", vocabulary=known).items

    assert (item.text, item.owners, item.status.value) == ("Pay", ("Priya",), Status.DONE)


def test_the_names_of_the_directory_are_owners_in_any_case(tmp_path: Path):
    (tmp_path / "digest.toml").write_text(SMALLEST)
    known = vocabularies(load(tmp_path / "digest.toml", {})).common
    text = b"## Action items\n- priya to pay the bill\n- **Priya Nair**: move the job\n"

    found = read(text, path="a.md", vocabulary=known).items

    assert [item.owners for item in found] == [("priya",), ("Priya Nair",)]
