"""digest.glance.people: whoever is named is somebody, where no settings say who works here."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.glance.service import looked_at
from digest.glance.wish import Wish
from digest.model.directory import Directory
from digest.workflow.overview import overview
from tests.sources.upstream import SEALED

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on a machine whose git knows Mei Tanaka."""
    mine = "[user]\n\tname = Mei Tanaka\n\temail = mei@northbeam.example\n"
    (tmp_path / "gitconfig").write_text(mine)
    for name in ("HOME", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, SEALED[name])
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


def found(folder: Path, *owners: str) -> tuple[Directory, str | None]:
    """Return who is found where these own something each."""
    rows = "".join(f"| Do {n} | {owner} | Open |\n" for n, owner in enumerate(owners))
    head = "# Gate\n\n**Authors**: Jonas Weber\n\n## Action Items\n\n"
    table = f"| Action | Owner | Status |\n|---|---|---|\n{rows}"
    (folder / "gate.md").write_text(head + table)
    with looked_at(Wish(folder, None, NOW)) as looked:
        return looked.world.installation.directory, looked.me


def test_owners_and_authors_are_people(folder):
    directory, _ = found(folder, "Priya Nair", "@sam")

    assert {p.name for p in directory.people.values()} == {
        "Priya Nair",
        "sam",
        "Jonas Weber",
        "Mei Tanaka",
    }


def test_who_has_no_address_gets_one_that_reaches_nobody(folder):
    directory, _ = found(folder, "Priya Nair")

    assert directory.people["priya-nair"].mail == "priya-nair@unknown.invalid"


def test_gits_user_is_known(folder):
    directory, me = found(folder, "Mei Tanaka")

    assert me
    assert directory.people[me].mail == "mei@northbeam.example"


def test_a_team_of_whom_no_member_is_known_answers_for_itself(folder):
    (folder / "CODEOWNERS").write_text("* @northbeam/identity\n")

    directory, _ = found(folder, "@northbeam/identity")

    assert directory.meant("@northbeam/identity").person


def test_a_team_that_an_update_speaks_for_owns_what_nobody_is_named_for(folder):
    (folder / "update.md").write_text(
        "# Progress Update\n\n**Team**: Platform\n**Date**: 2026-11-20\n\n"
        "## In Progress\n\n- Rotate the keys - ETA: 2026-11-27\n"
    )
    with looked_at(Wish(folder, None, NOW)) as looked:
        shares = overview(looked.world, NOW.date()).shares

    assert [(share.owner.name, share.open) for share in shares] == [("Platform", 1)]


def test_people_of_the_settings_are_all_there_are(folder, tmp_path):
    (tmp_path / "digest.toml").write_text(
        '[people.kim]\nname = "Kim Lee"\nmail = "kim@northbeam.example"\n'
    )
    directory, me = found(folder, "Priya Nair")

    assert (list(directory.people), me) == (["kim"], None)
