"""The linters of others have nothing to say about what deploys us."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.compose import FILE, ROOT

# As .ci/run installs them.
_BESIDE = (Path(sys.executable).parent, ROOT / "var" / "ci" / "node_modules" / ".bin")


def program(name: str) -> str:
    """Return a program's path, or skip."""
    places = os.pathsep.join([*map(str, _BESIDE), os.environ.get("PATH", "")])
    found = shutil.which(name, path=places)
    if not found:
        pytest.skip(f"{name} is not installed; .ci/run does it")
    return found


def complaints(*words: str) -> str:
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def test_hadolint_finds_nothing_in_the_dockerfile():
    assert complaints(program("hadolint"), "Dockerfile") == ""


def test_dclint_finds_nothing_in_the_compose_file():
    lint = program("dclint")

    assert complaints(lint, "-c", ".ci/dclint.json", "--max-warnings", "0", FILE.name) == ""
