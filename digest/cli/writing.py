"""Files that a person asked for: whole or not at all, never over something else."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from digest.errors import UsageError, reason


def write_whole(path: Path, pieces: Iterable[bytes], *, option: str = "--out") -> None:
    """Write a file through one beside it, so that it never has the name half written.

    What is no regular file, such as a terminal or a pipe, is written as it is.

    Raises:
        UsageError: it cannot be written; what stood there stands there still.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            with target.open("wb") as there:
                there.writelines(pieces)
            return
        beside = target.with_name(f".{target.name}.new")
        try:
            with beside.open("wb") as new:
                new.writelines(pieces)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{option} {path}: cannot be written: {reason(error)}") from error


def make_folder(path: Path, *, option: str) -> None:
    """Make a folder where there is none.

    Raises:
        UsageError: it cannot be made, or nothing can be written in it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{option} {path}: cannot be made: {reason(error)}") from error
    if not os.access(path, os.W_OK | os.X_OK, effective_ids=True):
        raise UsageError(f"{option} {path}: cannot be written in by this user")
