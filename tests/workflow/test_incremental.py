"""Gathering change by change ends where one gather of everything does."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import Unsettled
from digest.ports import Snapshot, Source, Store
from digest.sources.folder import FolderSource
from digest.store import open_store
from digest.workflow.gather import gather
from digest.workflow.world import World
from tests.sources.conftest import sealed
from tests.sources.test_look import Later
from tests.sources.upstream import Upstream
from tests.workflow.company import Company, company

PATHS = ("a.md", "b.md", "team/c.md", "team/d.md", "x.txt", ".digestignore")
ROW = "| {action} | @priya | 2026-12-0{day} | {status} |\n"
HEAD = """# Post-Mortem: Outage {number}

**Date**: 2026-11-02

## Action Items

| Action | Owner | Due Date | Status |
|---|---|---|---|
"""
OLD = 1_772_442_000
rows = st.builds(
    ROW.format,
    action=st.sampled_from(("Rotate the keys", "Add an alarm", "Write the runbook")),
    day=st.integers(1, 9),
    status=st.sampled_from(("Done", "Open")),  # of one length
)
texts = st.builds(
    lambda number, rows: (HEAD.format(number=number) + "".join(rows)).encode(),
    st.integers(1, 3),
    st.lists(rows, max_size=3, unique_by=lambda row: row.split("|")[1]),
)
# No bytes that are no text: a document keeps what it had, which one who comes later never saw.
contents = texts | st.sampled_from((b"team/\n", b"", b"\xff caf\xe9"))
writes = st.tuples(st.just("write"), st.sampled_from(PATHS), contents)
others = st.tuples(
    st.sampled_from(("remove", "touch", "swap", "nothing")),
    st.sampled_from(PATHS),
    st.sampled_from(PATHS),
)
sessions = st.lists(st.lists(writes | others, min_size=1, max_size=4), min_size=1, max_size=4)


def edit(root: Path, act: tuple[str, str, str | bytes]) -> None:
    """Do one thing to a file; every other write leaves it as old as it was."""
    what, path, more = act
    file = root / path
    match what, more:
        case "write", bytes():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(more)
            if len(more) % 2:
                os.utime(file, (OLD, OLD))
        case "remove", _:
            file.unlink(missing_ok=True)
        case "touch", _ if file.exists():
            file.touch()
        case "swap", str() if file.exists():
            (root / more).parent.mkdir(exist_ok=True)
            file.rename(root / more)


def told(store: Store) -> object:
    """Return what a store holds of the documents, and of the items that are there."""
    documents = {
        s.document.path: (s.version, replace(s.document, raw=b""))
        for s in store.documents("docs")
        if s.document.date or not s.document.items
    }
    live = [t for t in store.tracked("docs") if t.live]
    items = sorted((t.path, t.item.text, str(t.item.status), str(t.item.day)) for t in live)
    return documents, items, store.sources()["docs"].items


@contextmanager
def opened(place: Path, name: str, source: Source) -> Iterator[Company]:
    (place / name).mkdir()
    store = open_store(f"sqlite:///{place / name}/digest.db")
    yield company(store, place / name / "unused", source)
    store.close()


@settings(max_examples=12)
@given(sessions)
def test_a_folder(session):
    with tempfile.TemporaryDirectory() as name:
        place, root = Path(name), Path(name) / "docs"
        root.mkdir()
        source = FolderSource("docs", root, clock=Later())
        with opened(place, "following", source) as following:
            for acts in session:
                for act in acts:
                    edit(root, act)
                gather(following.world, "docs", accept=True)
            with opened(place, "at-once", FolderSource("docs", root)) as at_once:
                gather(at_once.world, "docs")

                assert told(following.world.store) == told(at_once.world.store)


@settings(max_examples=12)
@given(st.lists(st.tuples(sessions, st.sampled_from(("one", "other", "restarted")))))
def test_a_folder_that_several_look_at(rounds):
    with tempfile.TemporaryDirectory() as name:
        place, root = Path(name), Path(name) / "docs"
        root.mkdir()
        with opened(place, "following", FolderSource("docs", root)) as following:
            world = following.world
            worlds = {
                "one": looking(world, FolderSource("docs", root, clock=Later())),
                "other": looking(world, Hindered("docs", root, clock=Later())),
            }
            for session, who in [*rounds, ([], "one")]:
                for act in (act for acts in session for act in acts):
                    edit(root, act)
                again = looking(world, FolderSource("docs", root, clock=Later()))
                gather(worlds.get(who, again), "docs", accept=True)
            with opened(place, "at-once", FolderSource("docs", root)) as at_once:
                gather(at_once.world, "docs")

                assert told(world.store) == told(at_once.world.store)


class Hindered(FolderSource):
    """A folder in which one file never holds still."""

    def read(self, path: str, snapshot: Snapshot) -> bytes:
        if path == "a.md":
            raise Unsettled(f"{path}: is being written")
        return super().read(path, snapshot)


def looking(world: World, source: FolderSource) -> World:
    """Return the world of another process on the same store."""
    return replace(world, sources={"docs": source}, settled={})


@settings(max_examples=6)
@given(sessions)
def test_a_repository(session):
    with tempfile.TemporaryDirectory() as name:
        place, root = Path(name), Path(name) / "docs"
        root.mkdir()
        upstream = Upstream.create(place / "upstream.git")
        with opened(place, "following", sealed(upstream, place / "one")) as following:
            for number, acts in enumerate(session):
                before = files(root)
                for act in acts:
                    edit(root, act)
                upstream.commit(
                    {**files(root), "k.md": b"%d" % number},
                    removed=[path for path in before if path not in files(root)],
                )
                gather(following.world, "docs", accept=True)
            with opened(place, "at-once", sealed(upstream, place / "two")) as at_once:
                gather(at_once.world, "docs")

                assert told(following.world.store) == told(at_once.world.store)


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("times", [1, 3])
def test_another_process_may_have_gathered_meanwhile(tmp_path: Path, times: int):
    root = tmp_path / "docs"
    root.mkdir()
    (root / "a.md").write_bytes((HEAD.format(number=1) + ROW).encode())
    with opened(tmp_path, "one", FolderSource("docs", root)) as one:
        other = replace(one.world, sources={"docs": FolderSource("docs", root)}, settled={})
        for _ in range(times):
            gather(one.world, "docs")
        (root / "a.md").write_bytes(b"# Nothing\n")
        gather(other, "docs", accept=True)
        (root / "a.md").write_bytes((HEAD.format(number=1) + ROW).encode())
        gather(one.world, "docs")

        assert [t.live for t in one.world.store.tracked("docs")] == [True]
