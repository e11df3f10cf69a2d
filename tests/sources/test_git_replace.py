import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import Permanent, StaleEdit, Transient
from digest.model.change import Touch
from digest.sources.git import GitSource
from tests.sources.conftest import Opener
from tests.sources.upstream import AT, Upstream

PRIYA = Touch(datetime.fromtimestamp(AT + 60, UTC), "Priya Nair", "priya@northbeam.example")
ODD = b"\xef\xbb\xbf# A\r\n\r\n- [ ] one\r\nlast"


def replace(source: GitSource, path: str, seen: bytes, new: bytes, by: Touch = PRIYA) -> str:
    told = "digest: close one\n\nDigest-Item: abc"
    return source.replace(path, seen=seen, new=new, subject=told, author=by)


def hook(upstream: Upstream, name: str, script: str) -> None:
    path = upstream.path / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_one_commit_changes_one_file_and_no_other_byte(upstream: Upstream, opened: Opener):
    before = upstream.commit(
        {"docs/a.md": ODD, "b.md": b"b", ".gitattributes": b"* text eol=lf"}
    )

    made = replace(opened(directory="docs"), "a.md", ODD, ODD.replace(b"[ ]", b"[x]"))

    assert upstream.heads()["main"] == made
    assert upstream.git("rev-parse", "main^") == before
    assert upstream.git("diff", "--name-only", "main^", "main") == "docs/a.md"
    assert upstream.read("docs/a.md") == ODD.replace(b"[ ]", b"[x]")


