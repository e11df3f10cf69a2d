"""`digest receive --dry-run`: what would become of a message, and nothing is written."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from digest.cli.state import settings_in
from digest.clock import SystemClock
from digest.errors import UsageError
from digest.mail import arrived, inbound
from digest.mail.arrived import Envelope
from digest.settings.files import find
from digest.settings.schema import Settings
from digest.settings.vocabulary import load
from digest.workflow.asked import asked_by_nobody
from digest.workflow.rehearse import Rehearsed, read_alone, rehearse

_ALONE = "there are no settings and no store here, so nobody is known (see --config)"


def rehearsed(
    settings: Settings | None, raw: bytes, sender: str | None, recipients: tuple[str, ...]
) -> Rehearsed:
    """Return what would become of a message; without settings what can be said of any."""
    now = SystemClock().machine()
    message = inbound.read(raw)
    if settings is None:
        words = load()
        return read_alone(message, asked_by_nobody(message, now.date(), words), _ALONE)
    from digest.wiring import consult  # noqa: PLC0415 - slow to load, and often not needed

    world = consult(settings)
    told = world.installation
    envelope = Envelope(sender or "", recipients)
    if told.forms and not recipients:
        found = arrived.envelope_of(raw, told.forms, told.mailboxes)
        envelope = Envelope(found.sender if sender is None else sender, found.recipients)
    entry = arrived.entry(raw, envelope, came="file", at=now)
    try:
        return rehearse(world, entry, copy=not world.store.accept(entry))
    finally:
        world.store.close()


def say(found: Rehearsed, *, as_json: bool) -> None:
    """Write what would become of a message."""
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    click.echo(f"{found.disposition}: {found.reason}")
    for command in found.commands:
        item = f"#{command['item']} " if command["item"] else ""
        click.echo(f"  {item}{command['verb']} {command['value']}  < {command['line']}")
    for problem in found.problems:
        click.echo(f"  not done: {problem}")
    if found.diff:
        click.echo(found.diff, nl=False)


def settings_there(config: Path | None, state: Path | None) -> Settings | None:
    """Return the settings; None where none were named and there are none."""
    try:
        find(config, os.environ, Path.cwd())
    except UsageError:
        if config or os.environ.get("DIGEST_CONFIG"):
            raise
        return None
    return settings_in(config, state)
