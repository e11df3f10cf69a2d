"""Contents of files in git, many to a process."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from digest.errors import Transient
from digest.ports import Snapshot
from digest.sources.program import Git
from digest.sources.select import shown

_AHEAD = 64  # files at most that are read before they are asked for


def contents(git: Git, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of blobs by their id; one that is missing is left out."""
    asked = list(dict.fromkeys(blobs))
    if not asked:
        return {}
    told = git.run("cat-file", "--batch", stdin="".join(f"{b}\n" for b in asked).encode())
    found, at = {}, 0
    while at < len(told):
        end = told.index(b"\n", at)
        head = told[at:end].split(b" ")
        at = end + 1
        if len(head) == 3:  # noqa: PLR2004 - id, type, size; else "id missing"
            size = int(head[2])
            found[head[0].decode()] = told[at : at + size]
            at += size + 1
    return found


@dataclass
class Ahead:
    """Reads on while files are asked for in order, so that a thousand need few processes."""

    git: Git
    _revision: str = ""
    _order: list[str] = field(default_factory=list)
    _held: dict[str, bytes] = field(default_factory=dict)
    _step: int = 1

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        """Return a file of a snapshot.

        Raises:
            Transient: it is not in the clone.
        """
        if snapshot.revision != self._revision:
            self._revision, self._step = snapshot.revision, 1
            self._order, self._held = list(snapshot.versions), {}
        blob = snapshot.versions.get(path, "")
        if blob not in self._held and blob:
            start = self._order.index(path)
            some = self._order[start : start + self._step]
            self._held = contents(self.git, (snapshot.versions[one] for one in some))
            self._step = min(self._step * 2, _AHEAD)
        if blob not in self._held:
            raise Transient(f"{shown(path)}: is not in {snapshot.revision[:12]}")
        return self._held[blob]
