"""`digest receive`: messages from files or a pipe are stored, as if they had been delivered."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.cli.rehearsing import rehearsed, say, settings_there
from digest.cli.state import STATE, settings_in
from digest.clock import SystemClock
from digest.errors import DigestError, UsageError
from digest.mail import arrived
from digest.mail.inbound import MAX_BYTES
from digest.model.installation import Installation
from digest.model.vocabulary import Vocabulary
from digest.settings.schema import Settings
from digest.store import open_store
from digest.store.inbox import SqlLedger

_WRONG, _NO_MAILBOX, _LATER = os.EX_DATAERR, os.EX_NOUSER, os.EX_TEMPFAIL  # sysexits.h


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.eml...")
@click.option("--sender", metavar="ADDRESS", help="Envelope sender; else as the header says.")
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="ADDRESS",
    help="Envelope recipient, may be repeated; else those of ours in the header.",
)
@click.option("--dry-run", is_flag=True, help="Say what would become of each; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: one object a line.")
@STATE
@CONFIG
def receive(  # noqa: PLR0913 - one for each option
    files: tuple[str, ...],
    sender: str | None,
    recipients: tuple[str, ...],
    *,
    dry_run: bool,
    as_json: bool,
    state: Path | None,
    config: Path | None,
) -> None:
    """Store messages, each a file or - for standard input; a worker settles them.

    Exits with 0 when all are stored or were before, 65 when one is too large, 67 when one is
    not for Digest, and 75 when it should be tried again.

    \b
    digest receive reply.eml
    digest receive --sender "$SENDER" --recipient "$ORIGINAL_RECIPIENT" - < reply.eml
    digest receive --dry-run --json reply.eml
    """
    if dry_run:
        there = settings_there(config, state)
        for name in files:
            raw = _read(name, there.inbound.max_bytes if there else MAX_BYTES)
            say(rehearsed(there, raw, sender, recipients), as_json=as_json)
        return
    if as_json:
        raise UsageError("--json: goes with --dry-run (what came: digest inbox list --json)")
    try:
        settings = settings_in(config, state)
        codes = _all(settings, files, sender, recipients)
    except (DigestError, OSError) as error:
        # A mail host must keep the message, whatever is wrong here.
        click.echo(str(error), err=True)
        sys.exit(_LATER)
    sys.exit(max(codes))


def _all(
    settings: Settings, files: tuple[str, ...], sender: str | None, recipients: tuple[str, ...]
) -> list[int]:
    told = settings.installation(Vocabulary())
    if told.forms is None:
        raise UsageError(
            f"{settings.path}: inbound: no mail is taken (set domain below [inbound])"
        )
    store = open_store(settings.database)
    most = settings.inbound.max_bytes
    try:
        return [
            _one(store, told, _read(name, most), most, sender, recipients) for name in files
        ]
    finally:
        store.close()


def _read(name: str, most: int) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(most + 1)
    with Path(name).open("rb") as file:
        return file.read(most + 1)


def _one(
    store: SqlLedger,
    told: Installation,
    raw: bytes,
    most: int,
    sender: str | None,
    recipients: tuple[str, ...],
) -> int:
    if len(raw) > most or not raw.strip():
        click.echo(
            f"refused: it has {'over ' if raw else ''}{min(len(raw), most):,} bytes", err=True
        )
        return _WRONG
    forms = told.forms
    assert forms  # noqa: S101 - asked before
    envelope = arrived.envelope_of(raw, forms, told.mailboxes)
    if recipients:
        envelope = replace(envelope, recipients=arrived.ours(recipients, forms, told.mailboxes))
    if sender is not None:
        envelope = replace(envelope, sender=sender)
    if not envelope.recipients:
        click.echo("refused: no recipient is an address of ours", err=True)
        return _NO_MAILBOX
    entry = arrived.entry(raw, envelope, came="file", at=SystemClock().machine())
    new = store.accept(entry)
    click.echo(f"{'stored' if new else 'came before'}: {entry.id[:12]}")
    return 0
