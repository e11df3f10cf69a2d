"""The wheel, installed away from the checkout, has all it needs; the sdist builds it too."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.compose import ROOT

pytestmark = pytest.mark.timeout(300)
NOTES = """\
# Retro

**Date**: 2026-11-02
**Participants**: Mei Tanaka

## Action items

- [ ] Mei Tanaka: rotate the keys - Due: 2026-11-06
"""


def ran(
    *words: str | Path,
    cwd: Path,
    fails: bool = False,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run a program with little around it; return what it printed."""
    inherent = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - our own words
        [*map(str, words)],
        cwd=cwd,
        env={**inherent, **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert fails or done.returncode == 0, done.stdout
    return done.stdout


def built(what: str, source: Path, to: Path) -> Path:
    """Build a wheel or an sdist with the backend at hand: nothing is fetched."""
    ran(sys.executable, "-m", "hatchling", "build", "-t", what, "-d", to, cwd=source)
    (found,) = to.iterdir()
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@dataclass(frozen=True)
class Place:
    """A folder somewhere, and the command as the wheel installed it."""

    digest: Path
    folder: Path

    def run(self, *words: str) -> str:
        return ran(self.digest, *words, cwd=self.folder)


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An environment that holds the wheel, and sees what it depends on in this one."""
    root = tmp_path_factory.mktemp("away")
    venv.create(root / "env", symlinks=True)
    python = root / "env" / "bin" / "python"
    pip = ("-m", "pip", "--python", python, "install", "--no-deps", "--no-index")
    ran(sys.executable, *pip, "--disable-pip-version-check", wheel, cwd=root)
    (packages,) = (root / "env" / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    (root / "notes").mkdir()
    (root / "notes" / "retro.md").write_text(NOTES)
    return Place(root / "env" / "bin" / "digest", root / "notes")


def test_it_is_the_wheel_that_runs_there(place: Place):
    asked = "import digest, tasks.app; print(digest.__file__)"
    env = {"DIGEST_CONFIG": str(ROOT / "config" / "digest.toml"), "REDIS_URL": "redis://h"}

    told = ran(place.digest.with_name("python"), "-c", asked, cwd=place.folder, env=env)

    assert str(place.digest.parents[1]) in told


def test_it_carries_templates_settings_migrations_and_words(wheel: Path):
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"digest/{path.relative_to(ROOT)}"
        for folder in ("templates", "config")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    wanted |= {
        str(path.relative_to(ROOT))
        for folder in ("digest", "tasks")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert wanted - inside == set()


def test_the_image_builds_it_with_what_is_locked():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]

    assert set(asked) < pins("requirements-build.lock") <= pins("requirements-dev.lock")


def pins(lock: str) -> set[str]:
    return set(re.findall(r"(?m)^[\w.-]+==[\w.]+", (ROOT / lock).read_text()))


def test_a_folder_is_told_of_there(place: Place):
    assert "overdue" in place.run(".")


def test_settings_are_found_there_and_work(place: Place):
    place.run("init", "--yes")

    assert "1 item" in place.run("gather")
    assert {"digest.toml", "retro.md"} <= {path.name for path in place.folder.iterdir()}


def test_the_whole_product_works_there(place: Place):
    state = str(place.folder.parent / "demo")
    told = ran(place.digest, "demo", "--check", "--state", state, cwd=place.folder, fails=True)

    # Its last step wants it stopped in seconds, which a busy machine may not manage.
    assert "ok   a week passes" in told, told
    assert "all of it held" in told or "left: nothing" in told, told


def test_the_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path):
    archive = built("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    again = built("wheel", tmp_path / archive.name.removesuffix(".tar.gz"), tmp_path / "wheel")

    assert again.name == wheel.name
    assert contents(again) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
