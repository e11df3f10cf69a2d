from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import Permanent, Transient
from tests.sources.conftest import Opener
from tests.sources.upstream import AT, Upstream

ODD = b"\xef\xbb\xbf# A\r\n\r\n- [ ] one\r\nlast"


def test_lists_markdown_of_the_branch_with_blob_ids(upstream: Upstream, opened: Opener):
    made = upstream.commit(
        {"a.md": ODD, "b.txt": b"x", "deep/c.md": b"c", ".github/d.md": b"d"}
    )

    found = opened().snapshot()

    assert found.revision == made
    assert list(found.versions) == ["a.md", "deep/c.md"]
    assert found.versions["a.md"] == upstream.git("rev-parse", "main:a.md")


def test_reads_every_byte_as_it_is_in_git(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": ODD, ".gitattributes": b"*.md text=auto eol=lf ident\n"})
    source = opened()

    assert source.read("a.md", source.snapshot()) == ODD


def test_a_snapshot_is_read_as_it_was(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"old"})
    source = opened()
    before = source.snapshot()
    upstream.commit({"a.md": b"new"})

    after = source.snapshot()

    assert source.read("a.md", before) == b"old"
    assert source.read("a.md", after) == b"new"


def test_an_unmoved_branch_gives_the_same_snapshot(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    source = opened()

    assert source.snapshot() is source.snapshot()


def test_another_process_finds_the_same(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})

    assert opened().snapshot() == opened().snapshot()


def test_a_directory_is_the_whole_source(upstream: Upstream, opened: Opener):
    upstream.commit({"docs/a.md": b"a", "b.md": b"b"})
    source = opened(directory="docs")
    found = source.snapshot()

    assert list(found.versions) == ["a.md"]
    assert source.read("a.md", found) == b"a"
    assert source.touched("a.md", found).author == "Mei Tanaka"


