"""A repository that others push to, as a bare one on this disk."""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SEALED = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Mei Tanaka",
    "GIT_AUTHOR_EMAIL": "mei@northbeam.example",
    "GIT_COMMITTER_NAME": "Mei Tanaka",
    "GIT_COMMITTER_EMAIL": "mei@northbeam.example",
}
AT = 1_772_442_000  # 2026-03-02T09:00Z


@dataclass(frozen=True)
class Upstream:
    """Commits appear here as if somebody had pushed them."""

    path: Path

    @classmethod
    def create(cls, path: Path) -> "Upstream":
        upstream = cls(path)
        upstream.git("init", "-q", "--bare", "-b", "main", str(path))
        return upstream

    def git(
        self, *arguments: str, stdin: bytes = b"", more: Mapping[str, str] | None = None
    ) -> str:
        told = subprocess.run(  # noqa: S603 - our own arguments
            ["git", *arguments],  # noqa: S607 - looked up on PATH
            input=stdin,
            env={**SEALED, "GIT_DIR": str(self.path), **(more or {})},
            check=True,
            capture_output=True,
        )
        return told.stdout.decode(errors="surrogateescape").strip()

    def commit(
        self,
        files: dict[str, bytes],
        *,
        at: int = AT,
        by: str = "Mei Tanaka",
        on: str = "main",
        removed: Sequence[str] = (),
        more: bytes = b"",
    ) -> str:
        """Add or replace files on a branch; return the commit.

        `more` are further lines as git fast-import takes them.
        """
        head = _head(on, by, at, begun=bool(self.heads().get(on)))
        gone = b"".join(f"D {path}\n".encode() for path in removed)
        stream = head + _content(files) + gone + more
        return self.git("fast-import", "--quiet", stdin=stream + b"\nget-mark :1\n")

    def commit_all(self, made: Iterable[tuple[dict[str, bytes], int]]) -> None:
        """Add or replace files on main, a commit for each moment."""
        begun, stream = bool(self.heads().get("main")), b""
        for files, at in made:
            stream += _head("main", "Mei Tanaka", at, begun=begun) + _content(files) + b"\n"
            begun = False  # git itself knows what it has just made
        self.git("fast-import", "--quiet", stdin=stream)

    def branch(self, name: str, at: str) -> None:
        self.git("update-ref", f"refs/heads/{name}", self.heads()[at])

    def merge(self, other: str, *, at: int, by: str = "Mei Tanaka", on: str = "main") -> str:
        """Merge a branch, taking its version of whatever it changed last."""
        ours, theirs = self.heads()[on], self.heads()[other]
        tree = self.git("merge-tree", "--write-tree", ours, theirs)
        when = {f"GIT_{who}_DATE": f"{at} +0000" for who in ("AUTHOR", "COMMITTER")}
        whose = {"GIT_AUTHOR_NAME": by}
        made = self.git(
            "commit-tree", tree, "-p", ours, "-p", theirs, "-m", "merge", more=when | whose
        )
        self.git("update-ref", f"refs/heads/{on}", made)
        return made

    def move(
        self, old: str, new: str, raw: bytes, *, at: int = AT, by: str = "Mei Tanaka"
    ) -> str:
        """Rename a file on main, with what it says from now on."""
        return self.commit({new: raw}, at=at, by=by, removed=(old,))

    def tree(self, line: bytes, *, on: str = "main") -> str:
        """Make a commit of a tree as raw as `git mktree` takes it."""
        tree = self.git("mktree", "-z", "--missing", stdin=line + b"\0")
        made = self.git("commit-tree", tree, "-p", self.heads()[on], "-m", "raw")
        self.git("update-ref", f"refs/heads/{on}", made)
        return made

    def heads(self) -> dict[str, str]:
        told = self.git("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads")
        return dict(line.rsplit(" ", 1)[::1] for line in told.split("\n") if line)

    def read(self, path: str, on: str = "main") -> bytes:
        told = subprocess.run(  # noqa: S603 - our own arguments
            ["git", "cat-file", "blob", f"{on}:{path}"],  # noqa: S607 - looked up on PATH
            env={**SEALED, "GIT_DIR": str(self.path)},
            check=True,
            capture_output=True,
        )
        return told.stdout


def _head(on: str, by: str, at: int, *, begun: bool) -> bytes:
    """Return how a commit begins, as git fast-import takes it."""
    who = f"{by} <{by.split(maxsplit=1)[0].lower()}@northbeam.example> {at} +0000"
    told = [f"commit refs/heads/{on}", "mark :1", f"author {who}", f"committer {who}"]
    told += ["data 1", "x", *([f"from refs/heads/{on}^0"] if begun else [])]
    return "\n".join(told).encode() + b"\n"


def _content(files: Mapping[str, bytes]) -> bytes:
    stream = b""
    for path, raw in files.items():
        quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        stream += f'M 100644 inline "{quoted}"\ndata {len(raw)}\n'.encode() + raw + b"\n"
    return stream
