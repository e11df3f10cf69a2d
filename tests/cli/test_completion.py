"""Tab in a real shell: words go on as the command, its options and the settings say."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHELLS = [name for name in ("bash", "zsh", "fish") if shutil.which(name)]
START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
ASK = {
    "bash": 'PS1="> "; eval "$(digest completion bash)"; bind "set bell-style none"',
    "zsh": (
        'PS1="> "; unsetopt beep; autoload -Uz compinit; compinit -u -d ./dump;'
        ' eval "$(digest completion zsh)"'
    ),
}
TYPED = [
    ("digest gath", "digest gather "),
    ("digest gather do", "digest gather docs "),
    ("digest gather --acc", "digest gather --accept "),
    ("digest start --only pri", "digest start --only priya "),
    ("digest why pri", "digest why priya "),
    ("digest feed all --kind t", "digest feed all --kind todo "),
    ("digest feed person:pr", "digest feed person:priya "),
    ("digest read do", "digest read docs/"),
    ("digest check --config dig", "digest check --config digest.toml "),
]


@pytest.fixture
def environment(place: Path) -> dict[str, str]:
    programs = place / "bin"
    programs.mkdir()
    (programs / "digest").write_text(f'#!/bin/sh\nexec {sys.executable} -m digest.cli "$@"\n')
    (programs / "digest").chmod(0o755)
    path = f"{programs}:{os.environ['PATH']}"
    ours = {"PATH": path, "HOME": str(place), "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    return {"LANG": "C.UTF-8", **ours}


class Typist:
    """Somebody at an interactive shell."""

    def __init__(self, words: list[str], environment: dict[str, str]) -> None:
        self.terminal, theirs = pty.openpty()
        self.shell = subprocess.Popen(  # noqa: S603 - the shells of this machine
            words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
        )
        os.close(theirs)

    def types(self, keys: str, until: str) -> str:
        """Return what the screen shows from now on, as soon as `until` stands there."""
        os.write(self.terminal, keys.encode())
        shown, end = "", time.monotonic() + 20
        while until not in shown and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.2)[0]:
                shown += re.sub(
                    r"\x1b\[[\d;?]*[A-Za-z]", "", os.read(self.terminal, 9000).decode()
                )
        return shown

    def completed(self, typed: str, becomes: str) -> str:
        """Return what the screen shows where a line does not become what it should."""
        shown = ""
        for _ in range(3):  # a busy machine may lose a key
            shown += self.types(f"\x03\x15{typed}\t", becomes)
            if becomes in shown:
                return ""
        return shown

    def leaves(self) -> None:
        self.shell.kill()
        self.shell.wait()
        os.close(self.terminal)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("shell", [name for name in SHELLS if name in START])
def test_tab_completes(environment: dict[str, str], shell: str):
    typist = Typist(START[shell], environment)
    typist.types(f"{ASK[shell]}; echo rea''dy\n", "ready\r\n")
    typist.types("\n", "> ")
    found = [typist.completed(typed, becomes) for typed, becomes in TYPED]
    typist.leaves()

    assert found == [""] * len(TYPED)


@pytest.mark.skipif("fish" not in SHELLS, reason="there is no fish")
def test_fish_completes(environment: dict[str, str]):
    asked = "; ".join(
        f"echo '{typed}:' (complete -C '{typed}' | string split -f1 \\t)" for typed, _ in TYPED
    )
    told = subprocess.run(  # noqa: S603
        ["fish", "--no-config", "-c", f"digest completion fish | source; {asked}"],  # noqa: S607
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )

    assert told.stdout.splitlines() == [
        f"{typed}: {becomes.split()[-1]}" for typed, becomes in TYPED
    ]
