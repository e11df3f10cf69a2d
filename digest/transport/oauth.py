"""OAuth2 tokens for a relay: from a command that the operator names."""

import os
import re
import signal
import subprocess
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock

import aiosmtplib

from digest.errors import Transient

_TOKEN = re.compile(r"[!-~]{1,16384}")  # RFC 6750 §2.1 is stricter; relays are not
_LONGEST = 100_000  # characters of a command's output that are looked at
_COMMAND_LINE = 512  # octets, RFC 5321 §4.5.3.1.4
_CHALLENGE, _LET_IN = 334, 235


class TokenCommand:
    """Prints a token when it is run; the token is kept until a relay refuses it.

    A command knows best when to fetch a new one, so nothing is read out of a token.
    """

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command, self._seconds = tuple(command), seconds
        self._lock, self._kept = Lock(), ""

    def token(self) -> tuple[str, bool]:
        """Return a token, and whether it was made just now; threads wait for each other.

        Raises:
            Transient: the command fails, takes too long, or prints no token.
        """
        with self._lock:
            if self._kept:
                return self._kept, False
            self._kept = self._run()
            return self._kept, True

    def refused(self, token: str) -> None:
        """Forget a token that a relay did not take."""
        with self._lock:
            if self._kept == token:
                self._kept = ""

    def _run(self) -> str:
        name = os.path.basename(self._command[0])  # noqa: PTH119 - a name for people
        try:
            running = subprocess.Popen(  # noqa: S603 - the operator's own, no shell
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                text=True,
                errors="replace",
            )
        except OSError as error:
            raise Transient(f"token command {name}: {error.strerror}") from error
        with running:
            try:
                told, complaint = running.communicate(timeout=self._seconds)
            except subprocess.TimeoutExpired:
                told, complaint = "", f"takes longer than {self._seconds:g} s"
            finally:
                with suppress(ProcessLookupError):  # whatever it started goes with it
                    os.killpg(running.pid, signal.SIGKILL)
        return _token(name, told, complaint, running.returncode)


def _token(name: str, told: str, complaint: str, code: int) -> str:
    found = told[:_LONGEST].strip()
    if code == 0 and _TOKEN.fullmatch(found):
        return found
    last = complaint.strip().splitlines()[-1:] or ["prints no token"]
    exited = f"exit {code}: " if code > 0 else ""
    raise Transient(f"token command {name}: {exited}{last[0][:200]}")


async def log_in(client: aiosmtplib.SMTP, user: str, token: str, host: tuple[str, int]) -> None:
    """Log in with a token, by OAUTHBEARER (RFC 7628) or else XOAUTH2, as the server offers.

    Raises:
        SMTPAuthenticationError: the token is refused.
        SMTPException: the server knows neither way.
    """
    offered = client.server_auth_methods
    if "oauthbearer" in offered:
        where = f"host={host[0]}\x01port={host[1]}"
        told = f"n,a={_escaped(user)},\x01{where}\x01auth=Bearer {token}\x01\x01"
        await _exchange(client, b"OAUTHBEARER", told, b64encode(b"\x01"))
    elif "xoauth2" in offered:
        told = f"user={user}\x01auth=Bearer {token}\x01\x01"
        await _exchange(client, b"XOAUTH2", told, b"")
    else:
        raise aiosmtplib.SMTPException("the server takes no tokens (XOAUTH2, OAUTHBEARER)")


async def _exchange(client: aiosmtplib.SMTP, way: bytes, told: str, give_up: bytes) -> None:
    first = b64encode(told.encode())
    # A token that would make the line too long follows on a line of its own, RFC 4954 §4.
    if len(first) + len(way) + len(b"AUTH  \r\n") <= _COMMAND_LINE:
        answer = await client.execute_command(b"AUTH", way, first)
    else:
        answer = await client.execute_command(b"AUTH", way)
        if answer.code == _CHALLENGE:
            answer = await client.execute_command(first)
    if answer.code == _CHALLENGE:  # why it is refused, in JSON: the end is asked for
        answer = await client.execute_command(give_up)
    if answer.code != _LET_IN:
        raise aiosmtplib.SMTPAuthenticationError(answer.code, answer.message)


def _escaped(user: str) -> str:
    """RFC 5801 §4: how a name stands in a GS2 header."""
    return user.replace("=", "=3D").replace(",", "=2C")