def test_the_commit_names_the_person_and_the_service(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    replace(opened(), "a.md", b"a", b"b")

    told = upstream.git("log", "-1", "--format=%an|%ae|%at|%cn|%ce|%s|%(trailers:only)")

    assert told == (
        f"Priya Nair|priya@northbeam.example|{AT + 60}|"
        "Northbeam Follow-ups|digest@northbeam.example|digest: close one|Digest-Item: abc"
    )


def test_the_mode_of_the_file_stays(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    blob = upstream.git("rev-parse", "main:a.md").encode()
    upstream.tree(b"100755 blob " + blob + b"\ta.md")

    replace(opened(), "a.md", b"a", b"b")

    assert upstream.git("ls-tree", "main").startswith("100755 ")


def test_the_next_snapshot_has_what_was_written(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    source = opened()
    source.snapshot()
    made = replace(source, "a.md", b"a", b"b")

    found = source.snapshot()

    assert found.revision == made
    assert source.read("a.md", found) == b"b"
    assert source.touched("a.md", found).mail == "priya@northbeam.example"


def test_stale_edit_names_file_and_line(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": ODD})
    source = opened()
    source.snapshot()
    made = upstream.commit({"a.md": ODD.replace(b"one", b"two")})

    with pytest.raises(StaleEdit, match=r"a\.md:3: expected b'- \[ \] one', found b'.*two'"):
        replace(source, "a.md", ODD, b"new")
    assert upstream.heads()["main"] == made


def test_a_removed_file_is_stale(upstream: Upstream, opened: Opener):
    upstream.commit({"b.md": b"b"})

    with pytest.raises(StaleEdit, match=r"a\.md:1"):
        replace(opened(), "a.md", b"a", b"b")


def test_a_branch_that_moved_elsewhere_takes_the_edit_on_top(
    upstream: Upstream, opened: Opener
):
    upstream.commit({"a.md": b"a"})
    source = opened()
    source.snapshot()
    other = upstream.commit({"b.md": b"b"})

    replace(source, "a.md", b"a", b"c")

    assert upstream.git("rev-parse", "main^") == other
    assert (upstream.read("a.md"), upstream.read("b.md")) == (b"c", b"b")


def test_a_push_in_the_last_moment_is_built_upon(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    other = upstream.commit({"a.md": b"a", "b.md": b"b"}, on="other")
    # The first push finds that the branch has just moved, as when somebody was faster.
    hook(
        upstream,
        "pre-receive",
        f"test -e raced || {{ touch raced; env -u GIT_QUARANTINE_PATH git update-ref"
        f" refs/heads/main {other}; }}",
    )

    replace(opened(branch="main"), "a.md", b"a", b"c")

    assert upstream.git("rev-parse", "main^") == other
    assert (upstream.read("a.md"), upstream.read("b.md")) == (b"c", b"b")


def test_writers_on_two_machines_lose_nothing(upstream: Upstream, opened: Opener):
    upstream.commit({f"{n}.md": b"old" for n in range(4)})
    sources = [opened(str(n)) for n in range(4)]

    def write(number: int) -> None:
        replace(sources[number], f"{number}.md", b"old", b"new")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [upstream.read(f"{n}.md") for n in range(4)] == [b"new"] * 4


def test_workers_that_share_a_clone_lose_nothing(upstream: Upstream, opened: Opener):
    upstream.commit({f"{n}.md": b"old" for n in range(4)})

    def write(number: int) -> None:
        replace(opened(), f"{number}.md", b"old", b"new")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [upstream.read(f"{n}.md") for n in range(4)] == [b"new"] * 4


def test_a_rewound_branch_is_not_wound_forward(upstream: Upstream, opened: Opener):
    first = upstream.commit({"a.md": b"a"})
    upstream.commit({"b.md": b"secret"})
    source = opened()
    source.snapshot()
    upstream.git("update-ref", "refs/heads/main", first)

    replace(source, "a.md", b"a", b"c")

    assert upstream.git("rev-parse", "main^") == first


def test_a_protected_branch_answers_in_the_remotes_words(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    hook(
        upstream, "pre-receive", "echo 'main is protected; see https://bot:hush@x' >&2; exit 1"
    )

    with pytest.raises(Permanent, match="main is protected") as caught:
        replace(opened(), "a.md", b"a", b"b")
    assert "hush" not in str(caught.value)


def test_a_push_whose_answer_was_lost_counts(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    hook(upstream, "post-receive", "kill -9 $PPID; sleep 0.1")

    made = replace(opened(), "a.md", b"a", b"b")

    assert upstream.heads()["main"] == made


def test_a_link_is_not_written(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"../x"})
    blob = upstream.git("rev-parse", "main:a.md").encode()
    upstream.tree(b"120000 blob " + blob + b"\ta.md")

    with pytest.raises(Permanent, match="is a link"):
        replace(opened(), "a.md", b"../x", b"/etc/passwd")


@pytest.mark.parametrize("path", ["../a.md", "/a.md", "a/../../b.md", ".", ""])
def test_a_path_out_of_the_source_is_refused(upstream: Upstream, opened: Opener, path: str):
    upstream.commit({"a.md": b"a", "docs/b.md": b"b"})

    with pytest.raises(Permanent, match="leads out"):
        replace(opened(directory="docs"), path, b"a", b"b")


@pytest.mark.parametrize("name", ["", "<>", ".,;", "Eve\nSubject: x <root@x>", "-x"])
def test_no_name_breaks_a_commit(upstream: Upstream, opened: Opener, name: str):
    upstream.commit({"a.md": b"a"})

    replace(opened(), "a.md", b"a", b"b", Touch(PRIYA.at, name, ""))

    assert upstream.git("log", "-1", "--format=%ae") == "digest@northbeam.example"
    assert upstream.git("fsck", "--strict") == ""


@pytest.mark.parametrize("name", ["-rf.md", "line\nbreak.md", "ünï 日本.md", ":(top)x.md"])
def test_odd_names_are_only_names(upstream: Upstream, opened: Opener, name: str):
    upstream.commit({name: b"a", "x.md": b"x"})

    replace(opened(), name, b"a", b"b")

    assert upstream.read(name) == b"b"


def test_hooks_of_our_own_clone_never_run(upstream: Upstream, opened: Opener, tmp_path: Path):
    upstream.commit({"a.md": b"a"})
    source = opened()
    source.snapshot()
    hook(
        Upstream(tmp_path / "one" / "docs.git"),
        "reference-transaction",
        f"touch {tmp_path}/ran",
    )

    replace(source, "a.md", b"a", b"b")

    assert not (tmp_path / "ran").exists()


def test_the_same_edit_gives_the_same_commit(upstream: Upstream, opened: Opener):
    before = upstream.commit({"a.md": b"a"})
    first = replace(opened("one"), "a.md", b"a", b"b")
    upstream.git("update-ref", "refs/heads/main", before)

    assert replace(opened("two"), "a.md", b"a", b"b") == first


def test_a_place_that_cannot_be_written_says_so(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    (upstream.path.parent / "one").write_text("a file where the clones belong")

    with pytest.raises((Permanent, Transient), match=os.sep + "one"):
        opened().snapshot()


def test_a_message_cannot_play_with_the_screen(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"1"})
    source = opened()
    author = source.touched("a.md", source.snapshot())
    source.replace("a.md", seen=b"1", new=b"2", subject="x\x1b[2J\x9b\u202ey", author=author)

    assert upstream.git("log", "-1", "--format=%s", "main") == "x [2J y"
