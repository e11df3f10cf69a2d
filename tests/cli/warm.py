"""Commands in processes of their own that begin warm: what all load was loaded once before."""

import multiprocessing
import os
import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

from digest.cli import main

_LOADED = ["once", "check", "reading", "lint", "preview", "init", "glance", "feed", "start"]


@dataclass(frozen=True)
class Command:
    """How a command is called: its words, what it writes to, and what surrounds it."""

    words: tuple[str, ...]
    place: Path
    out: Path  # file or terminal that gets both outputs
    environment: Mapping[str, str] = field(default_factory=dict)
    room: int | None = None  # bytes beyond which no file can grow


def ran(command: Command) -> int:
    """Run a command to its end, and return its exit code."""
    process = _warm().Process(target=_run, args=(command,))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


@cache
def _warm() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"digest.cli.{name}" for name in _LOADED])
    return context


def _run(command: Command) -> None:
    out = os.open(command.out, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOCTTY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.chdir(command.place)
    os.environ.clear()
    os.environ.update(command.environment)
    if command.room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (command.room, command.room))
    sys.argv = ["digest", *command.words]
    main()
