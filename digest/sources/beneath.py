"""Files beneath a folder, opened so that no link can lead out of it, not even in a race."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from digest.errors import DigestError, Permanent, Transient, Unsettled
from digest.sources.select import outside, shown

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A pipe must not hold us up, so nothing is opened blocking.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PASSING = (
    errno.EIO,
    errno.ESTALE,
    errno.ENOTCONN,
    errno.ETIMEDOUT,
    errno.EMFILE,
    errno.ENFILE,
)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_LOOKS = 3  # at a file that changes under our eyes

Sign = tuple[int, int, int, int]
"""What a file system says of a file, and says otherwise once it was written: when it was
modified, its size, its inode, when any of this changed (nanoseconds, bytes)."""


def real(root: Path, path: str) -> PurePosixPath:
    """Return where a path leads, relative to the (resolved) root.

    Raises:
        Permanent: it leads out of the root.
    """
    if not outside(path):
        target = Path(os.path.realpath(root / path))
        if target.is_relative_to(root):
            return PurePosixPath(target.relative_to(root))
    raise Permanent(f"{shown(path)}: leads out of its source {root}")


@contextmanager
def folder(root: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """Open a folder beneath the root, name by name, following no link."""
    opened = os.open(root, FOLDER & ~os.O_NOFOLLOW)
    try:
        for part in parts:
            inner = os.open(part, FOLDER, dir_fd=opened)
            os.close(opened)
            opened = inner
        yield opened
    finally:
        os.close(opened)


def open_file(name: str, parent: int) -> int:
    """Open a regular file of an opened folder for reading."""
    opened = os.open(name, _FILE, dir_fd=parent)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise OSError(errno.EINVAL, "not a regular file")
    return opened


def sign(stat: os.stat_result) -> Sign:
    """Return the sign of a file.  Nobody can set back the last of its parts."""
    return stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_ctime_ns


def read_whole(opened: int, limit: int) -> tuple[bytes, Sign]:
    """Return an opened file's bytes, at most `limit` + 1, and its sign while they stood.

    Raises:
        Unsettled: somebody goes on writing it.
    """
    for _ in range(_LOOKS):
        before = sign(os.fstat(opened))
        most = min(before[1], limit) + 1  # one more would show that it grew
        raw = _bytes(opened, most)
        if len(raw) == min(before[1], most) and sign(os.fstat(opened)) == before:
            return raw, before
    raise Unsettled("is being written (it is looked at again)")


def _bytes(opened: int, most: int) -> bytes:
    parts, at = [], 0
    while at < most and (part := os.pread(opened, most - at, at)):
        parts.append(part)
        at += len(part)
    return b"".join(parts)


def explained(where: str, problem: OSError) -> DigestError:
    """Return what an error of the file system means for us, with what to do."""
    match problem.errno:
        case errno.EACCES | errno.EPERM:
            return Permanent(f"{where}: permission denied (let the service's user have it)")
        case errno.EROFS:
            return Permanent(f"{where}: the file system is read-only (turn write_back off)")
        case errno.ELOOP:
            return Permanent(f"{where}: is a link where none may be followed")
        case number if number in _FULL:
            return Transient(f"{where}: no space left (free some; it is tried again)")
        case number if number in _PASSING or number == errno.ENOENT:
            kind = Unsettled if number == errno.ENOENT else Transient
            return kind(f"{where}: {problem.strerror} (it is tried again)")
    return Permanent(f"{where}: {problem.strerror or problem}")
