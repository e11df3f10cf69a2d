"""When the lines of a file were last changed, asked of git: `git blame`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from digest.errors import Permanent
from digest.model.place import GitPlace
from digest.sources.program import Failed, Git, environment

_COMMIT = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")
_TIME = b"committer-time "
_WORDS = ("blame", "--line-porcelain", "--no-textconv", "--contents", "-", "--")


@dataclass(frozen=True)
class Blame:
    """Ask the repository that a file is in; it runs no hook and no filter."""

    environ: Mapping[str, str]
    today: date

    def __call__(self, path: str, raw: bytes) -> Mapping[int, date]:
        """Return when each line was last committed; nothing where git does not know the file.

        What is not committed yet was changed today.

        Raises:
            click.ClickException: there is no git.
        """
        file = Path(path).resolve()
        root = _repository(file)
        if root is None:
            return {}
        git = Git(_directory(root), environment(GitPlace("lint", ""), self.environ))
        try:
            told = git.run(*_WORDS, str(file), stdin=raw, more={"GIT_WORK_TREE": str(root)})
        except Failed:
            return {}
        except Permanent as problem:
            raise click.ClickException(str(problem)) from problem
        return dict(_days(told.split(b"\n"), self.today))


def unknown(paths: Sequence[Path]) -> str:
    """Return a sentence about the files that are in no repository, "" where all are in one."""
    outside = [path for path in paths if _repository(path.resolve()) is None]
    if not outside:
        return ""
    more = f" and {len(outside) - 1:,} more" if len(outside) > 1 else ""
    return f"{outside[0]}{more}: in no git repository, so --history tells nothing of it"


def _repository(file: Path) -> Path | None:
    return next((p for p in file.parents if (p / ".git").exists()), None)


def _directory(root: Path) -> Path:
    """Return where the repository is: a work tree beside another one only points to it."""
    place = root / ".git"
    if place.is_dir():
        return place
    named = place.read_text("utf-8", "replace").partition("gitdir:")[2].strip()
    return root / named


def _days(lines: Iterable[bytes], today: date) -> Iterator[tuple[int, date]]:
    """Yield line numbers and days of what `git blame --line-porcelain` prints."""
    number, committed = 0, True
    for line in lines:
        if match := _COMMIT.fullmatch(line):
            number, committed = int(match[2]), match[1].strip(b"0") != b""
        elif line.startswith(_TIME):
            at = datetime.fromtimestamp(int(line.removeprefix(_TIME)), UTC).date()
            yield number, at if committed else today
