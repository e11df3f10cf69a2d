"""docs/actions.md: the steps of its workflow run as they stand there, with a relay on loopback.

All but the first: it installs from an index, and `test_it_installs_what_is_locked` reads it.
"""

import os
import quopri
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from aiosmtpd.smtp import Envelope

from tests.detect.checkout import PRIYA, Checkout
from tests.docs.pages import ROOT, fences
from tests.transport.relays import Server, running

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="the steps need openssl")

PAGE = fences(ROOT / "docs" / "actions.md")
WORKFLOW = next(fence.text for fence in PAGE if fence.language == "yaml")
SETTINGS = next(fence.text for fence in PAGE if fence.language == "toml")
STEP = re.compile(r"^ {6}- name: (.+)\n((?: {8}.*\n|\n)+)", re.MULTILINE)
RUN = re.compile(r"^ {8}run: (?:\|\n((?: {10}.*\n)+)|(.+)\n)", re.MULTILINE)
STEPS = {
    name: dedent(found[1] or found[2])
    for name, body in STEP.findall(WORKFLOW)
    if (found := RUN.search(body))
}
INSTALL, FETCH, START, ONCE, KEEP = STEPS
MEI = ("Mei Tanaka", "mei@northbeam.example")
MINUTES = """\
# Minutes

## Action items

| Action | Owner | Due |
|---|---|---|
| Rotate the keys | @priya | {due} |
"""


@dataclass
class Runner:
    """A machine of GitHub's: the repository checked out, a place of its own for each run."""

    place: Path
    work: Checkout
    runs: int = 0

    @property
    def temp(self) -> Path:
        return self.place / f"temp{self.runs}"

    def promise(self, due: str, by: tuple[str, str] = PRIYA) -> None:
        self.work.commit({"docs/minutes.md": MINUTES.format(due=due)}, by=by)

    def files(self) -> set[str]:
        """Return the names of what would be published."""
        return {path.name for path in (self.temp / "site" / "c").iterdir()}

    def job(self, *names: str) -> dict[str, int]:
        """Run these steps on a fresh machine and return the exit code of each."""
        self.runs += 1
        self.temp.mkdir()
        return {name: self._step(STEPS[name]) for name in names}

    def _step(self, script: str) -> int:
        """Run a script as GitHub runs a step of `shell: bash`."""
        done = subprocess.run(  # noqa: S603 - the page's own words
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # noqa: S607
            cwd=self.work.path,
            env={
                **self.work.environ,
                "PATH": f"{self.place / 'bin'}:{os.environ['PATH']}",
                "RUNNER_TEMP": str(self.temp),
                "DIGEST_SECRET": "nobody will ever guess " * 2,
            },
            check=False,
        )
        return done.returncode


@dataclass(frozen=True)
class Told:
    """What two runs left behind, the second one after a date was moved."""

    runner: Runner
    first: dict[str, int]
    second: dict[str, int]
    before: set[str]  # names of files after the first run
    after: set[str]
    mail: list[Envelope]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    post = Server()
    with _runner(tmp_path_factory.mktemp("actions"), post) as runner:
        first = runner.job(FETCH, START, ONCE, KEEP)
        quiet, before = not post.taken, runner.files()
        runner.promise("2026-12-15", by=MEI)
        second = runner.job(FETCH, ONCE, KEEP)
    assert quiet  # the past is told to nobody
    return Told(runner, first, second, before, runner.files(), post.taken)


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    with _runner(tmp_path, Server()) as made:
        yield made


@contextmanager
def _runner(place: Path, post: Server) -> Iterator[Runner]:
    made = Runner(place, Checkout.create(place / "work"))
    _command(place / "bin" / "digest")
    made.work.git("init", "-q", "--bare", str(place / "origin.git"))
    made.work.git("remote", "add", "origin", str(place / "origin.git"))
    with running(post) as port:
        settings = re.sub(r"(?m)^smtp = .*", f'smtp = "smtp://127.0.0.1:{port}"', SETTINGS)
        (made.work.path / "digest.toml").write_text(settings)
        made.promise("2026-12-01")
        yield made


def _command(place: Path) -> None:
    """Put the command `digest` of this tree where a step finds it."""
    place.parent.mkdir()
    place.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m digest.cli "$@"\n')
    place.chmod(0o755)


def test_every_step_works_on_an_empty_repository(told: Told):
    assert told.first == {FETCH: 0, START: 0, ONCE: 0, KEEP: 0}
    assert len([name for name in told.before if name.endswith(".ics")]) == 2


def test_the_next_run_goes_on_where_the_last_one_ended(told: Told):
    assert set(told.second.values()) == {0}
    assert [envelope.rcpt_tos for envelope in told.mail] == [["priya@northbeam.example"]]
    assert told.after == told.before


def test_a_mail_names_the_files_that_are_published(told: Told):
    raw = quopri.decodestring(told.mail[0].original_content or b"").decode()
    named = set(re.findall(r"northbeam\.github\.io/handbook/c/([a-z2-7]{32}\.\w+)", raw))

    assert len(named) == 2
    assert named <= told.after


def test_the_branch_of_the_state_holds_one_commit_and_no_name(told: Told):
    told.runner.work.git("fetch", "-q", "origin", "digest-state")

    assert told.runner.work.git("log", "--format=%s", "FETCH_HEAD") == "State of follow-ups"
    assert b"priya" not in (told.runner.temp / "state.enc").read_bytes()


def test_a_host_that_does_not_answer_is_no_reason_to_begin_anew(runner: Runner):
    runner.work.git("remote", "set-url", "origin", str(runner.place / "gone.git"))

    assert runner.job(FETCH)[FETCH] != 0


def test_a_run_that_fails_is_seen_and_keeps_its_state(runner: Runner):
    runner.work.git("mv", "docs", "elsewhere")
    runner.work.commit()

    assert runner.job(FETCH, ONCE, KEEP) == {FETCH: 0, ONCE: 1, KEEP: 0}


def test_it_installs_what_is_locked():
    assert "--require-hashes -r .digest-program/requirements.lock" in STEPS[INSTALL]
    assert (ROOT / "requirements.lock").is_file()


def test_steps_that_keep_state_run_after_a_failure_but_never_without_the_old_state():
    kept = WORKFLOW.partition("- name: Keep the state")[2]

    assert kept.count("if: ${{ !cancelled() && steps.state.outcome == 'success' }}") == 3
    assert "cancel-in-progress: false" in WORKFLOW
    assert "${{" not in "".join(STEPS.values())  # nothing is pasted into a script
