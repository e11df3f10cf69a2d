"""The documents of a folder or repository, read: what each tells and leaves unclear."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.access import owners_written
from digest.detect.ground import Ground
from digest.detect.language import language
from digest.detect.owners import teams_told
from digest.errors import DigestError
from digest.markdown.document import read
from digest.markdown.fields import status
from digest.markdown.fields.words import fold
from digest.markdown.placeholders import placeholder
from digest.model.document import Document, Kind
from digest.model.installation import Mailbox
from digest.model.item import ActionItem, Form
from digest.model.place import FolderPlace, GitPlace
from digest.model.vocabulary import Vocabulary
from digest.ports import Snapshot, Source
from digest.sources.folder import FolderSource
from digest.sources.git import GitSource

# Folders with other people's documents, patterns as in .gitignore.
VENDORED = (
    *("node_modules/", "bower_components/", "vendor/", "third_party/", "site-packages/"),
    *("venv/", "Pods/", "dist/", "build/", "target/", "htmlcov/"),
)
# What every repository has, and whose lists are no promises.
_HOUSEHOLD = re.compile(
    r"(?:readme|changelog|changes|history|releases?|contributing|code[-_ ]of[-_ ]conduct"
    r"|license|security|support|governance|maintainers|agents|claude|gemini|copilot-instructions|index"
    r"|pull_request_template|.*template.*)(?:[-_.][a-z]{2})?\.(?:md|markdown)",
    re.IGNORECASE,
)
# Folders whose documents only look like it: nobody promises anything in a test.
_STAGED = frozenset(
    ("test", "tests", "__tests__", "testdata", "test-data", "fixtures", "templates", "template")
)
# What is passed over where nobody says what is to be read, patterns as in .gitignore.
ASIDE = (*VENDORED, *(f"{name}/" for name in sorted(_STAGED)), "*[Tt]emplate*.md")
_NOBODY = Mailbox("", "nobody@localhost")  # who commits: nothing is


@dataclass(frozen=True)
class Seen:
    """What one document tells."""

    path: str  # relative to where was looked
    kind: Kind
    items: int = 0  # action items that stand
    owners: tuple[str, ...] = ()  # of those that are open, as written; one for each item
    teams: tuple[str, ...] = ()  # that it speaks for, as written
    strange: tuple[str, ...] = ()  # statuses that are not understood, folded
    sprints: int = 0  # dates told by a sprint, which only the settings can resolve
    open: int = 0  # of these items
    unowned: int = 0  # of those that are open
    language: str = ""

    @property
    def household(self) -> bool:
        """Return whether it is such a file as every repository has."""
        return bool(_HOUSEHOLD.fullmatch(self.path.rpartition("/")[2]))

    @property
    def staged(self) -> bool:
        """Return whether it stands where documents are tried out or copied from."""
        return not _STAGED.isdisjoint(self.path.casefold().split("/")[:-1])

    @property
    def telling(self) -> bool:
        """Return whether it is worth reading: a kind that is known, or items."""
        known = self.kind is not Kind.NOTES or (self.items > 0 and not self.household)
        return known and not self.staged


def opened(ground: Ground, work: Path) -> tuple[Source, Snapshot]:
    """Return the files of a folder, or of a bare repository, of which `work` takes a clone.

    Raises:
        DigestError: they cannot be listed.
    """
    repository = ground.repository
    if repository and repository.bare:
        place = GitPlace("docs", str(repository.top), repository.default, exclude=VENDORED)
        source: Source = GitSource(place, work, _NOBODY)
    else:
        folder = FolderPlace("docs", ground.folder, exclude=VENDORED)
        source = FolderSource(folder.name, folder.path, exclude=folder.exclude)
    return source, source.snapshot()


def documents(source: Source, snapshot: Snapshot, vocabulary: Vocabulary) -> Iterator[Seen]:
    """Yield what each file tells; one that cannot be read tells nothing."""
    for path in snapshot.versions:
        try:
            raw = source.read(path, snapshot)
        except DigestError:
            continue
        yield seen(read(raw, path=path, vocabulary=vocabulary), vocabulary)


def seen(document: Document, vocabulary: Vocabulary) -> Seen:
    """Return what a document tells."""
    standing = document.current
    undone = [item for item in standing if not item.status.value.closed]
    owners = [owners_written(item, document) for item in undone]
    return Seen(
        path=document.path,
        kind=document.kind,
        items=len(standing),
        open=len(undone),
        unowned=sum(not names for names in owners),
        owners=tuple(name for names in owners for name in names),
        teams=teams_told(document),
        strange=tuple(_strange(undone, document.raw, vocabulary)),
        sprints=sum(_by_sprint(item, vocabulary) for item in undone),
        language=language(document.raw.decode("utf-8", errors="replace")),
    )


def _strange(items: list[ActionItem], raw: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what stands in a column of statuses and is none that is known."""
    for item in items:
        span = item.spans.status if item.spans else None
        if item.form is Form.TABLE and span and item.status.raw:
            cell = span.of(raw).decode("utf-8", errors="replace")
            if not status.known(cell, vocabulary) and not placeholder(cell, vocabulary):
                yield fold(item.status.raw)


def _by_sprint(item: ActionItem, vocabulary: Vocabulary) -> bool:
    """Say whether a date is told by a sprint and nothing resolves it."""
    if item.due is None or item.due.start is not None:
        return False
    said = fold(item.due.raw)
    meant = vocabulary.phrases.get(said, said)
    return "sprint" in meant or meant == "eos"
