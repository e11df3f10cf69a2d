"""Looking again at a folder: what is read, what is not, and what changes meanwhile."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from digest.errors import Permanent, Unsettled
from digest.ports import Snapshot
from digest.sources import beneath
from digest.sources.folder import FolderSource
from digest.sources.memo import Memo
from tests.sources.test_folder import anybody

NOTHING = Snapshot("", {})
OLD = 1_772_442_000


@dataclass(frozen=True)
class Later:
    """A clock for which everything on this disk is long written, or (negative) just now."""

    seconds: float = 60

    def now(self) -> datetime:
        return self.machine()

    def machine(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.seconds)  # noqa: TID251 - a clock


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "team").mkdir(parents=True)
    (folder / "a.md").write_bytes(b"one")
    (folder / "team" / "b.md").write_bytes(b"two")
    return folder


@pytest.fixture
def source(root: Path) -> FolderSource:
    return FolderSource("docs", root, clock=Later())


def test_nothing_changed_is_the_same_snapshot(source: FolderSource):
    assert source.snapshot() is source.snapshot()


def test_a_touched_file_is_as_it_was(source: FolderSource, root: Path):
    before = source.snapshot()
    os.utime(root / "a.md", (OLD, OLD))

    assert source.snapshot() is before


def test_a_snapshot_says_what_differs_from_the_one_before(source: FolderSource, root: Path):
    (root / "c.md").write_bytes(b"three")
    before = source.snapshot()
    (root / "a.md").write_bytes(b"another")
    os.utime(root / "team" / "b.md", (OLD, OLD))
    (root / "c.md").rename(root / "d.md")
    now = source.snapshot()

    assert now.since == before.revision
    assert now.differing == {"a.md", "c.md", "d.md"}


def test_a_renamed_file_keeps_its_version(source: FolderSource, root: Path):
    before = source.snapshot().versions["a.md"]
    (root / "a.md").rename(root / "z.md")

    assert source.snapshot().versions["z.md"] == before


def test_other_words_of_equal_size_and_time_are_seen(source: FolderSource, root: Path):
    os.utime(root / "a.md", (OLD, OLD))
    before = source.snapshot().versions["a.md"]
    (root / "a.md").write_bytes(b"two")
    os.utime(root / "a.md", (OLD, OLD))

    assert source.snapshot().versions["a.md"] != before


def test_a_file_written_just_now_is_read_again(root: Path):
    memo = Memo()

    FolderSource("docs", root, clock=Later(-1), memo=memo).snapshot()
    assert not memo.marks()

    FolderSource("docs", root, clock=Later(), memo=memo).snapshot()
    assert set(memo.marks()) == {"a.md", "team/b.md"}


def test_another_process_need_not_read_again(root: Path, tmp_path: Path):
    for number in range(60):
        (root / f"{number}.md").write_bytes(b"x")
    file = tmp_path / "folders" / "docs.json"
    first = FolderSource("docs", root, clock=Later(), memo=Memo(file))
    told = first.snapshot()

    assert Memo(file).marks() == first.memo.marks()
    assert FolderSource("docs", root, clock=Later(), memo=Memo(file)).snapshot() == told


@pytest.mark.parametrize("damaged", ["", "{", "[[1]]", '[["a.md", ["x", 1, 1, 1, ""]]]'])
def test_a_damaged_memory_costs_time_alone(root: Path, tmp_path: Path, damaged: str):
    (tmp_path / "docs.json").write_text(damaged)
    source = FolderSource("docs", root, clock=Later(), memo=Memo(tmp_path / "docs.json"))

    assert source.snapshot() == FolderSource("docs", root).snapshot()


def test_words_that_came_after_the_look_are_left_to_the_next(source: FolderSource, root: Path):
    seen = source.snapshot()
    (root / "a.md").write_bytes(b"new")

    with pytest.raises(Unsettled, match=r"a\.md: was written meanwhile"):
        source.read("a.md", seen)
    assert source.read("a.md", source.snapshot()) == b"new"


def test_a_folder_that_became_a_link_leads_nowhere(source: FolderSource, root: Path):
    source.snapshot()
    (root / "team").rename(root.parent / "team")
    (root / "team").symlink_to(root.parent / "team")

    with pytest.raises(Permanent, match="out of its source"):
        source.read("team/b.md", NOTHING)
    with beneath.folder(root, ()) as opened, pytest.raises(OSError, match="directory"):
        os.open("team", beneath.FOLDER, dir_fd=opened)


def test_a_file_that_became_a_pipe_is_not_waited_for(source: FolderSource, root: Path):
    source.snapshot()
    (root / "a.md").unlink()
    os.mkfifo(root / "a.md")

    assert "not a regular file" in str(source.snapshot().problems[0])


def seen_by_anybody(root: Path) -> Snapshot:
    """Look as a user who is nobody special, in a place whose parents anybody may enter."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        moved = Path(shutil.move(root, place))
        with anybody(moved):
            return FolderSource("docs", moved).snapshot()


def test_a_file_that_may_not_be_read_is_kept_as_it_was(root: Path):
    (root / "a.md").chmod(0)

    found = seen_by_anybody(root)

    assert str(found.problems[0]) == "a.md: may not be read (let the service's user read it)"
    assert found.keeps("a.md")


def test_a_folder_that_may_not_be_listed_is_kept_as_it_was(root: Path):
    (root / "team").chmod(0)

    found = seen_by_anybody(root)

    assert found.keeps("team/b.md")
    assert list(found.versions) == ["a.md"]


def read_often(source: FolderSource, path: str) -> None:
    for _ in range(5000):
        source.read(path, NOTHING)


def test_a_file_that_grows_is_read_whole_or_not_at_all(root: Path):
    stop = Event()

    def grow() -> None:
        with (root / "a.md").open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(b"more")

    writer = Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(Unsettled, match=r"^a\.md: is being written"):
            read_often(FolderSource("docs", root, max_bytes=10**9), "a.md")
    finally:
        stop.set()
        writer.join()


def test_names_that_differ_in_case_alone_are_told(source: FolderSource, root: Path):
    (root / "A.md").write_text("x")

    found = source.snapshot()

    assert [p.path for p in found.problems] == ["a.md"]
    assert {"a.md", "A.md"} <= set(found.versions)


def test_what_the_folder_wants_ignored_is_not_read(source: FolderSource, root: Path):
    (root / ".digestignore").write_text("# notes\r\nteam/\r\n!team/b.md\r\n")

    assert list(source.snapshot().versions) == ["a.md"]


def test_an_ignore_file_brings_nothing_back_that_the_settings_exclude(root: Path):
    (root / ".digestignore").write_text("!a.md\n")

    assert "a.md" not in FolderSource("docs", root, exclude=("a.md",)).snapshot().versions


@pytest.mark.parametrize("line", ["!", "[z-a]", "*a*a*a*a*a*a*b", "x" * 300])
def test_a_line_that_is_no_pattern_is_named(source: FolderSource, root: Path, line: str):
    (root / ".digestignore").write_text(f"drafts/\n{line}\n")

    assert str(source.snapshot().problems[0]).startswith(".digestignore:2: ")


def test_an_ignore_file_that_leads_out_is_no_reason_to_read_everything(
    source: FolderSource, root: Path
):
    (root.parent / "x").write_text("")
    (root / ".digestignore").symlink_to(root.parent / "x")

    with pytest.raises(Permanent, match="out of its source"):
        source.snapshot()
