import os
import time
from pathlib import Path

import pytest

from digest.errors import Permanent
from digest.model.place import GitPlace
from digest.sources.program import Failed, Git, environment, version
from tests.sources.upstream import Upstream

PLACE = GitPlace(
    "docs",
    "https://git.northbeam.example/docs.git",
    user="bot",
    password="hu$sh'\"\\",  # noqa: S106 - pretend
)
PATH = {"PATH": os.environ["PATH"]}


def ask(tmp_path: Path, host: str) -> str:
    told = f"protocol=https\nhost={host}\npath=docs.git\n\n".encode()
    git = Git(tmp_path, environment(PLACE, PATH))
    return git.run("credential", "fill", stdin=told).decode()


def test_the_password_reaches_its_host(tmp_path: Path):
    told = ask(tmp_path, "git.northbeam.example")

    assert "username=bot\npassword=hu$sh'\"\\\n" in told


def test_the_password_reaches_no_other_host(tmp_path: Path):
    with pytest.raises(Failed, match="terminal prompts disabled"):
        ask(tmp_path, "git.elsewhere.example")


def test_nothing_unforeseen_is_passed_on():
    ours = environment(PLACE, {"GIT_DIR": "/x", "GIT_EXEC_PATH": "/x", "HOME": "/home/d"})

    assert "GIT_DIR" not in ours
    assert "GIT_EXEC_PATH" not in ours
    assert (ours["HOME"], ours["GIT_TERMINAL_PROMPT"]) == ("/home/d", "0")


def test_ssh_never_asks_and_keeps_its_own_command():
    ours = environment(PLACE, {"GIT_SSH_COMMAND": "ssh -i /etc/digest/key"})

    assert ours["GIT_SSH_COMMAND"].startswith("ssh -i /etc/digest/key -oBatchMode=yes")


def test_a_user_configuration_changes_nothing(tmp_path: Path):
    (tmp_path / ".gitconfig").write_text("[url 'ext::evil']\ninsteadOf = https://\n")
    git = Git(tmp_path, environment(PLACE, {**PATH, "HOME": str(tmp_path)}))

    assert b"evil" not in git.run("config", "--list")


def test_git_that_hangs_is_ended_with_its_children(tmp_path: Path, upstream: Upstream):
    alias = f"!sh -c 'echo $$ > {tmp_path}/pid; sleep 60'"
    more = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "alias.hang",
        "GIT_CONFIG_VALUE_0": alias,
    }

    with pytest.raises(Failed, match="timed out after 1 seconds"):
        Git(upstream.path, environment(PLACE, PATH)).run("hang", seconds=1, more=more)

    pid = int((tmp_path / "pid").read_text())
    assert gone(pid)


def gone(pid: int) -> bool:
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_machine_without_git_is_told(tmp_path: Path):
    git = Git(tmp_path, {"PATH": str(tmp_path)})

    with pytest.raises(Permanent, match="install it"):
        git.run("version")


def test_git_says_how_old_it_is():
    assert version().startswith("git version ")


def test_a_git_that_is_too_old_is_named(tmp_path: Path):
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\necho git version 2.30.9\n")
    old.chmod(0o755)

    with pytest.raises(Permanent, match=r"git version 2\.30\.9: too old \(git 2\.31"):
        version({"PATH": str(tmp_path)})
