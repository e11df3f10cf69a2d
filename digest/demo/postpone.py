"""A colleague moves a due date: one commit in the repository that is played with."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from digest.demo.days import workday
from digest.demo.history import BRANCH, Commit, commit_on, git
from digest.errors import Refusal
from digest.markdown.amend import amend
from digest.markdown.document import read
from digest.model.command import SetDue
from digest.model.directory import Directory, Person
from digest.model.document import Document
from digest.model.item import Due
from digest.model.vocabulary import Vocabulary
from digest.sentence import foreign

WEEK = timedelta(days=7)


def postpone(
    repository: Path, mover: Person, owner: Person, vocabulary: Vocabulary, *, now: datetime
) -> None:
    """Move the first open item of somebody a week on, as a commit of the mover's.

    Raises:
        Refusal: they have no open item with a date.
    """
    for path, raw in _documents(repository):
        document = read(raw, path=path, vocabulary=vocabulary, date=now.date())
        for index in _open(document, owner):
            day = workday(document.items[index].day or now.date(), WEEK)
            action = SetDue(Due(day.isoformat(), day, day))
            with suppress(Refusal):
                done = amend(document, index, action, vocabulary=vocabulary)
                author, subject = f"{mover.name} <{mover.mail}>", f"{path}: a week more"
                changed = {path: done.raw}
                commit_on(repository, Commit(author, now.isoformat(), subject, changed))
                return
    raise Refusal(foreign(f"{owner.name} has no open item with a date left to move"))


def _open(document: Document, owner: Person) -> Iterator[int]:
    """Yield which items are a person's, open, and have a day."""
    alone = Directory({owner.key: owner})
    for index, item in enumerate(document.items):
        mine = any(alone.resolve(name).person for name in item.owners)
        if mine and item.promised and not item.status.value.closed:
            yield index


def _documents(repository: Path) -> Iterator[tuple[str, bytes]]:
    listed = git(repository, "ls-tree", "-r", "-z", "--name-only", BRANCH).decode()
    for path in filter(None, listed.split("\0")):
        yield path, git(repository, "show", f"{BRANCH}:{path}")
