import os
import shutil
import subprocess
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.errors import Permanent, StaleEdit, Transient
from digest.model.directory import Person
from digest.model.place import Commits, GitPlace, Signing
from digest.ports import Note, Rewritten
from digest.sources.git import GitSource
from tests.sources.conftest import BOT, Opener
from tests.sources.upstream import AT, SEALED, Upstream

PRIYA = Person("priya", "Priya Nair", "priya@northbeam.example", ("@priya-n",))
MOMENT = datetime.fromtimestamp(AT + 60, UTC)
ODD = b"\xef\xbb\xbf# A\r\n\r\n- [ ] one\r\nlast"


def replace(
    source: GitSource, path: str, seen: bytes, new: bytes, by: Person = PRIYA, **more: Any
) -> str:
    told = {"subject": "close one", "trailers": (("Digest-Item", "abc"),), **more}
    note = Note(by=by, at=MOMENT, **told)
    return source.draft("r1").land([Rewritten(path, seen, new)], note).revision


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


def who(upstream: Upstream) -> str:
    return upstream.git("log", "-1", "--format=%an|%ae|%cn|%ce", "main")


def test_the_commit_says_who_what_and_by_whom(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"}, by="Priya Nair")
    replace(opened(), "a.md", b"a", b"b")

    told = upstream.git("log", "-1", "--format=%at|%s|%(trailers:only)")

    assert who(upstream) == (
        "Priya Nair|priya@northbeam.example|Northbeam Follow-ups|digest@northbeam.example"
    )
    assert told == f"{AT + 60}|close one|Digest-Item: abc"


def test_an_address_the_history_does_not_have_stays_out_of_it(
    upstream: Upstream, opened: Opener
):
    upstream.commit({"a.md": b"a"})
    replace(opened(), "a.md", b"a", b"b")

    assert who(upstream).startswith("Priya Nair|digest@northbeam.example|")
    assert "priya@" not in upstream.git("log", "--format=%B%an%ae%cn%ce", "main")


def test_the_mailmap_says_who_somebody_is_in_a_history(upstream: Upstream, opened: Opener):
    mailmap = b"P. Nair <p@host.example> <priya@northbeam.example>\n"
    upstream.commit({"a.md": b"a"}, by="Priya Nair")
    upstream.commit({".mailmap": mailmap})
    replace(opened(), "a.md", b"a", b"b")

    assert who(upstream).startswith("P. Nair|p@host.example|")


def test_a_mailmap_that_came_later_counts_from_then_on(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"}, by="Priya Nair")
    source = opened()
    replace(source, "a.md", b"a", b"b")
    upstream.commit({".mailmap": b"Priya <p@host.example> <priya@northbeam.example>\n"})
    replace(source, "a.md", b"b", b"c")

    assert who(upstream).startswith("Priya|p@host.example|")


def test_who_commits_for_the_first_time_meanwhile_is_known(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    source = opened()
    replace(source, "a.md", b"a", b"b")
    upstream.commit({"b.md": b"b"}, by="Priya Nair")
    replace(source, "a.md", b"b", b"c")

    assert who(upstream).startswith("Priya Nair|priya@northbeam.example|")


def test_else_the_forges_own_form_of_address_is_taken(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    no_reply = Commits(no_reply="{handle}@users.noreply.host.example")
    replace(opened(commits=no_reply), "a.md", b"a", b"b")

    assert who(upstream).startswith("Priya Nair|priya-n@users.noreply.host.example|")


def test_in_public_not_even_a_name_is_told_anew(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})
    replace(opened(commits=Commits(public=True)), "a.md", b"a", b"b")

    assert who(upstream).startswith("Northbeam Follow-ups|digest@northbeam.example|")


def test_a_commit_is_signed_off_and_passed_over_by_ci_where_asked(
    upstream: Upstream, opened: Opener
):
    upstream.commit({"a.md": b"a"})
    habits = Commits(sign_off=True, skip_ci=True)
    replace(opened(commits=habits), "a.md", b"a", b"b", body="- one: status was a, is b")

    assert upstream.git("log", "-1", "--format=%B", "main") == (
        "close one [skip ci]\n\n- one: status was a, is b\n\nDigest-Item: abc\n"
        "Signed-off-by: Northbeam Follow-ups <digest@northbeam.example>"
    )


def test_a_commit_is_signed_with_an_ssh_key(upstream: Upstream, opened: Opener, tmp_path: Path):
    upstream.commit({"a.md": b"a"})
    key = tmp_path / "key"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(words, check=True)  # noqa: S603 - our own words
    replace(opened(commits=Commits(signing=Signing("ssh", str(key)))), "a.md", b"a", b"b")
    (tmp_path / "known").write_text(
        f"digest@northbeam.example {(key.with_suffix('.pub')).read_text()}"
    )

    allowed = f"gpg.ssh.allowedSignersFile={tmp_path / 'known'}"
    assert upstream.git("-c", allowed, "log", "-1", "--format=%G?", "main") == "G"


@pytest.fixture
def keyring(tmp_path: Path):
    """The home of gpg, with one key that needs no passphrase; its agent ends with the test."""
    home = tmp_path / "g"  # short: the agent's socket is in it
    home.mkdir(mode=0o700)
    words = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--passphrase", ""]
    made = ["--quick-generate-key", "Northbeam <digest@northbeam.example>", "ed25519", "sign"]
    subprocess.run([*words, *made], check=True, capture_output=True)  # noqa: S603 - our own words
    yield home
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)  # noqa: S603, S607


@pytest.mark.skipif(not shutil.which("gpg"), reason="there is no gpg")
def test_a_commit_is_signed_with_a_key_of_openpgp(
    upstream: Upstream, keyring: Path, tmp_path: Path
):
    upstream.commit({"a.md": b"a"})
    signing = Signing("openpgp", "digest@northbeam.example")
    place = GitPlace("docs", str(upstream.path), commits=Commits(signing=signing))
    home = {"PATH": SEALED["PATH"], "GNUPGHOME": str(keyring)}
    replace(GitSource(place, tmp_path / "one", BOT, environ=home), "a.md", b"a", b"b")

    verified = upstream.git(
        "log", "-1", "--format=%G?", "main", more={"GNUPGHOME": str(keyring)}
    )
    assert verified == "G"


def test_a_key_that_is_not_there_is_named(upstream: Upstream, opened: Opener):
    upstream.commit({"a.md": b"a"})

    with pytest.raises(Permanent, match="cannot be signed"):
        replace(opened(commits=Commits(signing=Signing("ssh", "/none"))), "a.md", b"a", b"b")


def test_one_commit_changes_several_files(upstream: Upstream, opened: Opener):
    before = upstream.commit({"a.md": b"a", "b.md": b"b"})
    both = [Rewritten("a.md", b"a", b"A"), Rewritten("b.md", b"b", b"B")]
    opened().draft("r1").land(both, Note("both", PRIYA, MOMENT))

    assert upstream.git("rev-parse", "main^") == before
    assert (upstream.read("a.md"), upstream.read("b.md")) == (b"A", b"B")


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
    assert source.touched("a.md", found).author == "Priya Nair"


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

    replace(opened(), "a.md", b"a", b"b", Person("x", name, ""))

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
    replace(source, "a.md", b"1", b"2", subject="x\x1b[2J\x9b\u202ey")

    assert upstream.git("log", "-1", "--format=%s", "main") == "x [2J y"
