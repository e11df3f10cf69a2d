"""A repository with a work tree, as somebody has it on their own machine."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 23)
LATELY = "2026-11-02T09:00:00Z"
PRIYA = ("Priya Nair", "priya@northbeam.example")
JONAS = ("Jonas Weber", "jonas@northbeam.example")


@dataclass(frozen=True)
class Checkout:
    """Commits are made here; nothing of the machine's own configuration is seen."""

    path: Path
    environ: Mapping[str, str]

    @classmethod
    def create(cls, path: Path, *, user: tuple[str, str] = PRIYA) -> "Checkout":
        path.mkdir(parents=True, exist_ok=True)
        config = path.parent / f"{path.name}.gitconfig"
        config.write_text(f'[user]\n\tname = "{user[0]}"\n\temail = "{user[1]}"\n')
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(path.parent),
            "GIT_CONFIG_GLOBAL": str(config),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        made = cls(path, environ)
        made.git("init", "-q", "-b", "main")
        return made

    def git(self, *arguments: str, **more: str) -> str:
        told = subprocess.run(  # noqa: S603 - our own arguments
            ["git", "-C", str(self.path), *arguments],  # noqa: S607 - looked up on PATH
            env={**self.environ, **more},
            check=True,
            capture_output=True,
        )
        return told.stdout.decode().strip()

    def commit(
        self,
        files: Mapping[str, str] | None = None,
        *,
        by: tuple[str, str] = PRIYA,
        at: str = LATELY,
    ) -> None:
        write(self.path, files or {})
        who = {
            f"GIT_{role}_{part}": value
            for role in ("AUTHOR", "COMMITTER")
            for part, value in (("NAME", by[0]), ("EMAIL", by[1]), ("DATE", at))
        }
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x", **who)


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
