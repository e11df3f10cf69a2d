"""The command as a process: what it loads, and what it leaves when something breaks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SETTINGS

HEAVY = (
    "celery",
    "sqlalchemy",
    "jinja2",
    "starlette",
    "rich",
    "icalendar",
    "redis",
    "pyromark",
)


def python(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **env},
    )


def test_help_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['digest', '--help']\n"
        "from digest.cli import main\n"
        "try: main()\n"
        f"finally: print([m for m in {HEAVY!r} if m in sys.modules])"
    )

    assert python("-c", code).stdout.splitlines()[-1] == "[]"


def test_the_end_does_not_go_over_all_that_was_loaded():
    code = (
        "import atexit, gc, sys; sys.argv = ['digest', '--version']\n"
        "atexit.register(lambda: print('frozen', gc.get_freeze_count() > 0))\n"
        "from digest.cli import main; main()"
    )

    assert python("-c", code).stdout.splitlines()[-1] == "frozen True"


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_celery_says_what_is_wrong_with_the_settings(place: Path, part: str):
    (place / "digest.toml").write_text("smpt = 1\n")

    told = python("-m", "celery", "-A", "tasks", part)

    assert told.returncode == 2
    assert (
        f"{place / 'digest.toml'}: smpt: is not a setting (did you mean 'smtp'?)" in told.stderr
    )
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_celery_says_where_nothing_can_be_kept(place: Path, part: str):
    (place / "file").touch()
    (place / "digest.toml").write_text(SETTINGS.replace('"state"', '"file/state"'))

    told = python("-m", "celery", "-A", "tasks", part, REDIS_URL="redis://localhost:1")

    assert told.returncode == 2
    assert "cannot be made" in told.stderr
    assert "Traceback" not in told.stderr


def test_who_reads_no_further_is_not_told_of_it(place: Path):
    many = "".join(f"- [ ] Mei Tanaka: task {n}\n" for n in range(5000))
    (place / "docs" / "many.md").write_text(f"# Many\n\n## Action items\n\n{many}")
    shell = f'set -o pipefail; "{sys.executable}" -m digest.cli read docs --json | head -c 10'

    told = subprocess.run(  # noqa: S603 - our own words
        ["/bin/bash", "-c", shell], capture_output=True, text=True, check=False
    )

    assert (told.returncode, told.stderr) == (1, "")
