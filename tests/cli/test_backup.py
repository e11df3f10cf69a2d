"""`digest backup` and `digest restore`, as an operator uses them."""

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from digest.model.ledger import Purpose
from digest.rhythm import settings_of
from digest.supervise.lock import locked
from digest.tokens import derive
from digest.wiring import wire
from digest.workflow.addresses import calendars
from digest.workflow.feed import Wanted, feed
from digest.workflow.scope import Scope
from tests.cli.conftest import SETTINGS

SECRET = "nobody would ever guess " * 2


@pytest.fixture
def archive(place: Path, run) -> Path:
    """A backup of a service that has gathered and given out addresses."""
    (place / "digest.toml").write_text('people_file = "people.toml"\n' + SETTINGS)
    (place / "people.toml").write_text(
        '[people.jonas]\nname = "J"\nmail = "j@northbeam.example"\n'
    )
    assert run("gather").code == 0
    calendars(wire(settings_of()), "priya")
    assert run("backup", "kept.tar.gz").code == 0
    return place / "kept.tar.gz"


def identity() -> tuple[object, ...]:
    """Return what people hold in their hands: ids, addresses, calendars."""
    world = wire(settings_of())
    return (
        [tracked.id for tracked in world.store.tracked()],
        derive(world.secret, Purpose.REPLY, "a delivery"),
        calendars(world, "priya"),
        feed(world, Wanted(Scope("all"))),
        world.store.contents(),
    )


def test_a_service_is_the_same_after_its_disk_was_lost(place, run, archive):
    before = identity()
    shutil.rmtree(place / "state")
    told = run("restore", str(archive))

    assert (told.code, told.err) == (0, "")
    assert identity() == before
    assert (place / "state" / "secret").stat().st_mode & 0o777 == 0o600


def test_what_was_restored_goes_on_without_news(place, run, archive):
    shutil.rmtree(place / "state")
    run("restore", str(archive))

    assert run("gather").out == "docs: 0 documents read, 2 items, 0 changes\n"


def test_settings_come_back_into_a_folder_that_is_named(place, run, archive):
    for name in ("digest.toml", "people.toml"):
        (place / name).unlink()
    told = run("restore", str(archive), "--settings", "etc")

    assert told.code == 0
    assert (place / "etc" / "people.toml").is_file()
    assert (place / "etc" / "state" / "digest.db").is_file()
    assert run("restore", str(archive), "--settings", "etc").code == 2


def test_a_folder_gets_a_file_named_after_the_moment(place, run):
    (place / "backups").mkdir()
    told = run("backup", "backups")

    (made,) = (place / "backups").iterdir()
    assert (told.code, made.name.startswith("digest-20")) == (0, True)
    assert made.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("target", ["backups", "backups/"])
def test_a_folder_that_is_missing_does_not_become_a_file(place, run, target):
    told = run("backup", target)

    assert (told.code, "(make it first" in told.err) == (2, True)
    assert not (place / "backups").exists()


@pytest.mark.parametrize("target", ["kept.tar.gz", "gone/kept.tar.gz"])
def test_a_backup_needs_a_new_place(run, archive, target):
    told = run("backup", target)

    assert (told.code, "nothing is written" in told.err) == (2, True)
    assert archive.is_file()


def test_nothing_is_overwritten(run, archive):
    before = identity()
    told = run("restore", str(archive))

    assert (told.code, "is not empty" in told.err) == (2, True)
    assert identity() == before


def test_another_secret_is_not_overwritten(place, run, archive):
    shutil.rmtree(place / "state")
    (place / "state").mkdir()
    (place / "state" / "secret").write_text(SECRET)
    told = run("restore", str(archive))

    assert (told.code, "is there already" in told.err) == (2, True)
    assert not (place / "state" / "digest.db").exists()


def test_a_secret_given_by_hand_must_be_that_of_then(place, run, archive, monkeypatch):
    shutil.rmtree(place / "state")
    monkeypatch.setenv("DIGEST_SECRET", SECRET)

    assert "was made with another secret" in run("restore", str(archive)).err


def test_a_secret_given_by_hand_is_not_kept_in_a_backup(place, run, monkeypatch):
    monkeypatch.setenv("DIGEST_SECRET", SECRET)
    assert run("gather").code == 0
    assert run("backup", "given.tar.gz").code == 0
    shutil.rmtree(place / "state")
    assert run("restore", "given.tar.gz").code == 0

    monkeypatch.delenv("DIGEST_SECRET")
    shutil.rmtree(place / "state")
    assert "holds no secret" in run("restore", "given.tar.gz").err


def test_a_service_that_runs_is_left_alone(place, run, archive):
    with locked(place / "state"):
        assert "already in use" in run("restore", str(archive)).err


def test_a_backup_of_a_newer_version_is_refused(place, run, archive, tmp_path):
    _newer(archive, tmp_path / "open")
    shutil.rmtree(place / "state")
    told = run("restore", str(archive))

    assert (told.code, "schema 9999 is newer" in told.err) == (2, True)


def test_a_file_beside_the_settings_that_is_elsewhere_is_named(place, run):
    (place / "digest.toml").write_text('people_file = "../people.toml"\n' + SETTINGS)
    (place.parent / "people.toml").write_text("")
    told = run("backup", "kept.tar.gz")

    assert "left out: ../people.toml" in told.out


def _newer(archive: Path, folder: Path) -> None:
    """Make a backup look as if a later version had written it."""
    shutil.unpack_archive(archive, folder, filter="data")
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told | {"schema": "9999"}))
    others = sorted(p for p in folder.rglob("*") if p.is_file() and p != manifest)
    with tarfile.open(archive, "w:gz") as tar:
        for path in (manifest, *others):
            tar.add(path, path.relative_to(folder).as_posix())
