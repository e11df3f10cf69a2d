import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from digest.errors import Permanent, StaleEdit, Transient, Unsettled
from digest.model.directory import Person
from digest.ports import Note, Rewritten, Snapshot
from digest.sources.beneath import explained
from digest.sources.folder import FolderSource

PRIYA = Person("priya", "Priya Nair", "priya@northbeam.example")
NOTE = Note("close one", PRIYA, datetime(2026, 3, 2, 9, tzinfo=UTC))
NOTHING = Snapshot("", {})
NOBODY = 65534


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"\xef\xbb\xbf# A\r\n\r\n- [ ] one\r\nlast")
    return folder


@pytest.fixture
def source(root: Path) -> FolderSource:
    return FolderSource("docs", root)


def replace(source: FolderSource, path: str, seen: bytes, new: bytes) -> str:
    return source.draft("r1").land([Rewritten(path, seen, new)], NOTE).revision


def test_lists_markdown_below_and_nothing_else(source: FolderSource, root: Path):
    for path in ("b.txt", "deep/er/c.markdown", ".git/d.md", "e.md~", "#f.md#", ".g.md"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")

    assert list(source.snapshot().versions) == ["a.md", "deep/er/c.markdown"]


def test_patterns_choose_what_is_read(root: Path):
    for path in ("drafts/b.md", "c.txt"):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text("x")

    source = FolderSource("docs", root, include=("*.md", "*.txt"), exclude=("drafts/",))

    assert set(source.snapshot().versions) == {"a.md", "c.txt"}


def test_unchanged_files_have_equal_snapshots(source: FolderSource):
    assert source.snapshot() == source.snapshot()


def test_a_write_of_equal_length_changes_the_version(source: FolderSource, root: Path):
    before = source.snapshot()
    raw = (root / "a.md").read_bytes()
    replace(source, "a.md", raw, raw.replace(b"[ ]", b"[x]"))

    after = source.snapshot()

    assert before.versions["a.md"] != after.versions["a.md"]
    assert before.revision != after.revision


def test_read_gives_the_bytes_as_they_are(source: FolderSource, root: Path):
    assert source.read("a.md", NOTHING) == (root / "a.md").read_bytes()


@pytest.mark.parametrize("path", ["../x.md", "/etc/passwd", "a/../../x.md", "", "a\0.md", "."])
def test_read_refuses_paths_out_of_the_source(source: FolderSource, root: Path, path: str):
    (root.parent / "x.md").write_text("secret")

    with pytest.raises(Permanent, match="out of its source"):
        source.read(path, NOTHING)


def test_a_link_out_of_the_source_is_told_and_not_read(source: FolderSource, root: Path):
    (root.parent / "x.md").write_text("secret")
    (root / "l.md").symlink_to(root.parent / "x.md")
    (root / "up").symlink_to(root.parent)

    found = source.snapshot()

    assert [p.path for p in found.problems] == ["l.md", "up"]
    assert list(found.versions) == ["a.md"]
    with pytest.raises(Permanent, match="out of its source"):
        source.read("up/x.md", found)


def test_a_link_to_a_document_is_not_a_second_document(source: FolderSource, root: Path):
    (root / "latest.md").symlink_to("a.md")

    found = source.snapshot()

    assert list(found.versions) == ["a.md"]
    assert not found.problems


def test_files_of_a_mounted_volume_are_links_into_a_hidden_folder(root: Path):
    (root / "..2026").mkdir()
    (root / "..2026" / "m.md").write_text("m")
    (root / "..data").symlink_to("..2026")
    (root / "m.md").symlink_to("..data/m.md")
    source = FolderSource("docs", root)

    assert "m.md" in source.snapshot().versions
    assert source.read("m.md", NOTHING) == b"m"


def test_a_pipe_is_told_and_never_waited_for(source: FolderSource, root: Path):
    os.mkfifo(root / "p.md")

    assert "not a regular file" in str(source.snapshot().problems[0])
    with pytest.raises(Permanent, match="not a regular file"):
        source.read("p.md", NOTHING)


def test_a_big_file_is_told_and_what_was_known_of_it_stays(root: Path):
    source = FolderSource("docs", root, max_bytes=10)

    found = source.snapshot()

    assert found.keeps("a.md")
    assert "split it or exclude it" in str(found.problems[0])
    with pytest.raises(Permanent, match="more than 10 bytes"):
        source.read("a.md", found)


@pytest.mark.parametrize("name", [b"\xff.md", b"line\nbreak.md", "\u202egpj.md".encode()])
def test_a_name_that_no_mail_can_show_is_a_problem(
    source: FolderSource, root: Path, name: bytes
):
    Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_text("x")

    found = source.snapshot()

    assert list(found.versions) == ["a.md"]
    assert str(found.problems[0]).isascii()


@pytest.mark.parametrize("name", ["-rf.md", "ünï cödé 日本.md", "a;b$(c).md"])
def test_odd_names_are_only_names(source: FolderSource, root: Path, name: str):
    (root / name).write_bytes(b"old")

    replace(source, name, b"old", b"new")

    assert name in source.snapshot().versions
    assert source.read(name, NOTHING) == b"new"


def test_a_tree_of_any_depth_ends(source: FolderSource, root: Path):
    deep = root
    for _ in range(70):
        deep = deep / "d"
    deep.mkdir(parents=True)

    found = source.snapshot()

    assert "folders deep" in str(found.problems[0])
    assert found.keeps("d/" * 69 + "x.md")


def test_a_thousand_files_are_listed(source: FolderSource, root: Path):
    for number in range(1000):
        (root / f"{number:04}.md").write_text("x")

    assert len(source.snapshot().versions) == 1001


def test_a_missing_folder_is_never_emptiness(tmp_path: Path):
    with pytest.raises(Permanent, match=r"sources\.docs\.path: no folder .*is it mounted"):
        FolderSource("docs", tmp_path / "gone").snapshot()


def test_a_file_in_place_of_the_folder_is_named(root: Path):
    with pytest.raises(Permanent, match="name its folder"):
        FolderSource("docs", root / "a.md").snapshot()


def test_a_file_that_went_away_may_come_back(source: FolderSource):
    with pytest.raises(Transient, match=r"gone\.md"):
        source.read("gone.md", NOTHING)


def test_touched_is_the_time_of_the_file(source: FolderSource, root: Path):
    os.utime(root / "a.md", (1_772_442_000, 1_772_442_000))

    assert source.touched("a.md", source.snapshot()).at == NOTE.at


def test_replace_writes_exactly_the_new_bytes_and_keeps_the_mode(
    source: FolderSource, root: Path
):
    (root / "a.md").chmod(0o664)
    seen = source.read("a.md", NOTHING)

    replace(source, "a.md", seen, seen.replace(b"[ ]", b"[x]"))

    assert (root / "a.md").read_bytes() == b"\xef\xbb\xbf# A\r\n\r\n- [x] one\r\nlast"
    assert stat.S_IMODE((root / "a.md").stat().st_mode) == 0o664
    assert [p.name for p in root.iterdir()] == ["a.md"]


def test_stale_edit_names_file_and_line(source: FolderSource, root: Path):
    seen = source.read("a.md", NOTHING)
    (root / "a.md").write_bytes(seen.replace(b"one", b"two"))

    with pytest.raises(StaleEdit, match=r"a\.md:3: expected b'- \[ \] one', found .*two"):
        replace(source, "a.md", seen, b"new")
    assert [p.name for p in root.iterdir()] == ["a.md"]


def test_a_longer_file_is_stale_too(source: FolderSource, root: Path):
    seen = source.read("a.md", NOTHING)
    (root / "a.md").write_bytes(seen + b"\r\nmore")

    with pytest.raises(StaleEdit, match=r"a\.md:4"):
        replace(source, "a.md", seen, b"new")


def test_replacing_what_is_gone_is_stale(source: FolderSource):
    with pytest.raises(StaleEdit, match=r"gone\.md:1"):
        replace(source, "gone.md", b"seen", b"new")


def test_a_read_only_file_is_refused_with_what_to_do(source: FolderSource, root: Path):
    (root / "a.md").chmod(0o444)

    with pytest.raises(Permanent, match=r"a\.md: the file is read-only \(make it writable"):
        replace(source, "a.md", source.read("a.md", NOTHING), b"new")


@contextmanager
def anybody(folder: Path) -> Iterator[None]:
    """Own a folder and be nobody special: permissions do not bind the superuser."""
    if os.geteuid():
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_folder_is_refused_with_what_to_do():
    with tempfile.TemporaryDirectory() as place:  # whose parents anybody may enter
        Path(place).chmod(0o755)
        root = Path(place, "docs")
        root.mkdir()
        (root / "a.md").write_bytes(b"old")
        root.chmod(0o555)

        with anybody(root), pytest.raises(Permanent, match="folder is read-only"):
            replace(FolderSource("docs", root), "a.md", b"old", b"new")


def test_replace_refuses_to_follow_a_link_out(source: FolderSource, root: Path):
    (root.parent / "x.md").write_bytes(b"old")
    (root / "l.md").symlink_to(root.parent / "x.md")

    with pytest.raises(Permanent, match="out of its source"):
        replace(source, "l.md", b"old", b"new")
    assert (root.parent / "x.md").read_bytes() == b"old"


def test_a_full_disk_is_tried_again():
    problem = OSError(errno.ENOSPC, "No space left on device")

    assert isinstance(explained("a.md", problem), Transient)


def test_what_else_is_known_of_a_file_stays(source: FolderSource, root: Path):
    try:
        os.setxattr(root / "a.md", "user.reviewed", b"yes")
    except OSError:
        pytest.skip("this file system knows no extended attributes")

    replace(source, "a.md", (root / "a.md").read_bytes(), b"new")

    assert os.getxattr(root / "a.md", "user.reviewed") == b"yes"


def test_writers_of_one_folder_wait_for_each_other(root: Path):
    (root / "a.md").write_bytes(b"")

    def write(number: int) -> None:
        source = FolderSource("docs", root)
        while True:
            seen = source.draft("r1").read("a.md")
            with suppress(StaleEdit, Unsettled):
                replace(source, "a.md", seen, seen + b"%d\n" % number)
                return

    threads = [Thread(target=write, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(int, (root / "a.md").read_text().split())) == list(range(20))
