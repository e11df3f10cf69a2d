"""How mail leaves: the relay, what it asks of us, and who signs."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from digest.mail.dkim import Key, Signer, read_key
from digest.model.installation import Mailbox
from digest.settings import urls, values
from digest.settings.authorities import authorities
from digest.settings.environment import Environment
from digest.settings.schema import Relay, Security
from digest.settings.table import Table

_NO_RELAY = Relay("localhost", 25, Security.LOOPBACK)
_SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LONGEST = 100_000  # bytes of a key file


def read_relay(root: Table, env: Environment, base: Path, author: Mailbox) -> Relay:
    """Return the server that takes our mail, and all that is told of it."""
    relay = root.need("smtp", urls.relay, _NO_RELAY, '"smtp://mail.example.org"')
    table = root.table("relay")
    told = replace(
        relay,
        ca_file=authorities(table, base),
        verify=table.get("verify", values.switch, default=True),
        helo=table.get("helo", values.domain, None),
        token_command=table.get("token_command", values.texts, ()),
        token_timeout=table.get("token_timeout", values.duration, timedelta(seconds=30)),
        connections=table.get("connections", values.whole(1, 20), relay.connections),
        per_minute=table.get("per_minute", values.whole(1, 100_000), None),
        sender=_sender(table, author),
    )
    if told.user and not told.verify:
        table.bad("verify", "would send a password to whoever answers (set ca_file instead)")
    table.close()
    return _password(root, env, told)


def _password(root: Table, env: Environment, relay: Relay) -> Relay:
    password = env.secret("DIGEST_SMTP_PASSWORD")
    given = relay.password if password is None else password
    needed = "DIGEST_SMTP_PASSWORD" if password else "relay.token_command"
    if (password or relay.token_command) and not relay.user:
        root.bad("smtp", f"has no user for {needed} (write smtps://user@host)")
    if given and relay.token_command:
        root.bad("relay.token_command", "and a password are both given (leave one out)")
    return replace(relay, password=given)


def _sender(table: Table, author: Mailbox) -> str | None:
    """Return the one envelope sender, where there is one."""
    sender = table.get("sender", values.address, None)
    fixed = table.get("envelope", values.one_of("verp", "fixed"), "verp") == "fixed"
    if sender and not fixed:
        table.bad("sender", 'is for one envelope sender only (write envelope = "fixed")')
    return (sender or author.address) if fixed else None


def read_signers(root: Table, base: Path, author: Mailbox) -> tuple[Signer, ...]:
    """Return who signs: a table for each selector."""
    signers = []
    for selector, table in root.tables("dkim"):
        if not _SELECTOR.fullmatch(selector):
            table.bad("", f"{selector!r} is not a selector (use letters, digits and -)")
        domain = table.get("domain", values.domain, author.domain.lower())
        if not _aligned(domain, author.domain.lower()):
            table.bad("domain", f"{domain!r} is not the domain of from ({author.domain})")
        if key := _key(table, base):
            signers.append(Signer(domain, selector, key))
        table.close()
    return tuple(signers)


def _aligned(domain: str, author: str) -> bool:
    """RFC 7489 §3.1.1: receivers ask for a signature of the domain in From."""
    return domain == author or author.endswith(f".{domain}")


def _key(table: Table, base: Path) -> Key | None:
    named = table.need("key_file", values.text, "", '"/etc/digest/dkim.pem"')
    if not named:
        return None
    try:
        with (base / named).open("rb") as file:
            return read_key(file.read(_LONGEST))
    except OSError as error:
        table.bad("key_file", f"cannot read {named!r} ({error.strerror})")
    except ValueError as flaw:
        table.bad("key_file", f"{named!r} {flaw}")
    return None
