"""Somebody who commits to the same repository, as people do: pull, edit, commit, push."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from tests.sources.upstream import SEALED, Upstream

_PAUSE = 0.15  # seconds between two commits


@dataclass
class Colleague:
    """Adds lines to documents others are answering about, above and below the items."""

    upstream: Upstream
    tree: Path
    documents: int
    written: list[str] = field(default_factory=list)  # lines that were pushed

    def commit(self, stop: Event) -> None:
        """Go on until told to stop."""
        self._git("clone", "-q", str(self.upstream.path), str(self.tree), at=self.upstream.path)
        number = 0
        while not stop.wait(_PAUSE):
            number += 1
            line = f"- Seen {number}"
            file = self.tree / f"{number % self.documents:02}.md"
            head, mark, tail = file.read_text().partition("\n\n## Action Items")
            above = number % 2
            text = f"{head}\n\n{line}{mark}{tail}" if above else f"{head}{mark}{tail}{line}\n"
            file.write_text(text)
            self._git("commit", "-q", "-a", "-m", line)
            if self._pushed():
                self.written.append(line)

    def _pushed(self) -> bool:
        for _ in range(10):
            if self._git("push", "-q"):
                return True
            if not self._git("pull", "-q", "--rebase"):
                self._git("rebase", "--abort")
                break
        self._git("fetch", "-q")
        self._git("reset", "-q", "--hard", "origin/main")
        return False

    def _git(self, *words: str, at: Path | None = None) -> bool:
        done = subprocess.run(  # noqa: S603 - our own words
            ["git", *words],  # noqa: S607 - looked up on PATH
            cwd=at or self.tree,
            env=SEALED,
            check=False,
            capture_output=True,
        )
        return done.returncode == 0
