"""`digest identity`: which item is which, written to a file and taken from one."""

import sys
from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.cli.writing import write_whole
from digest.errors import UsageError
from digest.render.words import count
from digest.rhythm import settings_of
from digest.settings.state import make_state
from digest.sources.regular import must_be_readable
from digest.store import open_store
from digest.store.identities import read
from digest.wiring import wire


@click.group()
def identity() -> None:
    """Write down which item is which, or read it back into a new store.

    Calendars, the numbers in mails and every item's history then survive a lost store.

    \b
    digest identity export --out identities.jsonl
    digest identity import identities.jsonl
    """


@identity.command("export")
@click.option("--out", type=click.Path(path_type=Path), help="Write a file, not to the screen.")
@CONFIG
def export(out: Path | None, config: Path | None) -> None:
    """Write ids, history and handles of all items, one JSON object a line.

    \b
    digest identity export --out identities.jsonl
    """
    settings = settings_of(config)
    make_state(settings)
    store = open_store(settings.database)
    if out is None:
        sys.stdout.writelines(f"{line}\n" for line in store.identities())
        return
    write_whole(out, (f"{line}\n".encode() for line in store.identities()))


@identity.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Believe the file where the store differs.")
@CONFIG
def import_(file: Path, overwrite: bool, config: Path | None) -> None:
    """Take in what `digest identity export` wrote to FILE.

    All of it or nothing: what contradicts the store is named and refused.

    \b
    digest identity import identities.jsonl
    """
    text = _text(file)
    settings = settings_of(config)
    make_state(settings)
    told = read([line for line in text.split("\n") if line], path=str(file))
    now = wire(settings).clock.now()
    new = open_store(settings.database).take(told, at=now, overwrite=overwrite)
    known = len(told.items) - new
    click.echo(f"{count(new, 'item')} taken in, {known:,} known already")


def _text(file: Path) -> str:
    must_be_readable(file)
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        told = "is not what `digest identity export` writes: not UTF-8"
        raise UsageError(f"{file}: {told}") from error
