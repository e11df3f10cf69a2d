"""What docs/people.md says a name means, it means."""

import tomllib

import pytest

from digest.settings.load import load
from tests.docs.pages import ROOT, fences, page, quoted, rows

PAGE = page("people.md")
SHOWN = [f.text for f in fences(ROOT / "docs" / "people.md") if f.language == "toml"]


@pytest.fixture
def directory(tmp_path):
    """The first people and the team of the page."""
    everyone = "".join(t for t in SHOWN if "[people.priya]" in t or "[teams.identity]" in t)
    top = 'from = "d@northbeam.example"\nsmtp = "smtp://localhost"\noperator = "priya"\n'
    (tmp_path / "digest.toml").write_text(top + '[sources.x]\npath = "x"\n' + everyone)
    return load(tmp_path / "digest.toml", {}).directory()


@pytest.mark.parametrize(("written", "means"), list(rows(PAGE, "## Who is meant")))
def test_a_name_means_who_the_page_says(directory, written: str, means: str):
    found = [directory.resolve(name) for name in quoted(written)]

    assert {(r.person or r.team).key if r.found else "nobody" for r in found} == {means}


def test_everybody_shown_is_somebody():
    shown = [tomllib.loads(text) for text in SHOWN]

    assert {"priya", "jonas", "mei", "erin"} == {p for t in shown for p in t.get("people", {})}
