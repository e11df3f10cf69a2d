"""digest.workflow.gather: gathered as it happened, or later in one go: the store is the same.

Everything but when Digest itself was there: what it told, and when it first met a document.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model.change import Change, TrackedItem
from digest.model.ledger import StoredDocument
from digest.model.place import GitPlace
from digest.sources.git import GitSource
from digest.store import SqlStore, migrate, open_store
from digest.workflow.gather import gather
from tests.sources.upstream import SEALED, Upstream
from tests.workflow.company import company
from tests.workflow.test_gather import PROGRESS, table
from tests.workflow.test_history import BOT, START

HOUR = 3600
BEGAN = datetime.fromtimestamp(START, UTC)
WORDS = ("rotate", "burn", "archive", "label", "count", "keys", "logs", "hosts", "backups")
DEEDS = ("word", "day", "status", "owner", "add", "twin", "remove", "rename", "file", "update")

deeds = st.tuples(st.sampled_from(DEEDS), st.integers(0, 999))
commits = st.lists(
    st.tuples(st.lists(deeds, min_size=1, max_size=4), st.booleans()), max_size=9
)


@dataclass
class Desk:
    """Somebody's working copy."""

    rows: dict[str, list[list[str]]] = field(default_factory=dict)  # by path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    weeks: int = 0

    def do(self, deed: str, n: int) -> None:
        if deed == "file" or not self.rows:
            self.rows[f"d/{next(self.numbers)}.md"] = [self.row(n)]
            return
        path = sorted(self.rows)[n % len(self.rows)]
        row = self.rows[path][n % len(self.rows[path])]
        if deed in ("word", "day", "status", "owner"):
            _rewrite(row, deed, n)
        else:
            self.move(deed, n, path, row)

    def move(self, deed: str, n: int, path: str, row: list[str]) -> None:
        match deed:
            case "add":
                self.rows[path].insert(n % 3, self.row(n))
            case "twin":
                self.rows[sorted(self.rows)[n // 7 % len(self.rows)]].append([*row])
            case "remove":
                self.rows[path].remove(row)
                self.rows = {path: rows for path, rows in self.rows.items() if rows}
            case "rename":
                self.rows[f"e/{next(self.numbers)}.md"] = self.rows.pop(path)
            case _:
                self.weeks += 1

    def row(self, n: int) -> list[str]:
        words = " ".join(WORDS[(n + 4 * k) % 9] for k in range(4))
        return [f"{words} {n % 5}", "@priya", "2026-06-01", "Open"]

    def files(self) -> dict[str, bytes]:
        found = {
            path: table(*(f"| P1 | {' | '.join(row)} |" for row in rows)).encode()
            for path, rows in self.rows.items()
        }
        for week in range(self.weeks):
            day = {"day": f"2026-03-{week + 1:02}", "eta": f"2026-04-{week * 3 % 28 + 1:02}"}
            found[f"identity/{week:02}.md"] = PROGRESS.format(**day).encode()
        return found


def _rewrite(row: list[str], deed: str, n: int) -> None:
    match deed:
        case "word":
            row[0] = f"{row[0]} {WORDS[n % 9]}" if n % 2 else " ".join(row[0].split()[1:] * 2)
        case "day":
            row[2] = f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}" if n % 9 else "soon"
        case "status":
            row[3] = ("Open", "Done", "Blocked", "In progress")[n % 4]
        case _:
            row[1] = ("@priya", "@mei", "@jonas")[n % 3]


@contextmanager
def room() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "store.db"
    migrate(f"sqlite:///{path}")
    return path


@dataclass
class Office:
    folder: Path
    empty: Path
    upstream: Upstream

    @contextmanager
    def gathering(self, name: str) -> Iterator[tuple[SqlStore, Callable[[], None]]]:
        """Open a service with a store and a clone of its own."""
        shutil.copy(self.empty, self.folder / f"{name}.db")
        place = GitPlace("docs", str(self.upstream.path))
        environ = {"PATH": SEALED["PATH"]}
        source = GitSource(place, self.folder / name, BOT, environ=environ)
        with closing(open_store(f"sqlite:///{self.folder}/{name}.db")) as store:
            world = company(store, self.folder / "docs", source).world
            yield store, lambda: _fine(gather(world, "docs"))


def _fine(report) -> None:
    assert report
    assert not report.problem


def known(store: SqlStore) -> tuple[list[TrackedItem], list[Change], list[StoredDocument]]:
    changes = store.changes(news_only=False)
    stored = store.documents("docs", removed=True)
    return (
        store.tracked(),
        [replace(change, baseline=False) for change in changes],
        [replace(one, baseline=False, seen_at=BEGAN, revision="") for one in stored],
    )


@given(commits)
@settings(max_examples=12, deadline=None)
def test_gathered_as_it_happened_or_replayed_is_the_same(empty, what):
    with room() as folder:
        office = Office(folder, empty, Upstream.create(folder / "up.git"))
        desk, before = Desk(), set[str]()
        with office.gathering("then") as (then, look):
            for number, (deeds_, looked) in enumerate(what, 1):
                for deed, n in deeds_:
                    desk.do(deed, n)
                files = desk.files()
                gone = tuple(before - files.keys())
                office.upstream.commit(files, at=START + number * HOUR, removed=gone)
                before = set(files)
                if looked or number == len(what):
                    look()
            lived = known(then)
        if what:
            with office.gathering("later") as (later, look):
                look()
                assert known(later) == lived
