"""What is to be looked at, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digest.workflow.report import Progress

Told = Callable[[Progress], None]


@dataclass(frozen=True)
class Wish:
    """What is to be looked at, and how."""

    path: Path
    config: Path | None
    at: datetime  # the moment taken for now
    recalls: bool = True  # whether a repository's past is read
    told: Told = lambda _: None  # how far it is

    @property
    def folder(self) -> Path:
        """The path itself where it is a folder, else the one it is in."""
        return self.path if self.path.is_dir() else self.path.parent
