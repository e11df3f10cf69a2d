"""A backup is whole and as it was written, or it is refused."""

import io
import tarfile
from pathlib import Path

import pytest

from digest.errors import UsageError
from digest.store.archive import Manifest, pack, unpack

MANIFEST = Manifest("1.0", "0007", "2026-11-23T08:00:00+00:00", "abc", {"items": 2})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "a").write_bytes(b"a" * 5000)
    (tmp_path / "b").write_bytes(b"b")
    pack(
        tmp_path / "backup.tar.gz",
        MANIFEST,
        {"store.db": tmp_path / "a", "settings/digest.toml": tmp_path / "b"},
    )
    return tmp_path / "backup.tar.gz"


def refused(archive: Path, folder: Path) -> str:
    with pytest.raises(UsageError) as error:
        unpack(archive, folder)
    return str(error.value)


def test_what_was_packed_comes_out_as_it_was(archive: Path, tmp_path: Path):
    manifest = unpack(archive, tmp_path / "out")

    assert (manifest.schema, manifest.rows) == ("0007", {"items": 2})
    assert (tmp_path / "out" / "store.db").read_bytes() == b"a" * 5000
    assert (tmp_path / "out" / "settings" / "digest.toml").read_bytes() == b"b"


def test_nobody_else_can_read_it(archive: Path, tmp_path: Path):
    unpack(archive, tmp_path / "out")

    assert archive.stat().st_mode & 0o077 == 0
    assert (tmp_path / "out" / "store.db").stat().st_mode & 0o077 == 0


def test_an_archive_is_never_written_over(archive: Path, tmp_path: Path):
    before = archive.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        pack(archive, MANIFEST, {"store.db": tmp_path / "a"})

    assert archive.read_bytes() == before
    assert not list(tmp_path.glob(".backup-*"))


@pytest.mark.parametrize("at", range(10, 100, 15))
def test_an_archive_that_was_changed_is_refused(archive: Path, tmp_path: Path, at: int):
    raw = bytearray(archive.read_bytes())
    raw[len(raw) * at // 100] ^= 0xFF
    archive.write_bytes(raw)

    assert "damaged" in refused(archive, tmp_path / "out")


@pytest.mark.parametrize("kept", [0, 10, 100, 200])
def test_an_archive_that_was_cut_is_refused(archive: Path, tmp_path: Path, kept: int):
    archive.write_bytes(archive.read_bytes()[:kept])

    assert "damaged" in refused(archive, tmp_path / "out")


def test_a_file_that_is_missing_is_named(archive: Path, tmp_path: Path):
    _again(archive, lambda name: name != "store.db")

    assert "store.db is not as it was written" in refused(archive, tmp_path / "out")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "extra"])
def test_what_does_not_belong_in_it_is_refused(archive: Path, tmp_path: Path, name: str):
    _again(archive, lambda _: True, extra=name)

    assert "does not belong in it" in refused(archive, tmp_path / "out")
    assert not (tmp_path / "evil").exists()


def test_what_is_no_archive_is_refused(tmp_path: Path):
    (tmp_path / "notes.md").write_text("# Notes")

    assert "is no backup" in refused(tmp_path / "notes.md", tmp_path / "one")
    assert "no such file" in refused(tmp_path / "gone", tmp_path / "two")


def _again(archive: Path, wanted, extra: str = "") -> None:
    """Write an archive again with what is wanted of it, and something more."""
    with tarfile.open(archive) as old:
        kept = [(m, old.extractfile(m)) for m in old if wanted(m.name)]
        read = [(m, f.read()) for m, f in kept if f]
    with tarfile.open(archive, "w:gz") as new:
        for member, raw in read:
            new.addfile(member, io.BytesIO(raw))
        if extra:
            info = tarfile.TarInfo(extra)
            info.size = 1
            new.addfile(info, io.BytesIO(b"x"))
