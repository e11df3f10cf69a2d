"""A listing that is followed from commit to commit is the one that is made at once."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.ports import Snapshot
from digest.sources.git import GitSource
from tests.sources.conftest import Opener, sealed
from tests.sources.upstream import Upstream

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
PATHS = ("a.md", "A.md", "t/b.md", "t/deep/c.md", ".digestignore", "x.txt")
CONTENTS = (b"one", b"two", b"x" * 2000, POINTER, b"t/\n", b"!\nt/deep\n")
LINK = "M 120000 inline {0}\ndata 4\na.md\n"
MODULE = "M 160000 1111111111111111111111111111111111111111 {0}\n"

written = st.tuples(st.sampled_from(PATHS), st.sampled_from(CONTENTS))
odd = st.tuples(st.sampled_from(PATHS), st.sampled_from((LINK, MODULE, "D {0}\n")))
commits = st.tuples(st.lists(written, max_size=4), st.lists(odd, max_size=2))


def looked(root: Path, upstream: Upstream, work: str) -> GitSource:
    return sealed(upstream, root / work, directory="d", max_bytes=1000)


@settings(max_examples=20)
@given(st.lists(commits, min_size=2, max_size=5))
def test_following_gives_what_listing_gives(session):
    with tempfile.TemporaryDirectory() as place:
        upstream = Upstream.create(Path(place) / "upstream.git")
        following = looked(Path(place), upstream, "following")
        seen = Snapshot("", {})
        for number, (files, others) in enumerate(session):
            more = "".join(line.format(f"d/{path}") for path, line in others)
            kept = {f"d/{path}": raw for path, raw in files}
            upstream.commit({**kept, "d/k.md": b"%d" % number}, more=more.encode())
            before, seen = seen, following.snapshot()

            assert seen.since in (None, before.revision)
            assert seen.since is None or seen.differing == apart(before, seen)
        assert seen == looked(Path(place), upstream, "at-once").snapshot()


def apart(one: Snapshot, other: Snapshot) -> set[str]:
    return {path for path, _ in one.versions.items() ^ other.versions.items()}


@pytest.fixture
def ignoring(upstream: Upstream, opened: Opener) -> Snapshot:
    upstream.commit({"d/a.md": b"a", "d/n/b.md": b"b", "d/.digestignore": b"n/\n[z-a]\n"})
    return opened(directory="d").snapshot()


def test_what_the_directory_wants_ignored_is_not_read(ignoring: Snapshot):
    assert list(ignoring.versions) == ["a.md"]


def test_a_line_that_is_no_pattern_is_named(ignoring: Snapshot):
    assert str(ignoring.problems[0]).startswith(".digestignore:2: '[z-a]' is not a pattern")


def test_what_is_ignored_now_has_no_history(upstream: Upstream, opened: Opener):
    upstream.commit({"n/b.md": b"b"})
    upstream.commit({"a.md": b"a", ".digestignore": b"n/\n"})
    source = opened()

    steps = list(source.history("", source.snapshot()))

    assert [path for step in steps for path in step.versions] == ["a.md"]
