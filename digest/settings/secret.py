"""The secret that all tokens are derived from: given, or made once and kept."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from digest.errors import UsageError
from digest.model.ids import checksum
from digest.tokens import Secret

SHORTEST = 32  # characters: a random one of base64 then has 192 bits
_ID_CHARACTERS = 8


def secret_from(written: str) -> Secret:
    """Return a secret; its id tells which one it is and nothing about it.

    Raises:
        ValueError: it is too short to be one.
    """
    if len(written) < SHORTEST:
        raise ValueError(
            f"is shorter than {SHORTEST} characters (make one: openssl rand -base64 32)"
        )
    key = written.encode()
    return Secret(checksum(b"digest secret id\0" + key)[:_ID_CHARACTERS], key)


def kept_secret(state: Path) -> Secret:
    """Return the secret kept in `state`, made at the first call, readable by its owner only.

    Two processes that start at once get the same one.

    Raises:
        UsageError: the file cannot be written or does not hold a secret.
    """
    path = state / "secret"
    try:
        if not path.exists():
            _make(path)
        return secret_from(path.read_text().strip())
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise UsageError(f"{path}: {why} (or give DIGEST_SECRET)") from problem


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".secret-{secrets.token_hex(8)}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(opened, "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(opened)
        # A link, unlike a rename, never replaces what somebody else has just made.
        with suppress(FileExistsError):
            path.hardlink_to(beside)
    finally:
        beside.unlink()
