"""The services of docker-compose.yml as processes, with the commands and variables it has.

Only hosts, ports and paths are others: there are no containers here.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.supervise.broker import server
from digest.supervise.ports import free_port
from tests.deploy.compose import ROOT, Service, ours, services

SECONDS = 60.0  # that a busy machine may take
PORTS = ("8000", "2525", "2524", "6379")
NOTES = "# Notes\n\n## Action items\n\n- [ ] Priya Nair: rotate the keys - Due: {late}\n"


def until(holds: Callable[[], object], told: Callable[[], str]) -> None:
    """Wait for something, and say what is known when it does not come."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, told()
        time.sleep(0.2)


@dataclass
class Deployment:
    """Everything that the file starts, below one folder."""

    root: Path
    database: str  # address of a PostgreSQL database
    relay: int  # port of a mail server
    ports: Mapping[str, str] = field(default_factory=dict)
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        taken: list[int] = []
        for _ in PORTS:
            taken.append(free_port("127.0.0.1", 0, taken=taken)[0])
        self.ports = dict(zip(PORTS, map(str, taken), strict=True))
        for name in ("secrets", "docs", "tmp", *(f"state/{s}" for s in services())):
            (self.root / name).mkdir(parents=True)
        self._secrets()
        self._settings()

    def _secrets(self) -> None:
        told = {
            "digest_secret": "s" * 40,
            "metrics_token": "m" * 40,
            "mailbox_password": "secret",
        }
        for name, secret in {**told, "database_url": self.database}.items():
            (self.root / "secrets" / name).write_text(f"{secret}\n")

    def _settings(self) -> None:
        told = (ROOT / "config" / "compose.toml").read_text()
        lines = [line for line in told.splitlines() if not line.startswith('smtp = "smtp+')]
        text = f'smtp = "smtp://127.0.0.1:{self.relay}"\n' + "\n".join(lines)
        text = text.replace("0.0.0.0:", "127.0.0.1:").replace("/srv/docs", f"{self.root}/docs")
        for service in services():
            state = f"{self.root}/state/{service}"
            placed = self._ported(text.replace("/var/lib/digest", state))
            if service == "fetch":
                placed += f'\n[mailboxes.replies]\nmaildir = "{self._maildir()}"\n'
            (self.root / f"{service}.toml").write_text(placed)

    def _maildir(self) -> Path:
        """Make the mailbox that replies are fetched from."""
        for name in ("cur", "new", "tmp"):
            (self.root / "mailbox" / name).mkdir(parents=True)
        return self.root / "mailbox"

    def _ported(self, text: str) -> str:
        for before, after in self.ports.items():
            text = text.replace(f":{before}", f":{after}")
        return text

    def _moved(self, service: Service, word: str) -> str:
        """Return a word of the file as it is here."""
        places = {
            "/etc/digest/digest.toml": self.root / f"{service.name}.toml",
            "/run/secrets": self.root / "secrets",
            "/tmp": self.root / "tmp",  # noqa: S108 - as it stands in the file
            "redis://valkey": "redis://127.0.0.1",
            "0.0.0.0": "127.0.0.1",  # noqa: S104 - ditto
        }
        for before, after in places.items():
            if word.startswith(before):
                word = f"{after}{word.removeprefix(before)}"
                break
        return self.ports.get(word) or self._ported(word)

    def _environment(self, service: Service) -> dict[str, str]:
        """Return the variables of the file, and what a container has by itself."""
        beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        home = str(self.root / "state" / service.name)
        inherent = {"PATH": beside, "HOME": home, "PYTHONPATH": str(ROOT)}
        told = service.environment.items()
        return {**inherent, **{name: self._moved(service, value) for name, value in told}}

    def start(self) -> None:
        """Start the broker and all of ours."""
        _, *options = services()["valkey"].command
        place = ("--port", self.ports["6379"], "--bind", "127.0.0.1", "--dir")
        words = [server(), *options, *place, str(self.root / "state" / "valkey")]
        self._run("valkey", words, {})
        for name, service in ours().items():
            words = [self._moved(service, word) for word in service.command]
            self._run(name, words, self._environment(service))

    def _run(self, name: str, words: list[str], environment: dict[str, str]) -> None:
        with (self.root / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603 - words of our own file
                _found(words, environment),
                cwd=self.root / "tmp",
                env=environment,
                stdout=log,
                stderr=log,
            )

    def healthy(self, name: str) -> bool:
        """Return whether a service's own health check passes."""
        service = ours()[name]
        environment = self._environment(service)
        words = _found([self._moved(service, word) for word in service.check], environment)
        ran = subprocess.run(words, env=environment, capture_output=True, check=False)  # noqa: S603
        return ran.returncode == 0

    def log(self, name: str) -> str:
        return (self.root / f"{name}.log").read_text(errors="replace")

    def stop(self) -> dict[str, int]:
        """Stop everything, the broker last; return the exit codes."""
        codes = {}
        for name in [*ours(), "valkey"]:
            if name in self.running:
                self.running[name].terminate()
        for name, process in self.running.items():
            try:
                codes[name] = process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                codes[name] = process.wait()
        return codes


def _found(words: list[str], environment: Mapping[str, str]) -> list[str]:
    """Return a command line whose program is found as in the container: on PATH."""
    program = shutil.which(words[0], path=environment.get("PATH"))
    assert program, words[0]
    return [program, *words[1:]]
