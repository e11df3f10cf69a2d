"""One file's bytes for others: whole or not at all, and only where the old ones still stand."""

import errno
import os
import secrets
import stat
from contextlib import suppress

from digest.errors import Permanent
from digest.sources import beneath
from digest.sources.stale import stale


def exchange(name: str, parent: int, *, path: str, seen: bytes, new: bytes) -> None:
    """Put `new` where exactly `seen` stands, keeping mode and owner.

    `parent` is the opened folder; `path` is how errors name the file.

    Raises:
        StaleEdit: other bytes stand there, or nothing.
        OSError: it cannot be written; nothing was.
    """
    before = _compare(name, parent, path=path, seen=seen)
    if not before.st_mode & 0o222 or not os.access(name, os.W_OK, dir_fd=parent):
        raise Permanent(f"{path}: the file is read-only (make it writable for the service)")
    beside = f".{secrets.token_hex(8)}.digest"  # hidden: never read as a document
    try:
        _write(beside, parent, new, before)
        # The rename is atomic, the comparison is not: look again just before.
        now = os.stat(name, dir_fd=parent, follow_symlinks=False)
        if _mark(now) != _mark(before):
            _compare(name, parent, path=path, seen=seen)
        os.rename(beside, name, src_dir_fd=parent, dst_dir_fd=parent)
    except FileNotFoundError:
        raise stale(path, seen, b"") from None
    except PermissionError as problem:
        raise Permanent(
            f"{path}: its folder is read-only (let the service's user write there)"
        ) from problem
    finally:
        with suppress(OSError):
            os.unlink(beside, dir_fd=parent)
    os.fsync(parent)


def _compare(name: str, parent: int, *, path: str, seen: bytes) -> os.stat_result:
    try:
        opened = beneath.open_file(name, parent)
    except FileNotFoundError:
        raise stale(path, seen, b"") from None
    try:
        found, _ = beneath.read_whole(opened, len(seen))
        if found != seen:
            raise stale(path, seen, found)
        return os.fstat(opened)
    finally:
        os.close(opened)


def _write(name: str, parent: int, new: bytes, like: os.stat_result) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    opened = os.open(name, flags, 0o600, dir_fd=parent)
    with os.fdopen(opened, "wb") as file:
        file.write(new)
        file.flush()
        _own(opened, like)
        os.fchmod(opened, stat.S_IMODE(like.st_mode))
        os.fsync(opened)


def _own(opened: int, like: os.stat_result) -> None:
    """Keep the owner where we may; the mode and the words matter more than who holds them."""
    try:
        os.fchown(opened, like.st_uid, like.st_gid)
    except OSError as problem:
        if problem.errno not in (errno.EPERM, errno.EINVAL, errno.ENOTSUP):
            raise


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino
