"""Files that are written where none were, all of them or none."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from digest.errors import UsageError


def refuse(folder: Path, names: Mapping[str, str] | tuple[str, ...]) -> None:
    """Refuse to go on where one of these files is there.

    Raises:
        UsageError: naming each.
    """
    there = [folder / name for name in names if os.path.lexists(folder / name)]
    if there:
        raise UsageError(
            [
                f"{path}: is there already (it is never overwritten; move it away)"
                for path in there
            ]
        )


def place(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files by name into a folder, each whole, and none over another.

    Raises:
        UsageError: one is there, or cannot be written; then none is.
    """
    refuse(folder, tuple(texts))
    written: list[Path] = []
    temporary: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            temporary.append(folder / f".{name}.{secrets.token_hex(4)}")
            _write(temporary[-1], text)
        for path, name in zip(temporary, texts, strict=True):
            _settle(path, folder / name)
            written.append(folder / name)
    except OSError as error:
        for path in written:
            path.unlink()
        raise UsageError(
            f"{folder}: cannot be written to: {error.strerror or error}"
            " (name another folder with --out)"
        ) from error
    finally:
        for path in temporary:
            with suppress(OSError):
                path.unlink()


def _settle(path: Path, goal: Path) -> None:
    """Give a file its name, unless something came to have it meanwhile."""
    try:
        os.link(path, goal)  # a rename would replace what is there
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(goal):
            raise
        path.rename(goal)


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
