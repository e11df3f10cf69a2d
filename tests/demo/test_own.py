"""A demo of somebody's own documents: copied with their past, nobody with a real address."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.demo.cast import Cast
from digest.demo.history import git
from digest.demo.live import LiveScene
from digest.demo.stage import Ports, Stage, set_up
from digest.errors import UsageError
from digest.wiring import wire
from digest.workflow.gather import gather
from digest.workflow.world import World
from tests.sources.upstream import AT, SEALED, Upstream

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
PORTS = Ports(8025, 2601, 2602, 2603)
DAY = 86_400
ROWS = (
    "# Post-Mortem: Gate\n\n## Action Items\n\n"
    "| Action | Owner | Due Date | Status |\n|---|---|---|---|\n"
    "| Oil the gate | Priya Nair | {due} | Open |\n"
    "| Oil the hinge | Priya Nair | 2026-04-20 | Open |\n"
    "| Paint it | Mei Tanaka | 2026-04-21 | Open |\n"
)


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine whose git knows nobody, in a folder without settings."""
    for name in ("HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, SEALED[name])
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gates").mkdir()
    (tmp_path / "gates" / "gate.md").write_text(ROWS.format(due="2026-03-10"))
    return tmp_path / "gates"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits, in which a date moves and a file goes, and a date not committed yet."""
    upstream = Upstream.create(tmp_path / "upstream.git")
    first = ROWS.format(due="2026-03-10").encode()
    upstream.commit({"a gate.md": first, "old.md": b"# Old\n"}, by="Priya Nair")
    second = ROWS.format(due="2026-03-20").encode()
    upstream.commit({"a gate.md": second}, at=AT + DAY, removed=["old.md"])
    upstream.git("clone", "-q", str(upstream.path), str(tmp_path / "tree"))
    (tmp_path / "tree" / "a gate.md").write_text(ROWS.format(due="2026-04-09"))
    return tmp_path / "tree"


def shown(of: Path, root: Path) -> tuple[Stage, World]:
    stage = set_up(root, PORTS, now=NOW, fresh=False, of=of)
    world = wire(stage.settings({}))
    report = gather(world, stage.cast.repository)
    assert report
    assert report.problem == ""
    return stage, world


def log(stage: Stage, form: str) -> list[str]:
    return (
        git(stage.repository, "log", "--reverse", f"--format={form}", "main")
        .decode()
        .split("\n")[:-1]
    )


def test_the_visitor_plays_who_has_most_to_do(folder, tmp_path):
    stage, world = shown(folder, tmp_path / "demo")

    assert stage.cast == Cast(
        "priya-nair", "mei-tanaka", "priya-nair", "documents", "", str(folder)
    )
    assert world.installation.title == "gates follow-ups"
    assert [t.item.text for t in world.store.tracked("documents") if t.item.owners] != []


def test_a_colleague_moves_a_date_of_the_visitors(folder, tmp_path):
    stage, world = shown(folder, tmp_path / "demo")
    scene = LiveScene(world, stage)
    before = scene.change()
    scene.move_due_date()
    change = scene.change()

    assert (before, scene.people()[0].name) == (None, "Priya Nair")
    assert change
    assert (change.by, change.path) == ("Mei Tanaka", "gate.md")
    assert "+| Oil the gate | Priya Nair | 2026-03-17 | Open |" in change.diff


def test_everybody_has_a_made_up_address(repository, tmp_path):
    stage, world = shown(repository, tmp_path / "demo")
    people = world.installation.directory.people.values()

    assert {p.mail for p in people} == {
        "priya@northbeam.example",
        "mei@northbeam.example",
    }
    assert set(log(stage, "%ae")) <= {p.mail for p in people} | {"somebody@northbeam.example"}


def test_the_past_comes_along_and_what_is_not_committed_on_top(repository, tmp_path):
    stage, world = shown(repository, tmp_path / "demo")
    moved = next(t for t in world.store.tracked() if t.item.text == "Oil the gate")

    assert log(stage, "%an") == ["Priya Nair", "Mei Tanaka", "As it was found"]
    assert (moved.moves, moved.slip_days) == (2, 30)
    assert sorted(world.store.versions("documents")) == ["a gate.md"]


def test_what_was_copied_is_as_it_was(repository, tmp_path):
    before = {p: p.stat().st_mtime_ns for p in repository.rglob("*")}

    shown(repository, tmp_path / "demo")

    assert {p: p.stat().st_mtime_ns for p in repository.rglob("*")} == before


def test_where_one_person_is_named_a_colleague_is_made_up(folder, tmp_path):
    text = (folder / "gate.md").read_text()
    (folder / "gate.md").write_text(text.replace("Mei Tanaka", "Priya Nair"))

    stage, world = shown(folder, tmp_path / "demo")

    assert stage.cast.colleague == "a-colleague"
    assert world.installation.directory.people["a-colleague"].name == "A Colleague"


def test_names_are_only_names(folder, tmp_path):
    odd = 'Priya "{smtp}" {w} Nair\\'
    text = (folder / "gate.md").read_text()
    (folder / "gate.md").write_text(text.replace("Priya Nair", odd))

    stage, _ = shown(folder, tmp_path / "demo")
    people = tomllib.loads((stage.root / "people.toml").read_text())["people"]

    assert people[stage.cast.player]["name"].startswith('Priya "{smtp}" {w} Nair')


def test_words_and_people_of_the_settings_come_along(folder, tmp_path):
    (tmp_path / "digest.toml").write_text(
        "[sprints]\nstart = 2026-03-30\ndays = 14\n\n[default_due]\nP1 = 7\n\n"
        '[people.priya]\nname = "Priya Nair"\nmail = "priya@elsewhere.example"\n'
        '[people.mei]\nname = "Mei Tanaka"\nmail = "mei@elsewhere.example"\n'
        '[teams.gates]\nname = "Gates"\nmembers = ["priya", "mei"]\nlead = "mei"\n'
    )
    stage, world = shown(folder, tmp_path / "demo")
    settings = stage.settings({})

    assert settings.sprints
    assert (settings.sprints.days, settings.default_due) == (14, {"P1": 7})
    assert world.installation.directory.teams["gates"].lead == "mei"
    assert settings.people["mei"].mail == "mei@northbeam.example"


def test_a_demo_of_something_else_is_not_mixed_with_it(folder, tmp_path):
    shown(folder, tmp_path / "demo")

    with pytest.raises(UsageError, match=r"holds a demo of .*gates \(say --fresh"):
        set_up(tmp_path / "demo", PORTS, now=NOW, fresh=False)


def test_where_nobody_is_named_there_is_nobody_to_play(folder, tmp_path):
    (folder / "gate.md").write_text("# Gate\n")

    with pytest.raises(UsageError, match="nobody owns anything there"):
        set_up(tmp_path / "demo", PORTS, now=NOW, fresh=False, of=folder)
