"""digest.glance.settings: what of a settings file counts for a moment."""

from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.glance.settings import settings_file, settings_for

WHOLE = """\
from = "Northbeam <digest@northbeam.example>"
smtp = "smtps://user@mail.northbeam.example"
database = "postgresql://digest@db.northbeam.example/digest"
public_url = "https://digest.northbeam.example"
secret_file = "no/such/file"
state = "/no/such/state"

[sources.papers]
path = "papers"
write_back = "on"
link = "https://northbeam.example/{path}"

[sources.code]
url = "https://git.northbeam.example/code.git"

[people.mei]
name = "Mei Tanaka"
mail = "mei@northbeam.example"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "digest.toml").write_text(WHOLE)
    return tmp_path / "digest.toml"


def test_nothing_reaches_out_or_is_kept_elsewhere(file, tmp_path):
    settings, _ = settings_for(tmp_path, file, tmp_path / "state")

    assert settings.database == f"sqlite:///{tmp_path}/state/store.db"
    assert (settings.state, settings.secret) == (tmp_path / "state", None)
    assert (settings.relay.host, settings.public_url) == ("localhost", None)


def test_a_source_of_the_file_keeps_its_name_and_cannot_be_written(file, tmp_path):
    settings, place = settings_for(tmp_path / "papers", file, tmp_path / "state")

    assert (place.name, list(settings.sources)) == ("papers", ["papers"])
    assert settings.sources["papers"].policy.link == "https://northbeam.example/{path}"
    assert not settings.sources["papers"].policy.write_back


def test_any_other_path_is_a_source_of_its_own(file, tmp_path):
    settings, place = settings_for(tmp_path, file, tmp_path / "state")

    assert (place.name, list(settings.people)) == ("docs", ["mei"])


def test_there_need_be_no_file(tmp_path):
    settings, place = settings_for(tmp_path, None, tmp_path / "state")

    assert (place.path, settings.title) == (tmp_path, "Digest")


def test_one_that_is_named_must_be_there(tmp_path):
    assert settings_file(None, tmp_path) is None
    with pytest.raises(UsageError, match="no settings"):
        settings_file(tmp_path / "other.toml", tmp_path)
