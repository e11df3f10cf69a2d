"""What the mail host knows that nobody outside may: its people's passwords, its own name.

Made anew at each start and kept in a file that only this user can read.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Accounts:
    """The authserv-id (RFC 8601 §2.5) and a password for each address, in lower case."""

    authserv_id: str = field(repr=False)
    passwords: Mapping[str, str] = field(repr=False)

    def admits(self, address: str, password: str) -> bool:
        """Return whether this is the password of an address."""
        known = self.passwords.get(address.lower())
        return known is not None and hmac.compare_digest(known.encode(), password.encode())


def new_accounts(path: Path, addresses: Iterable[str], *, domain: str) -> Accounts:
    """Make accounts for these addresses on a host in `domain`, and write them to a file."""
    passwords = {address.lower(): secrets.token_urlsafe(18) for address in addresses}
    accounts = Accounts(f"mx-{secrets.token_hex(8)}.{domain}", passwords)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({"authserv_id": accounts.authserv_id, "passwords": passwords}, file)
    return accounts


def read_accounts(path: Path) -> Accounts:
    """Return the accounts that were written to a file."""
    told = json.loads(path.read_text())
    return Accounts(told["authserv_id"], told["passwords"])


@dataclass(frozen=True)
class MailHostAccess:
    """Where the catcher keeps mail, where it takes submissions, and everybody's password."""

    store: Path
    submission: tuple[str, int]
    accounts: Accounts = field(repr=False)
