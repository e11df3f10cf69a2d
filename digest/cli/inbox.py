"""`digest inbox`: the journal of everything that arrived, and what became of it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from digest.cli.jsonable import jsonable
from digest.cli.options import CONFIG
from digest.cli.state import settings_in
from digest.errors import UsageError
from digest.mail import inbound
from digest.model.ledger import InboxEntry, InboxState
from digest.store import SqlStore, open_store

_SHORT = 12  # characters of an id that are shown, and enough to name it by
_LEAST = 4


@click.group()
def inbox() -> None:
    """Show what arrived and what became of it, or have it looked at again.

    \b
    digest inbox list
    digest inbox show 3f2a9c
    digest inbox replay 3f2a9c
    """


@inbox.command("list")
@click.option(
    "--state",
    "wanted",
    type=click.Choice([s.value for s in InboxState]),
    help="Only those that became so.",
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@CONFIG
def list_(wanted: str | None, limit: int, as_json: bool, config: Path | None) -> None:
    """List messages, the newest first: when, id, what became of it, whose, why.

    \b
    digest inbox list --state held
    """
    found = _store(config).arrivals(limit=limit, state=InboxState(wanted) if wanted else None)
    for entry in found:
        click.echo(json.dumps(_plain(entry)) if as_json else _line(entry))
    if not found and not as_json:
        click.echo("nothing arrived yet")


@inbox.command()
@click.argument("entry")
@click.option("--raw", is_flag=True, help="The bytes as they arrived.")
@CONFIG
def show(entry: str, raw: bool, config: Path | None) -> None:
    """Show the message ENTRY, an id or how one begins, without its text.

    \b
    digest inbox show 3f2a9c
    digest inbox show --raw 3f2a9c > reply.eml
    """
    store = _store(config)
    found = _named(store, entry)
    if raw and not found.raw:
        raise UsageError(f"{found.id[:_SHORT]}: its bytes are erased (see inbound.keep)")
    if raw:
        sys.stdout.buffer.write(found.raw)
        return
    for line in _told(found, store):
        click.echo(line)


@inbox.command()
@click.argument("entry")
@CONFIG
def replay(entry: str, config: Path | None) -> None:
    """Look at the message ENTRY again: one that was rejected, ignored or is held.

    A worker settles it as if it had just arrived.  What it changed already is not done twice.

    \b
    digest inbox replay 3f2a9c
    """
    store = _store(config)
    found = _named(store, entry)
    if not store.replay(found.id):
        why = "its bytes are erased" if not found.raw else f"it is {found.state.value}"
        raise UsageError(
            f"{found.id[:_SHORT]}: {why} (only what was rejected, ignored or held is replayed)"
        )
    click.echo(f"{found.id[:_SHORT]}: is looked at again")


def _store(config: Path | None) -> SqlStore:
    return open_store(settings_in(config, None).database)


def _named(store: SqlStore, begun: str) -> InboxEntry:
    found = store.arrivals(limit=2, id_=begun.lower()) if len(begun) >= _LEAST else []
    if len(found) != 1:
        told = "is the beginning of several ids" if found else "is no id of a message"
        raise UsageError(f"{begun!r} {told} (digest inbox list shows them)")
    return found[0]


def _line(entry: InboxEntry) -> str:
    at = f"{entry.received_at:%Y-%m-%d %H:%M}"
    whose = f"{entry.state.value:9}  {entry.person or '-':12}"
    return f"{at}  {entry.id[:_SHORT]}  {whose}  {entry.note}"


def _plain(entry: InboxEntry) -> dict[str, object]:
    found = jsonable(entry)
    shown = ("id", "received_at", "state", "note", "person", "came", "message_id", "confirmed")
    return {**{name: found[name] for name in shown}, "bytes": len(entry.raw)}


def _told(entry: InboxEntry, store: SqlStore) -> Iterator[str]:
    yield f"id        {entry.id}"
    yield f"arrived   {entry.received_at:%Y-%m-%d %H:%M:%S} UTC, by {entry.came or 'mail'}"
    yield f"state     {entry.state.value}: {entry.note or 'nothing to say'}"
    yield f"person    {entry.person or 'not known'}{', confirmed' if entry.confirmed else ''}"
    yield f"message   {entry.message_id or 'without Message-ID'}"
    if not entry.raw:
        yield "bytes     erased"
        return
    read = inbound.read(entry.raw)
    yield f"bytes     {len(entry.raw):,}"
    yield f"from      {', '.join(read.authors)}"
    yield f"subject   {read.subject}"
    for outcome in store.outcomes(entry.id).values():
        told = json.loads(outcome)
        became = " ".join(filter(None, (told.get("result"), told.get("reason"))))
        yield f"command   {told.get('line', '')}: {became}"
