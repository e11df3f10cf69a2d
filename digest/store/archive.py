"""One file that holds all that must not be lost, with a list of what is in it."""

import gzip
import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.errors import UsageError

STORE, SECRET, SETTINGS = "store.db", "secret", "settings/"
_MANIFEST = "manifest.json"
_FORMAT = 1
_LONGEST = 1_000_000  # bytes of a manifest
_PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    version: str  # of Digest
    schema: str  # of its store
    made_at: str  # ISO 8601, UTC
    secret_id: str  # of the secret that addresses are derived from, kept here or elsewhere
    rows: Mapping[str, int]  # by table
    files: Mapping[str, str] = field(default_factory=dict)  # name to SHA-256
    format: int = _FORMAT


def pack(place: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write an archive that its owner alone can read, whole or not at all, and read it again.

    Raises:
        UsageError: it cannot be written, or is there already.
    """
    sums = {name: _sum(path) for name, path in files.items()}
    told = asdict(manifest) | {"files": sums}
    try:
        with TemporaryDirectory(dir=place.parent, prefix=".backup-") as folder:
            listed, new = Path(folder, _MANIFEST), Path(folder, place.name)
            listed.write_text(json.dumps(told, indent=2) + "\n")
            with new.open("xb") as file:
                os.fchmod(file.fileno(), 0o600)
                with tarfile.open(fileobj=file, mode="w:gz") as tar:
                    for name, path in {_MANIFEST: listed, **files}.items():
                        tar.add(path, name, filter=_anonymous)
                file.flush()
                os.fsync(file.fileno())
            unpack(new, Path(folder, "again"))
            place.hardlink_to(new)  # unlike a rename it never replaces what is there
    except FileExistsError:
        raise UsageError(f"{place}: is there already, and nothing is overwritten") from None
    except OSError as error:
        raise UsageError(f"{place}: cannot be written: {error.strerror or error}") from error


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def unpack(archive: Path, folder: Path) -> Manifest:
    """Write the files of an archive into a new folder; return what it says of itself.

    Raises:
        UsageError: it is no archive of ours, or not all of it is as it was written.
    """
    folder.mkdir(mode=0o700)
    try:
        with gzip.open(archive) as unpacked, tarfile.open(fileobj=unpacked) as tar:
            manifest = _manifest(tar)
            found = {
                member.name: _take(tar, member, folder / _known(member, manifest))
                for member in tar.getmembers()[1:]
            }
            while unpacked.read(_PIECE):  # the sum over all of it stands at the end
                pass
    except FileNotFoundError:
        raise UsageError(f"{archive}: no such file") from None
    except (tarfile.TarError, EOFError, zlib.error, OSError, ValueError, TypeError) as error:
        raise UsageError(f"{archive}: is no backup, or is damaged: {error}") from error
    if found != manifest.files:
        wrong = sorted(n for n, told in manifest.files.items() if found.get(n) != told)
        raise UsageError(f"{archive}: is damaged: {', '.join(wrong)} is not as it was written")
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    file = tar.extractfile(first) if first and first.name == _MANIFEST else None
    if file is None:
        raise ValueError("it has no manifest")
    told = Manifest(**json.loads(file.read(_LONGEST)))
    if told.format != _FORMAT:
        raise ValueError(f"its format is {told.format}, expected {_FORMAT}")
    if any(name.startswith("/") or ".." in name.split("/") for name in told.files):
        raise ValueError("it names a file outside of itself")
    return told


def _known(member: tarfile.TarInfo, manifest: Manifest) -> str:
    if not member.isreg() or member.name not in manifest.files:
        raise ValueError(f"{member.name!r} does not belong in it")
    return member.name


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> str:
    """Write a file of an archive and return its checksum."""
    file = tar.extractfile(member)
    if file is None:
        raise ValueError(f"{member.name!r} is no file")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        while piece := file.read(_PIECE):
            out.write(piece)
    return _sum(place)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
