"""The files to lint: those named, standard input, and those a source would read in folders."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from digest.errors import Problem
from digest.sources.folder import MAX_BYTES, FolderSource
from digest.sources.regular import must_be_readable

_READING = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
STANDARD_INPUT = Path("-")


@dataclass(frozen=True)
class Listed:
    """Files by the paths that findings name, and what could not be looked at."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def listed(paths: Sequence[Path], exclude: Sequence[str]) -> Listed:
    """Return each file once, in order; files that are named are read whatever their name.

    Raises:
        UsageError: there is nothing at a path, or it may not be read.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        if path != STANDARD_INPUT:
            must_be_readable(path)
        if path != STANDARD_INPUT and path.is_dir():
            seen = FolderSource("", path, exclude=exclude).snapshot()
            problems += (_beneath(path, problem) for problem in seen.problems)
            inside = [path / name for name in seen.versions]
        else:
            inside = [path]
        for one in inside:
            found.setdefault(os.path.realpath(one), one)
    return Listed(tuple(found.values()), tuple(problems))


def raw_of(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        click.UsageError: it cannot be read.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        # A pipe or a terminal would wait for somebody to write.
        with os.fdopen(os.open(path, _READING), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise click.UsageError(f"{path}: not a regular file")
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror or error}") from error


def contents(
    paths: Sequence[Path], *, called: str | None = None
) -> Iterator[tuple[str, Path, bytes]]:
    """Yield each file's path as findings name it, its path, its bytes.

    Standard input is named as it is `called`: kinds and dates stand in names of files too.
    """
    for path in paths:
        named = called if called and path == STANDARD_INPUT else path.as_posix()
        yield named, path, raw_of(path)


def _beneath(folder: Path, problem: Problem) -> Problem:
    where = (folder / problem.path).as_posix()
    return Problem(where, problem.line, problem.message, problem.hint, problem.rule)
