from pathlib import Path

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
