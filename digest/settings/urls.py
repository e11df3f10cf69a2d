"""Addresses in the settings.  What is wrong is told without quoting passwords."""

import re
from collections.abc import Callable
from pathlib import Path
from string import Formatter
from urllib.parse import SplitResult, unquote, urlsplit

from digest.model.box import ImapPlace, Tls
from digest.settings.schema import Listen, Relay, Security
from digest.settings.values import text

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_RELAYS = {
    "smtp": (Security.STARTTLS, 25),
    "smtp+starttls": (Security.STARTTLS, 587),
    "smtps": (Security.TLS, 465),
    "smtp+opportunistic": (Security.OPPORTUNISTIC, 25),
    "smtp+plain": (Security.PLAIN, 25),
}
_PLACEHOLDERS = {"revision", "path", "line"}


def _split(found: object) -> tuple[SplitResult, int | None]:
    try:
        url = urlsplit(text(found))
        port = url.port
    except ValueError:
        raise ValueError("is not an address (write scheme://host:port)") from None
    return url, port


def relay(found: object) -> Relay:
    """Return the mail relay; smtp:// asks for STARTTLS anywhere but on this machine."""
    url, port = _split(found)
    if url.scheme not in _RELAYS or not url.hostname or re.search(r"\s", url.hostname):
        known = ", ".join(f"{scheme}://" for scheme in _RELAYS)
        raise ValueError(f"is not a mail relay (write smtp://host:port; also {known})")
    if url.path.strip("/") or url.query or url.fragment:
        raise ValueError("has something after the host (write smtp://host:port)")
    security, usual = _RELAYS[url.scheme]
    if url.scheme == "smtp" and url.hostname in LOOPBACK:
        security = Security.LOOPBACK
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if user and security in (Security.PLAIN, Security.OPPORTUNISTIC):
        raise ValueError(
            "would send a password in the clear (use smtps:// or smtp+starttls://)"
        )
    return Relay(url.hostname, port or usual, security, user, password, bool(password))


def imap(found: object) -> ImapPlace:
    """Return an IMAP server; imap:// asks for STARTTLS anywhere but on this machine."""
    url, port = _split(found)
    if url.scheme not in ("imap", "imaps") or not url.hostname or url.path.strip("/"):
        raise ValueError("is not a mailbox (write imaps://user@host; imap:// for STARTTLS)")
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if not user:
        raise ValueError("has no user (write imaps://user@host)")
    tls: Tls = "implicit" if url.scheme == "imaps" else "starttls"
    if url.scheme == "imap" and url.hostname in LOOPBACK:
        tls = "none"
    usual = 993 if tls == "implicit" else 143
    return ImapPlace(url.hostname, port or usual, tls, user, password, bool(password))


def public(found: object) -> str:
    """Return the public address of the pages, without a slash at the end."""
    url, _ = _split(found)
    if url.scheme != "https" or not url.hostname or url.username is not None:
        raise ValueError(
            f"{found!r} is not a public address (write https://digest.example.org)"
        )
    if url.query or url.fragment:
        raise ValueError(
            f"{found!r} has more than host and path (leave out what follows ? or #)"
        )
    return url.geturl().rstrip("/")


def link(found: object) -> str:
    """Return a pattern for links to documents, with {revision}, {path} and {line}."""
    pattern = text(found)
    try:
        used = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    except ValueError:
        used = {"{"}
    if not re.match(r"https?://[^/{}]+/", pattern) or not used <= _PLACEHOLDERS:
        example = "https://host/blob/{revision}/{path}#L{line}"
        raise ValueError(f"{pattern!r} is not a link pattern (write {example})")
    return pattern


def database(found: object) -> str:
    """Return an SQLAlchemy URL of SQLite or PostgreSQL."""
    url = text(found)
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and rest != "/":
        return url
    raise ValueError(
        "is not a database (write sqlite:////path/digest.db or postgresql://user@host/name)"
    )


def broker(found: object) -> str:
    """Return the address of a Redis or Valkey server."""
    url = text(found)
    if not re.match(r"(rediss?|unix|redis\+socket)://.", url):
        raise ValueError("is not a broker (write redis://host:6379/0)")
    return url


def listen(base: Path) -> Callable[[object], Listen | None]:
    """Return a parser of `host:port` or the path of a unix socket; "off" is None."""

    def parse(found: object) -> Listen | None:
        place = text(found)
        if place == "off":
            return None
        if "/" in place:
            return Listen(socket=base / place)
        host, _, port = place.rpartition(":")
        if not host or not re.fullmatch(r"\d{1,5}", port) or not 0 < int(port) < 65536:  # noqa: PLR2004 - ports
            raise ValueError(
                f'{place!r} is no place to listen (write "127.0.0.1:2525" or a path)'
            )
        return Listen(host.strip("[]"), int(port))

    return parse
