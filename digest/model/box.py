"""A mailbox that mail is fetched from: where it is, what becomes of what was fetched."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from digest.model.installation import Vouching

Tls = Literal["implicit", "starttls", "none"]


@dataclass(frozen=True)
class ImapPlace:
    """A folder of an IMAP server (RFC 9051); certificates are checked wherever TLS is used."""

    host: str
    port: int
    tls: Tls  # none: this machine only
    user: str
    password: str = field(default="", repr=False)
    in_file: bool = False  # the password stands in the settings themselves
    ca_file: Path | None = None  # authorities that are trusted besides the system's
    token_command: tuple[str, ...] = ()  # prints an OAuth2 token
    token_timeout: timedelta = timedelta(seconds=30)
    folder: str = "INBOX"
    processed: str = "Processed"  # folder for what was stored
    refused: str = "Refused"  # folder for what is too large, or not for us
    idle: bool = True  # where the server knows it


@dataclass(frozen=True)
class MaildirPlace:
    """A folder that a mail host delivers into, with new, cur and tmp."""

    path: Path
    processed: Path | None = None  # None: cur of the same
    refused: Path | None = None


@dataclass(frozen=True)
class Box:
    """A mailbox by its name in the settings."""

    name: str
    place: ImapPlace | MaildirPlace
    poll: timedelta  # how long until it is looked at again, though nothing told of new mail
    vouching: Vouching

    @property
    def came(self) -> str:
        """Say in the inbox how a message of it arrived."""
        return f"mailbox {self.name}"
