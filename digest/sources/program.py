"""The git program: no prompt, no hook, nobody's configuration, and never for ever."""

import os
import re
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from digest.errors import Permanent
from digest.model.place import SCHEMES, GitPlace

OLDEST = (2, 31)  # log --diff-merges=first-parent, GIT_CONFIG_COUNT
LOCAL_SECONDS = 120
REMOTE_SECONDS = 900  # a first clone of a large repository
_KEPT = (
    *("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "SSH_AUTH_SOCK", "GNUPGHOME"),
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"),
)
# The helper prints what the environment holds, so a password stands in no argument list.
_HELPER = (
    '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n"'
    ' "$DIGEST_GIT_USER" "$DIGEST_GIT_PASSWORD"; }; f'
)
_CONFIG: dict[str, str] = {
    "core.hooksPath": os.devnull,
    "core.askPass": "",
    "core.fsmonitor": "false",
    "core.symlinks": "false",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "gc.autoDetach": "false",
    "http.lowSpeedLimit": "1000",  # bytes a second, for as many seconds:
    "http.lowSpeedTime": "60",
    "submodule.recurse": "false",
    "transfer.bundleURI": "false",  # nothing is fetched from where the remote points
    "protocol.allow": "never",
    **{f"protocol.{scheme}.allow": "always" for scheme in SCHEMES},
}


class Failed(Exception):
    """Git said no; `words` is what it said."""

    def __init__(self, words: str, code: int, told: bytes = b"") -> None:
        self.words, self.code, self.told = words, code, told
        super().__init__(words)


@dataclass(frozen=True)
class Git:
    """Git on one repository, in an environment that holds nothing unforeseen.

    Without a repository git looks for one itself, and asks whether it may be trusted.
    """

    repository: Path | None
    environment: Mapping[str, str] = field(repr=False)

    def run(
        self,
        *arguments: str,
        stdin: bytes = b"",
        seconds: float = LOCAL_SECONDS,
        more: Mapping[str, str] | None = None,
    ) -> bytes:
        """Run git and return what it prints; no argument may come from data unguarded.

        Raises:
            Failed: it ended badly or took longer than `seconds`.
            Permanent: there is no git.
        """
        with self.start(*arguments, more=more) as running:
            return _finish(running, stdin, seconds)

    def start(
        self,
        *arguments: str,
        more: Mapping[str, str] | None = None,
        words: int | IO[bytes] = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        """Start git, in a process group of its own; `words` takes what it says of errors."""
        where = {"GIT_DIR": str(self.repository)} if self.repository else {}
        environment = {**self.environment, **where, **(more or {})}
        try:
            return subprocess.Popen(  # noqa: S603 - a fixed program, no shell
                ["git", *arguments],  # noqa: S607 - looked up on PATH
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                env=environment,
                process_group=0,
            )
        except (FileNotFoundError, NotADirectoryError, PermissionError) as problem:
            raise Permanent("git: the program is not there (install it)") from problem


def _finish(running: subprocess.Popen[bytes], stdin: bytes, seconds: float) -> bytes:
    try:
        told, words = running.communicate(stdin, seconds)
    except subprocess.TimeoutExpired:
        raise Failed(f"timed out after {seconds:g} seconds", -1) from None
    finally:
        if running.returncode is None:
            kill(running)
    if running.returncode:
        raise Failed(words.decode(errors="replace"), running.returncode, told)
    return told


def kill(running: subprocess.Popen[bytes]) -> None:
    """End git, and its own children (ssh, index-pack) with it."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)


def version(environ: Mapping[str, str] = os.environ) -> str:
    """Return what git calls itself.

    Raises:
        Permanent: there is none, or it is older than what we ask of it.
    """
    path = {"PATH": environ.get("PATH", os.defpath)}
    told = Git(Path(os.devnull), path).run("--version").decode(errors="replace").strip()
    found = re.search(r"(\d+)\.(\d+)", told)
    if found and (int(found[1]), int(found[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise Permanent(f"{told}: too old (git {oldest} or newer is needed)")
    return told


def environment(place: GitPlace, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment git gets: ours, what reaches ssh and proxies, nothing else."""
    config: dict[str, str] = dict(_CONFIG)
    ours = {
        **{name: environ[name] for name in _KEPT if name in environ},
        "LC_ALL": "C",
        "GIT_ASKPASS": "",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_SSH_COMMAND": environ.get("GIT_SSH_COMMAND", "ssh")
        + " -oBatchMode=yes -oConnectTimeout=30",
        "GIT_TERMINAL_PROMPT": "0",
    }
    if place.password:
        parts = urlsplit(place.url)
        # For this host alone: a redirect must not carry the password elsewhere.
        config[f"credential.{parts.scheme}://{parts.netloc}.helper"] = _HELPER
        ours["DIGEST_GIT_USER"] = place.user or "git"
        ours["DIGEST_GIT_PASSWORD"] = place.password
    ours["GIT_CONFIG_COUNT"] = str(len(config))
    for number, (key, value) in enumerate(config.items()):
        ours[f"GIT_CONFIG_KEY_{number}"], ours[f"GIT_CONFIG_VALUE_{number}"] = key, value
    return ours
