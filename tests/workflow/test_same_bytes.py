"""digest.workflow.feed: one state of the store, one day, one calendar, whoever writes it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from digest.model.calendar import Choice, Kind
from digest.model.ids import checksum
from digest.store import open_store
from digest.store.copying import copy_store
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.scope import Scope
from tests.stores import NewUrl
from tests.workflow.company import DIRECTORY, Company, company
from tests.workflow.test_announced import NOTICE
from tests.workflow.test_gather import ROW, table

ROWS = (
    ROW.replace("@priya", "@mei, @priya, @identity and @jonas"),
    ROW.replace("keys", "locks").replace("Not started", "Blocked by the vendor"),
    ROW.replace("keys", "lamps").replace("11-20", "12-24").replace("P1", "P0"),
    ROW.replace("keys", "phones").replace("2026-11-20", ""),
)
_ONCE_MORE = (
    "import sys; from pathlib import Path; from tests.workflow.test_same_bytes import told;"
    " print(told(sys.argv[1], Path(sys.argv[2])))"
)


@dataclass(frozen=True)
class Kept:
    """A store in a file, and what its calendars are."""

    url: str
    root: Path
    told: str


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A company whose items have moved, and which announces a delay."""
    root = tmp_path_factory.mktemp("same")
    url = f"sqlite:///{root}/store.db"
    work = company(open_store(url), root / "docs")
    work.write("notice.md", NOTICE)
    for rows in ((ROW,), ROWS):
        work.write("a.md", "---\ntags: [search, keys]\n---\n" + table(*rows))
        gather(work.world, "docs")
    yield Kept(url, root, _sums(work))
    work.world.store.close()


def told(url: str, root: Path) -> str:
    """Return the checksums of everybody's calendars of a store."""
    work = company(open_store(url), root / "docs")
    try:
        return _sums(work)
    finally:
        work.world.store.close()


def _sums(work: Company) -> str:
    scopes = [Scope("all"), Scope("team", "identity"), Scope("tag", "keys")]
    viewers = [None, *DIRECTORY.people.values()]
    choices = [Choice(kind, alarm_days=1, review=True) for kind in Kind]
    told = [
        feed(work.world, Wanted(scope, choice, viewer))
        for scope in scopes
        for viewer in viewers
        for choice in choices
    ]
    assert all(b"Rotate the lamps" in raw for raw in told)
    return " ".join(checksum(raw) for raw in told)


def test_another_process_that_hashes_otherwise_writes_the_same(kept: Kept):
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    ran = subprocess.run(  # noqa: S603 - this file in another interpreter
        [sys.executable, "-c", _ONCE_MORE, kept.url, str(kept.root)],
        env=os.environ | {"PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.strip() == kept.told


def test_a_copy_in_any_database_writes_the_same(kept: Kept, new_url: NewUrl):
    copy = new_url()
    copy_store(kept.url, copy)

    assert told(copy, kept.root) == kept.told
