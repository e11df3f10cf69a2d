"""What a person's digest is of, as the settings say it."""

from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.model.scope import Scope
from digest.settings import load

SMALLEST = (Path(__file__).parents[1] / "cases" / "settings" / "smallest.toml").read_text()


def settings(tmp_path, told):
    path = tmp_path / "digest.toml"
    path.write_text(f'{SMALLEST}\n[teams.identity]\n[people.noor]\nname = "Noor"\n{told}\n')
    return load.load(path, {})


def test_scopes_are_named_as_those_of_calendars(tmp_path):
    told = 'scopes = ["team:identity", "person:noor", "priority:p1", "all", "all"]'

    assert settings(tmp_path, told).people["noor"].scopes == (
        *(Scope("team", "identity"), Scope("person", "noor")),
        *(Scope("priority", "P1"), Scope("all")),
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ('["team:identty"]', r"no team 'identty' \(did you mean 'identity'\?\)"),
        ('["source:none"]', "no source 'none'"),
        ('["identity"]', "is not one of all, person:NAME"),
        ('["tag:a", "tag:b", "tag:c", "tag:d", "tag:e", "tag:f", "tag:g"]', "6 at most"),
    ],
)
def test_a_scope_that_is_none_is_told_with_its_setting(tmp_path, told, expected):
    with pytest.raises(UsageError, match=rf"people\.noor\.scopes: .*{expected}"):
        settings(tmp_path, f"scopes = {told}")


def test_nobody_has_scopes_or_hears_that_all_is_clear_unless_it_is_set(tmp_path):
    noor = settings(tmp_path, "").people["noor"]

    assert (noor.scopes, noor.all_clear) == ((), False)
    assert settings(tmp_path, "all_clear = true").people["noor"].all_clear
