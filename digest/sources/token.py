"""The token that lets us in at a forge: given, or printed by a command of the operator."""

import os
import re
import signal
import subprocess
from contextlib import suppress

from digest.errors import Transient
from digest.model.place import ForgePlace

_SECONDS = 30
_TOKEN = re.compile(r"[!-~]{1,4096}")


def token_of(place: ForgePlace) -> str:
    """Return the token; a command is asked each time, for it knows how long one lives.

    Raises:
        Transient: the command fails, takes too long, or prints no token.
    """
    if not place.token_command:
        return place.token
    name = place.token_command[0].rpartition("/")[2]
    try:
        running = subprocess.Popen(  # noqa: S603 - the operator's own, no shell
            place.token_command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as problem:
        raise Transient(f"token command {name}: {problem.strerror}") from problem
    with running:
        try:
            told, _ = running.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            told = b""
        finally:
            with suppress(ProcessLookupError):  # whatever it started goes with it
                os.killpg(running.pid, signal.SIGKILL)
    token = told.decode(errors="replace").strip()
    if running.returncode == 0 and _TOKEN.fullmatch(token):
        return token
    raise Transient(f"token command {name}: exit {running.returncode}, or it prints no token")
