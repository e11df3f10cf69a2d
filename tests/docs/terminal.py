"""A reader's terminal: a folder, a shell that remembers, ports that are free."""

import os
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import termios
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.pages import ROOT

_SECONDS = 120  # a machine may be busy
_COLUMNS = 160
_LOOKS = re.compile(r"\x1b\[[\d;?]*[hlm]")  # of the cursor, and colours
# A line that was gone back to, what a line held before it was cleared, all other signs.
_PASSING = re.compile(r"[^\n]*\n\r?\x1b\[1A|[^\n]*\x1b\[2?K|\x1b\[[\d;?]*[A-Za-z]|\r(?!\n)")
_PORTS = re.compile(r"(?<=localhost:|127\.0\.0\.1:)\d{4,5}\b|(?<=--port )\d{4,5}\b")
# Run until they are asked to stop; they are, once they have printed what the page shows.
_STAYING = re.compile(r"^(?:\S*/)?digest (?:up|demo(?! --check)|web|watch|inbound)\b")
# What a reader's machine has by these names.
_PROGRAMS = {
    "digest": f'exec {sys.executable} -m digest.cli "$@"',
    "python": f'exec {sys.executable} "$@"',
    "python3": f'exec {sys.executable} "$@"',
    # Whether there is such a target: what it does has tests of its own.
    "make": f'exec {shutil.which("make")} -nC {ROOT} "$@" >/dev/null',
}
_KEEP = 'code=$?; export -p > "$KEPT"; printf "cd %q\\n" "$PWD" >> "$KEPT"; exit $code'


@dataclass
class Terminal:
    """Runs what a page says, in one folder, from its first command to its last."""

    home: Path
    ports: dict[str, int]
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)  # by its screen

    def write(self, name: str, text: str) -> None:
        """Write a file that the page shows."""
        file = self._place() / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self._local(text))

    def run(self, command: str, until: re.Pattern[str] | None) -> tuple[int, str]:
        """Return exit code and output; what would stay is stopped when it said `until`."""
        kept = self.home / "kept"
        script = f". {kept}\n{self._local(command)}\n{_KEEP}"
        screen, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (50, _COLUMNS))
        shell = subprocess.Popen(  # noqa: S603 - what our own pages say
            ["/bin/bash", "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=self._environment(kept),
        )
        os.close(theirs)
        self.running[screen] = shell
        told = self._watched(screen, (until or re.compile("")) if stays(command) else None)
        if command.endswith("&"):
            self._await(command)
        return shell.wait(_SECONDS), self._shown(told)

    def close(self) -> None:
        """End what still runs in the background."""
        for screen, shell in self.running.items():
            with suppress(ProcessLookupError):
                os.killpg(shell.pid, signal.SIGKILL)
            os.close(screen)

    def _watched(self, screen: int, until: re.Pattern[str] | None) -> str:
        """Return what a command shows till its end; press Ctrl-C when it said `until`."""
        shell, told, asked = self.running[screen], b"", False
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            ended = shell.poll() is not None
            if select.select([screen], [], [], 0 if ended else 0.1)[0]:
                with suppress(OSError):  # nobody writes there any more
                    told += os.read(screen, 65536)
                    continue
            if ended:
                break
            if until and not asked and told and until.match(self._shown(told.decode())):
                os.killpg(shell.pid, signal.SIGINT)
                asked = True
        return told.decode(errors="replace")

    def _await(self, command: str) -> None:
        """Wait until what was begun in the background can be reached."""
        for port in _PORTS.findall(self._local(command)):
            end = time.monotonic() + _SECONDS / 2
            while time.monotonic() < end and not _reached(int(port)):
                time.sleep(0.1)

    def _place(self) -> Path:
        """Return the folder the reader is in."""
        return Path(shlex.split((self.home / "kept").read_text().splitlines()[-1])[1])

    def _environment(self, kept: Path) -> dict[str, str]:
        path = f"{self.home / 'bin'}:{os.environ['PATH']}"
        ours = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        return {
            "PATH": path,
            "HOME": str(self.home),
            "KEPT": str(kept),
            "LANG": "C.UTF-8",
        } | ours

    def _local(self, text: str) -> str:
        return _PORTS.sub(lambda found: str(self.ports.get(found[0], found[0])), text)

    def _shown(self, text: str) -> str:
        """Return output as the page has it: with its ports, without who has one of them."""
        for shown, port in self.ports.items():
            text = re.sub(rf"\b{port}\b", shown, text)
        text = _PASSING.sub("", _LOOKS.sub("", text.replace("\r\n", "\n")))
        said = re.sub(r"(?m)^port \d+ is in use.*\n", "", text).rstrip()
        return f"{said}\n" if said else ""


def stays(command: str) -> bool:
    """Return whether a command runs until somebody presses Ctrl-C."""
    return bool(_STAYING.match(command))


def open_terminal(home: Path, said: str) -> Terminal:
    """Return a terminal in an empty folder, for commands and files that say this."""
    place, programs = home / "place", home / "bin"
    place.mkdir()
    programs.mkdir()
    for name, words in _PROGRAMS.items():
        (programs / name).write_text(f"#!/bin/sh\n{words}\n")
        (programs / name).chmod(0o755)
    (place / ".venv").mkdir()  # as in a clone
    (place / ".venv" / "bin").symlink_to(programs)
    (home / "kept").write_text(f"cd {shlex.quote(str(place))}\n")
    return Terminal(home, {port: _free() for port in set(_PORTS.findall(said))})


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _reached(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
