"""A working tree as a source: what stands there, on top of what was committed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from digest.errors import Permanent
from digest.model.place import Depth, GitPlace
from digest.ports import Snapshot
from digest.sources.checkout import Checkout, checkout_of
from digest.sources.folder import FolderSource
from digest.sources.worktree import WorktreeSource
from tests.sources.upstream import AT, SEALED, Upstream

DAY = 86_400


@pytest.fixture
def tree(upstream: Upstream, tmp_path: Path) -> Path:
    """A checkout of two commits."""
    upstream.commit({"docs/a.md": b"# A\n", "docs/b.md": b"# B\n", ".gitignore": b"build/\n"})
    upstream.commit({"docs/a.md": b"# A two\n"}, at=AT + DAY, by="Jonas Weber")
    place = tmp_path / "tree"
    upstream.git("clone", "-q", str(upstream.path), str(place))
    return place


def opened(folder: Path, tmp_path: Path) -> WorktreeSource:
    checkout = checkout_of(folder)
    assert checkout
    commit = checkout.commit(SEALED)
    assert commit
    directory = folder.resolve().relative_to(checkout.top).as_posix()
    place = GitPlace("docs", "unused", directory="" if directory == "." else directory)
    files = FolderSource("docs", folder, without=checkout.ignored(folder, SEALED))
    git = checkout.past(commit, tmp_path / "past.git", SEALED)
    return WorktreeSource(files, git, place, commit)


def told(source: WorktreeSource) -> list[tuple[str, list[str]]]:
    """Return the author and the paths of each step."""
    snapshot = source.snapshot()
    return [
        (step.touched(next(iter(step.versions))).author, sorted(step.versions))
        for step in source.history("", snapshot)
        if not isinstance(step, Snapshot)
    ]


def test_a_clean_tree_has_the_versions_of_its_last_step(tree, tmp_path):
    source = opened(tree, tmp_path)
    snapshot = source.snapshot()
    steps = list(source.history("", snapshot))

    assert snapshot.versions["docs/a.md"] == steps[-1].versions["docs/a.md"]
    assert snapshot.versions["docs/b.md"] == steps[0].versions["docs/b.md"]


def test_its_past_is_that_of_its_commit(tree, tmp_path):
    assert told(opened(tree, tmp_path)) == [
        ("Mei Tanaka", ["docs/a.md", "docs/b.md"]),
        ("Jonas Weber", ["docs/a.md"]),
    ]


def test_where_the_past_is_cut_the_files_are_as_they_were_there(tree, tmp_path):
    source = opened(tree, tmp_path)
    source.place = replace(source.place, depth=Depth(commits=1))
    source.snapshot()
    cut = next(iter(source.history("", source.snapshot())))

    assert isinstance(cut, Snapshot)
    assert source.read("docs/a.md", cut) == b"# A\n"
    assert source.touched("docs/a.md", cut).author == "Mei Tanaka"


def test_a_folder_of_it_has_the_past_of_the_folder(tree, tmp_path):
    source = opened(tree / "docs", tmp_path)

    assert list(source.snapshot().versions) == ["a.md", "b.md"]
    assert [paths for _, paths in told(source)] == [["a.md", "b.md"], ["a.md"]]


def test_what_is_committed_was_written_by_its_author(tree, tmp_path):
    source = opened(tree, tmp_path)

    assert source.touched("docs/a.md", source.snapshot()).author == "Jonas Weber"


def test_what_is_not_committed_was_written_when_the_file_says(tree, tmp_path):
    (tree / "docs" / "a.md").write_text("# A three\n")
    os.utime(tree / "docs" / "a.md", (AT + 9 * DAY, AT + 9 * DAY))
    source = opened(tree, tmp_path)
    touch = source.touched("docs/a.md", source.snapshot())

    assert (touch.at.timestamp(), touch.author, touch.sure) == (AT + 9 * DAY, "", True)


def test_a_file_moved_by_hand_keeps_its_version(tree, tmp_path):
    before = opened(tree, tmp_path).snapshot().versions["docs/b.md"]
    (tree / "docs" / "b.md").rename(tree / "moved.md")

    after = opened(tree, tmp_path / "again").snapshot().versions

    assert (after["moved.md"], "docs/b.md" in after) == (before, False)


def test_what_git_ignores_is_passed_over_and_what_is_new_is_not(tree, tmp_path):
    (tree / "build").mkdir()
    (tree / "build" / "out.md").write_text("# Made\n")
    (tree / "new.md").write_text("# New\n")

    assert list(opened(tree, tmp_path).snapshot().versions) == [
        "docs/a.md",
        "docs/b.md",
        "new.md",
    ]


def test_a_linked_working_tree_finds_its_repository(tree, upstream, tmp_path):
    upstream.git("-C", str(tree), "worktree", "add", "-q", str(tmp_path / "two"), more=at(tree))

    assert told(opened(tmp_path / "two", tmp_path))[1] == ("Jonas Weber", ["docs/a.md"])


def at(tree: Path) -> dict[str, str]:
    return {"GIT_DIR": str(tree / ".git")}


def test_a_folder_outside_of_any_repository_has_none(tmp_path):
    assert checkout_of(tmp_path) is None


def test_before_the_first_commit_there_is_none(tmp_path):
    Upstream(tmp_path / "x" / ".git").git("init", "-q", str(tmp_path / "x"))
    checkout = checkout_of(tmp_path / "x")

    assert checkout
    assert checkout.commit(SEALED) is None


def test_programs_named_in_a_repository_are_not_run(tree, tmp_path):
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    with (tree / ".git" / "config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {program}\n\tsshCommand = {program}\n\tpager = {program}\n"
            f'[filter "x"]\n\tclean = {program}\n\tsmudge = {program}\n'
            f'[diff "x"]\n\ttextconv = {program}\n[gpg]\n\tprogram = {program}\n'
            "[log]\n\tshowSignature = true\n"
        )
    (tree / ".gitattributes").write_text("*.md filter=x diff=x\n")
    (tree / "docs" / "a.md").write_text("# A three\n")

    told(opened(tree, tmp_path))

    assert not ran.exists()


def test_nothing_is_written_into_the_repository(tree, tmp_path):
    before = {p: p.stat().st_mtime_ns for p in (tree / ".git").rglob("*")}

    told(opened(tree, tmp_path))

    assert {p: p.stat().st_mtime_ns for p in (tree / ".git").rglob("*")} == before


def test_nothing_is_written_into_a_working_tree(tree, tmp_path):
    with pytest.raises(Permanent, match="a working tree is only read"):
        opened(tree, tmp_path).draft("r1")


def test_a_partial_clone_says_that_its_past_is_elsewhere(tmp_path):
    (tmp_path / "objects" / "pack").mkdir(parents=True)
    (tmp_path / "objects" / "pack" / "pack-1.promisor").touch()

    assert Checkout(tmp_path, tmp_path, tmp_path).partial
