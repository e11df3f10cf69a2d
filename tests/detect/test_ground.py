"""Where a path stands, with and without git."""

import os
from pathlib import Path
from shutil import which

from digest.detect.ground import look
from tests.detect.checkout import Checkout

NO_GIT = {"PATH": os.devnull}


def test_a_path_knows_its_repository_and_gits_user(checkout: Checkout):
    checkout.commit({"docs/notes.md": "x"})
    checkout.git("remote", "add", "origin", "https://kim:secret@git.northbeam.example/handbook")

    ground = look(checkout.path / "docs", checkout.environ)

    assert (ground.user_name, ground.user_mail) == ("Priya Nair", "priya@northbeam.example")
    assert ground.repository
    assert ground.repository.top == checkout.path
    assert ground.repository.remote == "https://git.northbeam.example/handbook"


def test_the_remotes_own_branch_is_the_one_that_counts(checkout: Checkout):
    checkout.commit()
    for words in (("branch", "trunk"), ("checkout", "-q", "-b", "try")):
        checkout.git(*words)
    checkout.git("remote", "add", "origin", "git@git.northbeam.example:handbook.git")
    checkout.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    checkout.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")

    repository = look(checkout.path, checkout.environ).repository

    assert repository
    assert (repository.branch, repository.default) == ("try", "trunk")


def test_a_new_repository_has_no_branch(checkout: Checkout):
    repository = look(checkout.path, checkout.environ).repository

    assert repository
    assert (repository.branches, repository.default, repository.remote) == ((), "", "")


def test_a_bare_repository_is_its_own_top(checkout: Checkout, tmp_path: Path):
    checkout.commit()
    checkout.git("clone", "-q", "--bare", str(checkout.path), str(tmp_path / "bare.git"))

    repository = look(tmp_path / "bare.git", checkout.environ).repository

    assert repository
    assert (repository.bare, repository.top) == (True, tmp_path / "bare.git")


def test_a_shallow_clone_says_so(checkout: Checkout, tmp_path: Path):
    for _ in range(2):
        checkout.commit()
    checkout.git("clone", "-q", "--depth=1", f"file://{checkout.path}", str(tmp_path / "part"))

    repository = look(tmp_path / "part", checkout.environ).repository

    assert repository
    assert repository.shallow


def test_a_plain_folder_stands_nowhere(checkout: Checkout, tmp_path: Path):
    ground = look(tmp_path, checkout.environ)

    assert (ground.repository, ground.trouble) == (None, "")
    assert ground.user_name == "Priya Nair"


def test_git_that_is_missing_is_told_where_it_would_matter(checkout: Checkout, tmp_path: Path):
    assert look(tmp_path, NO_GIT).trouble == ""
    assert look(checkout.path, NO_GIT).trouble == "git: the program is not there (install it)"


def test_a_repository_git_does_not_trust_is_not_asked(checkout: Checkout, tmp_path: Path):
    stranger = tmp_path / "bin" / "git"  # git itself, as if another user had the repository
    stranger.parent.mkdir()
    stranger.write_text(
        f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec {which("git")} "$@"\n'
    )
    stranger.chmod(0o700)

    ground = look(checkout.path, {**checkout.environ, "PATH": str(stranger.parent)})

    assert ground.repository is None
    assert "belongs to another user" in ground.trouble


def test_a_file_stands_where_its_folder_does(checkout: Checkout):
    checkout.commit({"docs/notes.md": "x"})

    ground = look(checkout.path / "docs" / "notes.md", checkout.environ)

    assert ground.folder == checkout.path / "docs"
    assert ground.repository
