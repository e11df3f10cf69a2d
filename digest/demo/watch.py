"""What changed in the sample's sources since the demo began, as a diff."""

import difflib
from datetime import UTC, datetime
from pathlib import Path

from digest.demo.history import BRANCH, START, git
from digest.demo.scene import SourceChange

_FORM = "%H%x00%aN%x00%aI%x00%s%x00"
_AROUND = 1  # lines shown before and after


class RepositoryWatch:
    """Looks at the newest commit of a bare repository."""

    def __init__(self, source: str, repository: Path) -> None:
        self.source, self._repository = source, repository
        self._start = git(repository, "rev-parse", START).decode().strip()
        self._newest: SourceChange | None = None

    def newest(self) -> SourceChange | None:
        """Return the newest commit of somebody who played with the demo."""
        tip = git(self._repository, "rev-parse", BRANCH).decode().strip()
        if tip != (self._newest.revision if self._newest else self._start):
            self._newest = self._commit(tip)
        return self._newest

    def _commit(self, revision: str) -> SourceChange:
        shown = git(
            self._repository, "show", f"--format={_FORM}", f"--unified={_AROUND}",
            "--no-color", "--no-ext-diff", "--no-textconv", revision, "--",
        ).decode("utf-8", "replace")  # fmt: skip
        _, author, at, subject, diff = shown.split("\0", 4)
        path = diff.partition("\n+++ b/")[2].partition("\n")[0].rstrip("\t")
        when = datetime.fromisoformat(at)
        return SourceChange(self.source, path, when, author, subject, revision, diff)


class FolderWatch:
    """Remembers the files of a folder, to tell what was written since."""

    def __init__(self, source: str, folder: Path) -> None:
        self.source, self._folder = source, folder
        self._known = self._read()
        self._newest: SourceChange | None = None

    def newest(self) -> SourceChange | None:
        """Return the newest file that was written since the start."""
        now = self._read()
        for path in sorted(now):
            if now[path] != self._known.get(path):
                self._newest = self._told(path, self._known.get(path, ""), now[path])
        self._known = now
        return self._newest

    def _read(self) -> dict[str, str]:
        files = sorted(self._folder.rglob("*.md"))
        return {
            file.relative_to(self._folder).as_posix(): file.read_bytes().decode(
                "utf-8", "replace"
            )
            for file in files
        }

    def _told(self, path: str, before: str, after: str) -> SourceChange:
        at = datetime.fromtimestamp((self._folder / path).stat().st_mtime, UTC)
        pair = (before.splitlines(), after.splitlines())
        diff = "\n".join(difflib.unified_diff(*pair, "a", "b", n=_AROUND, lineterm=""))
        return SourceChange(self.source, path, at, "", f"{path} was written", "", diff)