def test_patterns_choose_what_is_read(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a", "drafts/b.md": b"b"})

    assert list(opened(exclude=("drafts/",)).snapshot().versions) == ["a.md"]


def test_a_missing_branch_names_those_there_are(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    upstream.commit({"a.md": b"a"}, on="release")

    told = r"^sources\.docs\.branch: no such branch 'mian' \(remote has: main, release\)$"
    with pytest.raises(Permanent, match=told):
        opened(branch="mian").snapshot()


def test_without_a_branch_the_remote_says_which(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    made = upstream.commit({"b.md": b"b"}, on="trunk")
    upstream.git("symbolic-ref", "HEAD", "refs/heads/trunk")

    assert opened().snapshot().revision == made


def test_an_empty_repository_is_never_emptiness(opened: Opener):
    with pytest.raises(Permanent, match="no branch yet"):
        opened().snapshot()


def test_a_missing_directory_is_never_emptiness(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})

    with pytest.raises(Permanent, match=r"sources\.docs\.directory: no directory 'gone'"):
        opened(directory="gone").snapshot()


def test_a_moved_remote_is_never_emptiness(opened: Opener, tmp_path: Path):
    with pytest.raises(Permanent, match="does not appear to be a git repository"):
        opened(url=str(tmp_path / "gone.git")).snapshot()


def test_a_host_that_is_not_there_is_tried_again(opened: Opener):
    source = opened(url="http://u@127.0.0.1:9/docs.git", user="u", password="hush")  # noqa: S106

    with pytest.raises(Transient, match=r"sources\.docs\.url") as caught:
        source.snapshot()
    assert "hush" not in str(caught.value)


def test_a_protocol_that_runs_programs_is_never_spoken(opened: Opener, tmp_path: Path):
    with pytest.raises(Permanent, match="not allowed"):
        opened(url=f"ext::touch% {tmp_path}/ran").snapshot()
    assert not (tmp_path / "ran").exists()


def test_an_address_is_never_an_option(opened: Opener, tmp_path: Path):
    with pytest.raises((Permanent, Transient)):
        opened(url=f"--upload-pack=touch {tmp_path}/ran").snapshot()
    assert not (tmp_path / "ran").exists()


def test_rewritten_history_is_named_once(upstream: Upstream, opened: Opener, caplog):
    first = upstream.commit({"a.md": b"a"})
    upstream.commit({"b.md": b"b"})
    source = opened()
    source.snapshot()
    upstream.git("update-ref", "refs/heads/main", first)
    upstream.commit({"c.md": b"c"})

    assert source.snapshot().problems[0].rule == "rewritten"
    assert caplog.messages[0].startswith("history rewritten source=docs branch=main")
    assert not source.snapshot().problems
    assert list(source.snapshot().versions) == ["a.md", "c.md"]


@pytest.mark.parametrize(
    "name", ["-rf.md", "--upload-pack=x.md", ":(glob)*.md", "ünï cödé 日本.md", '"q" \\.md']
)
def test_odd_names_are_only_names(upstream: Upstream, opened: Opener, name: str):
    upstream.commit({name: b"odd", "b.md": b"b"}, by="Priya Nair")
    source = opened()
    found = source.snapshot()

    assert source.read(name, found) == b"odd"
    assert source.touched(name, found).mail == "priya@northbeam.example"


@pytest.mark.parametrize("name", [b"line\nbreak.md", b"\xff.md", b"..", b"a\x1b.md"])
def test_a_name_that_cannot_be_shown_or_leads_out_is_not_read(
    upstream: Upstream, opened: Opener, name: bytes
):
    upstream.commit({"a.md": b"a"})
    blob = upstream.git("rev-parse", "main:a.md").encode()
    tree = upstream.git("mktree", "-z", stdin=b"100644 blob " + blob + b"\tx.md\0").encode()
    line = b"100644 blob " + blob + b"\t" + name
    upstream.tree(line if name != b".." else b"040000 tree " + tree + b"\t..")
    source = opened()

    assert not source.snapshot().versions
    with pytest.raises(Permanent, match="leads out"):
        source.read("../x.md", source.snapshot())


def test_links_submodules_and_pointers_are_told_and_not_followed(
    upstream: Upstream, opened: Opener
):
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    upstream.commit({"a.md": b"../../etc/passwd", "p.md": pointer})
    blob, lfs = (upstream.git("rev-parse", f"main:{p}").encode() for p in ("a.md", "p.md"))
    upstream.tree(
        b"120000 blob " + blob + b"\tl.md\0"
        b"100644 blob " + lfs + b"\tp.md\0"
        b"160000 commit " + b"1" * 40 + b"\tsub"
    )  # fmt: skip

    found = opened().snapshot()

    assert [p.path for p in found.problems] == ["l.md", "p.md", "sub"]
    assert not found.versions
    assert found.keeps("p.md")


def test_touched_is_the_author_of_the_last_commit_up_to_the_snapshot(
    upstream: Upstream, opened: Opener
):
    upstream.commit({"a.md": b"a"})
    changed = upstream.commit({"a.md": b"b"}, by="Priya Nair", at=AT + 60)
    upstream.commit({"b.md": b"b"}, by="Sam Reyes", at=AT + 120)
    source = opened()
    found = source.snapshot()
    upstream.commit({"a.md": b"c"}, by="Sam Reyes")

    touch = source.touched("a.md", found)

    assert (touch.author, touch.mail) == ("Priya Nair", "priya@northbeam.example")
    assert touch.at == datetime.fromtimestamp(AT + 60, UTC)
    assert touch.revision == changed


def test_asking_for_many_gives_the_same_answers(upstream: Upstream, opened: Opener):
    for number in range(12):
        who = ("Priya Nair", "Mei Tanaka")[number % 2]
        upstream.commit({f"d/{number}.md": b"x", "d/-all\n.md": b"%d" % number}, by=who)
    source = opened(directory="d")
    found = source.snapshot()

    many = [source.touched(path, found) for path in found.versions]

    assert many == [opened(directory="d").touched(path, found) for path in found.versions]


def test_a_commit_from_an_impossible_year_is_dated(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"}, at=9_000_000_000_000)
    source = opened()

    assert source.touched("a.md", source.snapshot()).at.year == 1970


def test_a_thousand_files_are_read(upstream: Upstream, opened: Opener):
    upstream.commit({f"{n:04}.md": b"%d" % n for n in range(1000)})
    source = opened()
    found = source.snapshot()

    assert [source.read(path, found) for path in found.versions] == [
        b"%d" % n for n in range(1000)
    ]
    assert len({source.touched(path, found).revision for path in found.versions}) == 1


def test_a_killed_fetch_leaves_nothing_in_the_way(
    upstream: Upstream, opened: Opener, tmp_path: Path
):
    upstream.commit({"a.md": b"a"})
    source = opened()
    source.snapshot()
    ref = next((tmp_path / "one" / "docs.git" / "refs" / "tips").iterdir())
    ref.with_name(ref.name + ".lock").touch()
    made = upstream.commit({"a.md": b"b"})

    assert source.snapshot().revision == made
