"""How far back a history is read: looked through once, newest first, without reading a file."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from digest.model.place import Depth
from digest.sources import log
from digest.sources.program import Git

_AT_ONCE = 500  # commits whose versions are sized by one process

Version = tuple[str, str]  # path and blob


@dataclass(frozen=True)
class Course:
    """The commits that are read."""

    cut: str = ""  # the newest commit that is not; "" where nothing was left out
    commits: frozenset[str] = frozenset()
    merged: frozenset[Version] = frozenset()  # what merges brought


def surveyed(
    git: Git, depth: Depth, wanted: Callable[[str], bool], chosen: tuple[str, ...]
) -> Course:
    """Return the newest of the chosen commits that are within bounds."""
    commits, merged, size, newest = set[str](), set[Version](), 0, None
    walk = log.commits(git, "--first-parent", "--no-renames", *chosen)
    with closing(walk):
        for commit, versions, more in _sized(git, wanted, walk):
            newest, size = newest or commit.at, size + more
            over = len(commits) >= depth.commits or size > depth.size
            if over or commit.at < newest - depth.age:
                return Course(commit.id, frozenset(commits), frozenset(merged))
            if versions:
                commits.add(commit.id)
            if len(commit.parents) > 1:
                merged.update(versions)
    return Course("", frozenset(commits), frozenset(merged))


def _sized(
    git: Git, wanted: Callable[[str], bool], walk: Iterator[log.Commit]
) -> Iterator[tuple[log.Commit, list[Version], int]]:
    """Yield each commit with the versions that are wanted of it, and their bytes together."""
    while some := list(islice(walk, _AT_ONCE)):
        versions = [[(e.path, e.blob) for e in c.entries if wanted(e.path)] for c in some]
        sizes = _sizes(git, [blob for each in versions for _, blob in each])
        for commit, each in zip(some, versions, strict=True):
            yield commit, each, sum(sizes.get(blob, 0) for _, blob in each)


def _sizes(git: Git, blobs: list[str]) -> dict[str, int]:
    asked = sorted(set(blobs))
    told = git.run(
        "cat-file",
        "--batch-check=%(objectname) %(objectsize)",
        stdin="".join(f"{blob}\n" for blob in asked).encode(),
    )
    pairs = (line.split(" ") for line in told.decode().split("\n"))
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdigit()}  # noqa: PLR2004 - id and size; "id missing" has no number
