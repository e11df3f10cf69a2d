"""digest.settings: whose delays people hear of, and who hears of them first."""

from datetime import timedelta
from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.settings import load

SMALLEST = (Path(__file__).parents[1] / "cases" / "settings" / "smallest.toml").read_text()


def settings(tmp_path: Path, more: str):
    path = tmp_path / "digest.toml"
    path.write_text(f"{SMALLEST}\n{more}\n")
    return load.load(path, {})


def test_nobody_hears_first_unless_it_is_set(tmp_path):
    told = '[notices]\nhead_start = "2h"'

    assert settings(tmp_path, "").head_start == timedelta()
    assert settings(tmp_path, told).head_start == timedelta(hours=2)


def test_people_watch_people_teams_and_sources(tmp_path):
    told = '[people.noor]\nname = "Noor"\nwatch = ["noor", "identity"]\n[teams.identity]'

    assert settings(tmp_path, told).people["noor"].watches == ("noor", "identity")


def test_what_is_watched_must_be_there(tmp_path):
    with pytest.raises(UsageError, match=r"people\.noor\.watch: no person, team or source 'x'"):
        settings(tmp_path, '[people.noor]\nname = "Noor"\nwatch = ["x"]')
