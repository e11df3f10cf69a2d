"""The repository that a folder stands in, read through a bare one of our own.

A repository may have come as an archive from anywhere, with programs named in its
configuration.  So history is read in an empty repository that borrows the objects, and the two
questions that only the repository itself can answer run no program and reach no network.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from digest.model.place import GitPlace
from digest.sources.program import Failed, Git, environment

_SHA256 = 64  # hexadecimal digits of a commit's id
_SEALED = {"GIT_ALLOW_PROTOCOL": "none", "GIT_OPTIONAL_LOCKS": "0"}


@dataclass(frozen=True)
class Checkout:
    """A working tree and where its repository is; all paths are absolute."""

    top: Path  # the folder of the working tree
    own: Path  # its git directory
    common: Path  # where the objects are; that of all its working trees

    def commit(self, environ: Mapping[str, str] = os.environ) -> str | None:
        """Return the commit that is checked out; None before the first one."""
        try:
            told = self._git(environ).run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        except Failed:
            return None
        return told.decode().strip()

    def ignored(self, folder: Path, environ: Mapping[str, str] = os.environ) -> frozenset[str]:
        """Return what git ignores beneath a folder: paths of files, and of whole folders.

        The folder itself is `.`.
        """
        flags = ("--others", "--ignored", "--exclude-standard", "--directory")
        more = {"GIT_WORK_TREE": str(self.top)}
        try:
            told = self._git(environ).run(
                "-C", str(folder), "ls-files", "-z", *flags, more=more
            )
        except Failed:  # the index is damaged, or of a newer git
            return frozenset()
        paths = told.decode(errors="surrogateescape").split("\0")[:-1]
        return frozenset(path.rstrip("/") for path in paths)

    def past(self, commit: str, twin: Path, environ: Mapping[str, str] = os.environ) -> Git:
        """Return a bare repository, made at `twin`, that borrows the objects of this one."""
        git = Git(twin, _environment(self, environ))
        form = "sha256" if len(commit) == _SHA256 else "sha1"
        git.run(
            "init", "--quiet", "--bare", "--template=", f"--object-format={form}", str(twin)
        )
        alternates = twin / "objects" / "info" / "alternates"
        alternates.parent.mkdir(exist_ok=True)
        alternates.write_bytes(os.fsencode(self.common / "objects") + b"\n")
        if (shallow := self.common / "shallow").is_file():
            shutil.copyfile(shallow, twin / "shallow")
        return git

    @property
    def partial(self) -> bool:
        """True where objects are fetched when they are asked for: the past is not here."""
        return any((self.common / "objects" / "pack").glob("*.promisor"))

    def _git(self, environ: Mapping[str, str]) -> Git:
        return Git(self.own, {**_environment(self, environ), **_SEALED})


def checkout_of(folder: Path) -> Checkout | None:
    """Return the working tree that a folder stands in; None where it stands in none."""
    resolved = folder.resolve()
    for top in (resolved, *resolved.parents):
        own = _git_directory(top / ".git")
        if own:
            return Checkout(top, own, _led(own, own / "commondir", "") or own)
    return None


def _git_directory(found: Path) -> Path | None:
    """Return what `.git` is, or leads to."""
    own = found if found.is_dir() else _led(found.parent, found, "gitdir: ")
    return own if own and (own / "HEAD").exists() else None


def _led(base: Path, file: Path, before: str) -> Path | None:
    """Return the folder that a file of one line names; None where it does not."""
    try:
        line = os.fsdecode(file.read_bytes()).rstrip("\n")
    except OSError:
        return None
    target = (base / line.removeprefix(before)).resolve()
    return target if line.startswith(before) and target.is_dir() else None


def _environment(checkout: Checkout, environ: Mapping[str, str]) -> dict[str, str]:
    return environment(GitPlace("docs", str(checkout.common)), environ)
