"""digest.sources.watch: what wakes a gather, what does not, and what cannot be watched."""

import gc
import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from digest.errors import Problem
from digest.sources.folder import FolderSource
from digest.sources.select import Selection
from digest.sources.watch import Watch

SECONDS = 10.0


class Ear:
    """Hears what a watch says."""

    def __init__(self, root: Path) -> None:
        self.asked = 0
        self.told: list[Problem] = []
        self.stop = Event()
        self.watch = Watch(
            FolderSource("docs", root), self._ask, self.told.append, self.stop, later=0.1
        )

    def _ask(self) -> None:
        self.asked += 1

    def wait(self, seen: Callable[[], object], seconds: float = SECONDS) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not seen():
            time.sleep(0.02)
        return bool(seen())

    def hears(self, act: Callable[[], object]) -> bool:
        """Return whether something that is done wakes a gather."""
        before = self.asked
        act()
        return self.wait(lambda: self.asked > before)

    def overhears(self, act: Callable[[], object]) -> bool:
        """Return whether it wakes none, as far as a second tells."""
        before = self.asked
        act()
        return not self.wait(lambda: self.asked > before, 1)


@contextmanager
def listening(root: Path, ear: Ear | None = None) -> Iterator[Ear]:
    ear = ear or Ear(root)
    thread = Thread(target=ear.watch.run)
    thread.start()
    try:
        yield ear
    finally:
        ear.stop.set()
        thread.join()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "team").mkdir(parents=True)
    (tmp_path / "docs" / "node_modules").mkdir()
    (tmp_path / "docs" / ".git").mkdir()
    (tmp_path / "docs" / "team" / "a.md").write_text("a")
    (tmp_path / "docs" / ".digestignore").write_text("node_modules/\n")
    return tmp_path / "docs"


@pytest.fixture
def ear(root: Path) -> Iterator[Ear]:
    with listening(root) as heard:
        assert heard.wait(lambda: heard.asked)
        yield heard


def test_a_write_a_rename_and_a_removal_wake(ear: Ear, root: Path):
    file = root / "team" / "a.md"

    assert ear.hears(lambda: file.write_text("b"))
    assert ear.hears(lambda: file.rename(root / "b.md"))
    assert ear.hears((root / "b.md").unlink)


def test_many_writes_wake_once(ear: Ear, root: Path):
    assert ear.hears(lambda: [(root / f"{n}.md").write_text("x") for n in range(200)])
    assert ear.overhears(lambda: None)


def test_what_is_not_read_wakes_nobody(ear: Ear, root: Path):
    def write() -> None:
        for path in ("x.txt", ".hidden.md", "node_modules/a.md", ".git/a.md", "a.md~"):
            (root / path).write_text("x")

    assert ear.overhears(write)


def test_a_new_folder_is_watched_too(ear: Ear, root: Path):
    assert ear.hears((root / "new").mkdir)
    assert ear.wait(lambda: ear.asked >= 3)  # it listens again
    assert ear.hears(lambda: (root / "new" / "a.md").write_text("x"))


def test_another_ignore_file_counts_at_once(ear: Ear, root: Path):
    assert ear.hears(lambda: (root / ".digestignore").write_text("team/\n"))
    assert ear.wait(lambda: ear.asked >= 3)
    assert ear.overhears(lambda: (root / "team" / "a.md").write_text("x"))


def test_a_link_out_is_not_followed(root: Path, tmp_path: Path):
    (tmp_path / "outside").mkdir()
    (root / "link").symlink_to(tmp_path / "outside")

    with listening(root) as ear:
        assert ear.wait(lambda: ear.asked)
        assert ear.overhears(lambda: (tmp_path / "outside" / "a.md").write_text("x"))


def test_a_folder_that_is_not_there_is_told_once_and_watched_when_it_comes(root: Path):
    shutil.move(root, root.with_name("away"))

    with listening(root) as ear:
        assert ear.wait(lambda: ear.told)
        assert not ear.wait(lambda: len(ear.told) > 1, 0.5)
        assert ear.hears(lambda: shutil.move(root.with_name("away"), root))


@contextmanager
def few_files() -> Iterator[None]:
    """Leave two files to open: enough to look at a folder, too few for a watch."""
    gc.collect()  # what earlier tests left open would be closed in between
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    last = max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 - names
    held = [os.dup(0)]
    while held[-1] < last:  # the lowest free number is given
        held.append(os.dup(0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(last, *held) + 3, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)
        for one in held:
            os.close(one)


def test_a_limit_is_told_with_what_to_do_and_tried_again(root: Path):
    with few_files(), listening(root) as ear:
        assert ear.wait(lambda: ear.told)
        assert "Too many open files" in str(ear.told[0])
        assert "fs.inotify.max_user" in str(ear.told[0])

    with listening(root) as ear:
        assert ear.wait(lambda: ear.asked)


@dataclass(frozen=True)
class Fleeting(Selection):
    """Lets the first folder it is asked for go before it can be watched."""

    def enters(self, folder: str) -> bool:
        for one in self.exclude:
            shutil.rmtree(one, ignore_errors=True)
        return super().enters(folder)


class Hasty(FolderSource):
    def ground(self) -> tuple[Path, Selection]:
        root, selection = super().ground()
        return root, Fleeting(selection.include, (str(root / "team"),))


def test_a_folder_that_goes_before_it_is_watched_is_no_trouble(root: Path):
    ear = Ear(root)
    ear.watch.source = Hasty("docs", root)
    with listening(root, ear):
        assert ear.wait(lambda: ear.asked)
    assert ear.told == []
