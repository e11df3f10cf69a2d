"""How mail comes in: what [inbound] tells, and the mailboxes that are fetched from."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from digest.mail.sender import Least
from digest.model.addresses import TOKEN
from digest.model.box import Box, ImapPlace, MaildirPlace
from digest.model.installation import Vouching
from digest.settings import urls, values
from digest.settings.authorities import authorities
from digest.settings.environment import Environment
from digest.settings.people import KEY
from digest.settings.schema import Inbound
from digest.settings.table import Table

_LONGEST = 64  # octets of a local part, RFC 5321 §4.5.3.1.1
_SAMPLE = "a" * 32
_FOLDER = re.compile(r"[^\x00-\x1f\x7f*%]{1,200}")


def read_inbound(table: Table, base: Path) -> Inbound:
    """Return what [inbound] tells."""
    usual = Inbound()
    domain = table.get("domain", values.domain, None)
    template = table.get("reply_address", _reply_address, None)
    host = template.rpartition("@")[2] if template else None
    if domain and host and domain != host:
        table.bad("reply_address", f"is not an address of domain, {domain} (leave domain out)")
    inbound = Inbound(
        domain=domain or host,
        reply_address=template,
        authserv_id=table.get("authserv_id", values.text, None),
        own_received=table.get("own_received", values.whole(0, 10), usual.own_received),
        verify=table.get("verify", values.switch, default=False),
        dns=table.get("dns", _dns, None),
        keep=table.get("keep", values.duration, usual.keep),
        proof=_proof(table),
        smtp=table.get("smtp", urls.listen(base), urls.listen(base)("127.0.0.1:2525")),
        lmtp=table.get("lmtp", urls.listen(base), urls.listen(base)("127.0.0.1:2524")),
        max_bytes=table.get("max_bytes", values.whole(10_000, 100_000_000), usual.max_bytes),
    )
    table.close()
    return inbound


def _reply_address(found: object) -> str:
    template = values.text(found).lower()
    once = template.count(TOKEN) <= 1 and TOKEN not in template.rpartition("@")[2]
    address = values.address(template.replace(TOKEN, _SAMPLE)) if once else ""
    bounce = template.replace(TOKEN, f"unsubscribe-{_SAMPLE}").rpartition("@")[0]
    if not address or len(bounce) > _LONGEST:
        raise ValueError(
            f"{found!r} is no form of address"
            ' (write "digest+{token}@example.org", or an address alone)'
        )
    return template


def _dns(found: object) -> tuple[str, int]:
    told = values.text(found)
    host, _, port = told.rpartition(":") if ":" in told.rpartition("]")[2] else (told, "", "53")
    if not re.fullmatch(r"[0-9a-fA-F.:\[\]]+", host) or not re.fullmatch(r"\d{1,5}", port):
        raise ValueError(f'{told!r} is no address of a server (write "127.0.0.1:53")')
    return host.strip("[]"), int(port)


def _proof(table: Table) -> Mapping[str, Least]:
    inner = table.table("proof")
    found = inner.named(lambda told: Least(values.one_of(*Least)(told)), Least.SPF)
    for domain in found:
        try:
            values.domain(domain)
        except ValueError as flaw:
            inner.bad(domain, str(flaw))
    return {domain.lower(): least for domain, least in found.items()}


def read_boxes(
    root: Table, env: Environment, base: Path, inbound: Inbound
) -> Mapping[str, Box]:
    """Return the mailboxes by name."""
    boxes = {}
    for name, table in root.tables("mailboxes"):
        if not KEY.fullmatch(name):
            root.bad("mailboxes", f"{name!r} is not a name (use letters, digits, - and _)")
        place = _place(name, table, env, base)
        box = Box(
            name,
            place,
            table.get("poll", values.duration, timedelta(minutes=1)),
            _vouching(table, inbound),
        )
        table.close()
        boxes[name] = box
    return boxes


def _vouching(table: Table, inbound: Inbound) -> Vouching:
    own = table.get("authserv_id", values.text, None)
    return Vouching(
        own or inbound.authserv_id,
        table.get("own_received", values.whole(0, 10), inbound.own_received),
        table.get("verify", values.switch, default=inbound.verify and not own),
    )


def _place(name: str, table: Table, env: Environment, base: Path) -> ImapPlace | MaildirPlace:
    imap, maildir = "imap" in table.raw, "maildir" in table.raw
    if imap == maildir:
        table.bad("", 'needs either imap = "imaps://user@host" or maildir = "/path"')
    return _imap(name, table, env, base) if imap or not maildir else _maildir(table, base)


def _imap(name: str, table: Table, env: Environment, base: Path) -> ImapPlace:
    nowhere = ImapPlace("localhost", 143, "none", "")
    server = table.get("imap", urls.imap, nowhere)
    variable = f"DIGEST_MAILBOX_{name.upper().replace('-', '_')}_PASSWORD"
    told = ImapPlace(
        host=server.host,
        port=server.port,
        tls=server.tls,
        user=server.user,
        password=env.secret(variable) or server.password,
        in_file=server.in_file,
        ca_file=authorities(table, base),
        token_command=table.get("token_command", values.texts, ()),
        token_timeout=table.get("token_timeout", values.duration, nowhere.token_timeout),
        folder=table.get("folder", _folder, nowhere.folder),
        processed=table.get("processed", _folder, nowhere.processed),
        refused=table.get("refused", _folder, nowhere.refused),
        idle=table.get("idle", values.switch, default=True),
    )
    if len({told.folder, told.processed, told.refused}) < 3:  # noqa: PLR2004 - all different
        table.bad("folder", "processed and refused must be three folders")
    if told.password and told.token_command:
        table.bad("token_command", "and a password are both given (leave one out)")
    return told


def _maildir(table: Table, base: Path) -> MaildirPlace:
    path = base / table.get("maildir", values.text, "")
    return MaildirPlace(
        path, _folder_path(table, "processed", base), _folder_path(table, "refused", base)
    )


def _folder_path(table: Table, key: str, base: Path) -> Path | None:
    named = table.get(key, values.text, "")
    return base / named if named else None


def _folder(found: object) -> str:
    if isinstance(found, str) and _FOLDER.fullmatch(found):
        return found
    raise ValueError(f"{found!r} is not the name of a folder")
