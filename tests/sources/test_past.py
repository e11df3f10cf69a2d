"""digest.sources.past: what a branch went through, commit by commit."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from digest.errors import Permanent
from digest.model.place import Depth
from digest.ports import Snapshot, Step
from tests.sources.conftest import Opener
from tests.sources.upstream import AT, Upstream

DAY = 86_400


def steps(opened: Opener, after: str = "", **place: Any) -> list[Snapshot | Step]:
    source = opened(**place)
    return list(source.history(after, source.snapshot()))


def told(opened: Opener, after: str = "", **place: Any) -> list[tuple[Any, ...]]:
    """Return of each step what it wrote, with its bytes and author, and what it removed."""
    source, found = opened(**place), []
    for step in source.history(after, source.snapshot()):
        assert isinstance(step, Step)
        read = {path: step.read(path).decode() for path in step.versions}
        found.append(
            (read, step.removed, step.touched(next(iter(read or step.removed))).author)
        )
    return found


def test_every_commit_is_a_step_with_its_author(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"1"})
    upstream.commit({"a.md": b"2", "b.md": b"x", "c.txt": b"x"}, by="Priya Nair")

    assert told(opened) == [
        ({"a.md": "1"}, (), "Mei Tanaka"),
        ({"a.md": "2", "b.md": "x"}, (), "Priya Nair"),
    ]


def test_a_step_is_as_old_as_its_commit(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"1"}, at=AT)
    made = upstream.commit({"a.md": b"2"}, at=AT + DAY)

    step = steps(opened)[1]

    assert isinstance(step, Step)
    assert (step.at.timestamp(), step.revision) == (AT + DAY, made)
    assert step.touched("a.md").at == step.at
    assert (step.number, step.of) == (2, 2)


def test_what_changes_no_document_is_no_step(upstream: Upstream, opened: Opener):
    upstream.commit({"docs/a.md": b"1"})
    upstream.commit({"b.md": b"1", "docs/code.py": b"x"})

    assert told(opened, directory="docs") == [({"a.md": "1"}, (), "Mei Tanaka")]


def test_a_renamed_file_is_followed(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"one\ntwo\nthree\nfour\n"})
    upstream.move("a.md", "b.md", b"one\ntwo\nthree\nfive\n")

    step = steps(opened)[1]

    assert isinstance(step, Step)
    assert (step.renamed, step.removed, list(step.versions)) == (
        {"b.md": "a.md"},
        ("a.md",),
        ["b.md"],
    )


def test_after_a_revision_only_what_came_later(upstream: Upstream, opened: Opener):
    first = upstream.commit({"a.md": b"1"})
    upstream.commit({"a.md": b"2"})

    assert [read for read, *_ in told(opened, first)] == [{"a.md": "2"}]
    assert steps(opened, upstream.heads()["main"]) == []


@pytest.mark.parametrize("after", ["0" * 40, "f" * 64])
def test_what_is_no_part_of_the_branch_leads_nowhere(
    upstream: Upstream, opened: Opener, after: str
):
    upstream.commit({"a.md": b"1"})

    assert steps(opened, after) == []


def test_a_merge_is_one_step_and_each_line_its_authors(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"1", "b.md": b"1"})
    upstream.branch("side", "main")
    upstream.commit({"a.md": b"draft"}, on="side", by="Priya Nair", at=AT + 1)
    upstream.commit({"a.md": b"2"}, on="side", by="Jonas Weber", at=AT + 2)
    upstream.commit({"b.md": b"2"}, at=AT + 3)
    merge = upstream.merge("side", at=AT + 4)

    last = steps(opened)[-1]

    assert isinstance(last, Step)
    assert [read for read, *_ in told(opened)][-1] == {"a.md": "2"}
    touch = last.touched("a.md")
    assert (touch.author, touch.at.timestamp()) == ("Jonas Weber", AT + 4)
    assert (touch.revision, len(steps(opened))) == (merge, 3)


def test_a_branch_that_was_merged_in_is_no_place_to_go_on_from(
    upstream: Upstream, opened: Opener
):
    upstream.commit({"a.md": b"1"})
    upstream.branch("side", "main")
    side = upstream.commit({"a.md": b"2"}, on="side")
    upstream.commit({"b.md": b"2"})
    upstream.merge("side", at=AT)

    assert steps(opened, side) == []


@pytest.mark.parametrize(
    "depth",
    [
        Depth(commits=2),
        Depth(age=timedelta(days=1, hours=1)),
        Depth(size=7),  # the older two have 1 and 90 bytes
    ],
)
def test_beyond_its_depth_a_history_is_one_snapshot(
    upstream: Upstream, opened: Opener, depth: Depth
):
    upstream.commit({"a.md": b"1"}, at=AT)
    cut = upstream.commit({"a.md": b"2" * 90}, at=AT + DAY)
    upstream.commit({"a.md": b"3"}, at=AT + 2 * DAY)
    upstream.commit({"a.md": b"4"}, at=AT + 3 * DAY)

    first, *rest = steps(opened, depth=depth)

    assert isinstance(first, Snapshot)
    assert (first.revision, len(rest)) == (cut, 2)


def test_no_depth_is_no_history(upstream: Upstream, opened: Opener):
    tip = upstream.commit({"a.md": b"1"})

    assert [step.revision for step in steps(opened, depth=Depth(commits=0))] == [tip]


def test_a_file_that_is_too_big_does_not_stop_the_next(upstream: Upstream, opened: Opener):
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    upstream.commit({"a.md": b"1" * 2_000_000, "b.md": b"fine", "c.md": pointer})
    source = opened()

    for step in source.history("", source.snapshot()):
        assert isinstance(step, Step)
        with pytest.raises(Permanent, match="more than 1,000,000 bytes"):
            step.read("a.md")
        with pytest.raises(Permanent, match="LFS"):
            step.read("c.md")
        assert step.read("b.md") == b"fine"


def test_a_file_that_became_a_link_is_removed(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"b.md"})
    blob = upstream.git("rev-parse", "main:a.md").encode()
    upstream.tree(b"120000 blob " + blob + b"\ta.md")

    assert told(opened)[1][:2] == ({}, ("a.md",))


def test_names_are_only_names(upstream: Upstream, opened: Opener):
    odd = ":100644 100644 x y M.md"
    upstream.commit({odd: b"odd", "line\nbreak.md": b"x"})

    assert [read for read, *_ in told(opened)] == [{odd: "odd"}]


def test_no_revision_is_an_option_of_git(upstream: Upstream, opened: Opener, tmp_path: Path):
    upstream.commit({"a.md": b"1"})

    assert steps(opened, f"--output={tmp_path}/written") == []
    assert list(tmp_path.glob("written*")) == []
