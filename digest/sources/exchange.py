"""One file's bytes for others: whole or not at all, and only where the old ones still stand."""

import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from digest.errors import Permanent, Transient
from digest.sources import beneath
from digest.sources.stale import stale

_NO_LOCKS = (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.EINVAL)  # as on NFS
_NOT_OURS = (errno.EPERM, errno.EINVAL, errno.ENOTSUP)
_PATIENCE, _PAUSE = 10.0, 0.005  # seconds


@dataclass(frozen=True)
class _Old:
    """What is kept of the file that is replaced, beside its name."""

    stat: os.stat_result
    known: dict[str, bytes]  # extended attributes


@contextmanager
def alone(parent: int) -> Iterator[None]:
    """Keep an opened folder to ourselves among all that lock it, as every process of ours does.

    Where folders cannot be locked, comparing just before the rename must do.

    Raises:
        Transient: somebody goes on holding it.
    """
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(parent, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > ends:
                raise Transient("the folder is locked by somebody (tried again)") from None
            time.sleep(_PAUSE)
        except OSError as problem:
            if problem.errno not in _NO_LOCKS:
                raise
            break
    yield  # closing the folder gives it free


def exchange(name: str, parent: int, *, path: str, seen: bytes, new: bytes) -> None:
    """Put `new` where exactly `seen` stands, keeping mode, owner and what else is known of it.

    `parent` is the opened folder; `path` is how errors name the file.

    Raises:
        StaleEdit: other bytes stand there, or nothing.
        OSError: it cannot be written; nothing was.
    """
    old = _compare(name, parent, path=path, seen=seen)
    before = old.stat
    if not before.st_mode & 0o222 or not os.access(name, os.W_OK, dir_fd=parent):
        raise Permanent(f"{path}: the file is read-only (make it writable for the service)")
    beside = f".{secrets.token_hex(8)}.digest"  # hidden: never read as a document
    try:
        _write(beside, parent, new, old)
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


def _compare(name: str, parent: int, *, path: str, seen: bytes) -> "_Old":
    try:
        opened = beneath.open_file(name, parent)
    except FileNotFoundError:
        raise stale(path, seen, b"") from None
    try:
        found, _ = beneath.read_whole(opened, len(seen))
        if found != seen:
            raise stale(path, seen, found)
        return _Old(os.fstat(opened), _attributes(opened))
    finally:
        os.close(opened)


def _write(name: str, parent: int, new: bytes, old: "_Old") -> None:
    like, known = old.stat, old.known
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    opened = os.open(name, flags, 0o600, dir_fd=parent)
    with os.fdopen(opened, "wb") as file:
        file.write(new)
        file.flush()
        _own(opened, like)
        for key, value in known.items():
            with suppress(OSError):  # what only root may set, or another file system knows
                os.setxattr(opened, key, value)
        os.fchmod(opened, stat.S_IMODE(like.st_mode))
        os.fsync(opened)


def _attributes(opened: int) -> dict[str, bytes]:
    """Return the extended attributes of a file, access lists among them; Linux has them."""
    found: dict[str, bytes] = {}
    with suppress(OSError, AttributeError):
        for key in os.listxattr(opened):
            found[key] = os.getxattr(opened, key)
    return found


def _own(opened: int, like: os.stat_result) -> None:
    """Keep the owner where we may; the mode and the words matter more than who holds them."""
    try:
        os.fchown(opened, like.st_uid, like.st_gid)
    except OSError as problem:
        if problem.errno not in _NOT_OURS:
            raise


def _mark(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino
