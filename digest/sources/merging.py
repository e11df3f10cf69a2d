"""Two commits brought together without a work tree, where they do not contradict each other."""

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.sources import tree
from digest.sources.blobs import contents
from digest.sources.commit import blob
from digest.sources.program import Failed, Git

_SIDES = ("2", "1", "3")  # ours, what both come from, theirs: as git merge-file wants them


def merged(git: Git, ours: str, theirs: str) -> str | None:
    """Return the tree of both; None where a person has to decide.

    Raises:
        Failed: git cannot tell what both come from.
    """
    base = git.run("merge-base", ours, theirs).decode().strip()
    with TemporaryDirectory(dir=git.repository) as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run("read-tree", "-i", "-m", "--aggressive", base, ours, theirs, more=index)
        told = git.run("ls-files", "-u", "-z", more=index).decode(errors="surrogateescape")
        sides: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for record in told.split("\0")[:-1]:
            head, _, path = record.partition("\t")
            mode, id_, stage = head.split(" ")
            sides[path][stage] = mode, id_
        for path, found in sides.items():
            line = _merged_file(git, path, found, Path(folder))
            if line is None:
                return None
            git.run("update-index", "-z", "--index-info", stdin=line, more=index)
        return git.run("write-tree", more=index).decode().strip()


def _merged_file(
    git: Git, path: str, sides: dict[str, tuple[str, str]], folder: Path
) -> bytes | None:
    """Return the line of the index for a file that both sides changed."""
    modes = {mode for mode, _ in sides.values()}
    if len(sides) != len(_SIDES) or len(modes) != 1 or not modes <= set(tree.REGULAR):
        return None
    raw = contents(git, (id_ for _, id_ in sides.values()))
    files = []
    for stage in _SIDES:
        files.append(folder / f"side-{stage}")
        files[-1].write_bytes(raw[sides[stage][1]])
    try:
        both = git.run("merge-file", "-p", "-q", *map(str, files))
    except Failed:  # they contradict each other, or are no text
        return None
    line = f"{modes.pop()} {blob(git, both)}\t{path}\0"
    return line.encode(errors="surrogateescape")
