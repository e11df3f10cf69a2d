"""A colleague moves a due date: one commit in the sample's repository."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from digest.demo.days import workday
from digest.demo.history import BRANCH, Commit, commit_on, git
from digest.errors import Refusal
from digest.model.directory import Person

WEEK = timedelta(days=7)
_ROW = re.compile(r"^\|(?P<cells>.*)\|\s*$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CLOSED = re.compile(r"\b(?:done|cancelled)\b", re.IGNORECASE)


def postpone(repository: Path, mover: Person, *, now: datetime) -> None:
    """Move the first open item of a person a week on, as a commit of theirs.

    Raises:
        Refusal: they have no open item with a date.
    """
    for path, text in _documents(repository):
        for row in _ROW.finditer(text):
            found = _DAY.search(row[0])
            if found is None or mover.name not in row[0] or _CLOSED.search(row[0]):
                continue
            start = row.start() + found.start()
            day = workday(date.fromisoformat(found[0]), WEEK)
            new = f"{text[:start]}{day.isoformat()}{text[start + len(found[0]) :]}"
            author = f"{mover.name} <{mover.mail}>"
            subject = f"{path}: a week more"
            commit_on(
                repository, Commit(author, now.isoformat(), subject, {path: new.encode()})
            )
            return
    raise Refusal(f"{mover.name} has no open item with a date left to move")


def _documents(repository: Path) -> Iterator[tuple[str, str]]:
    listed = git(repository, "ls-tree", "-r", "-z", "--name-only", BRANCH).decode()
    for path in filter(None, listed.split("\0")):
        yield path, git(repository, "show", f"{BRANCH}:{path}").decode("utf-8", "replace")
