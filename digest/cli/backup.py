"""`digest backup`: everything that must not be lost, in one file."""

import os
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

from digest import __version__
from digest.cli.options import CONFIG
from digest.clock import SystemClock
from digest.errors import UsageError
from digest.render.words import count
from digest.rhythm import settings_of
from digest.settings.files import companions
from digest.settings.schema import Settings
from digest.settings.secret import kept_secret
from digest.settings.state import make_state
from digest.store.archive import SECRET, SETTINGS, STORE, Manifest, pack
from digest.store.copying import copy_store
from digest.store.schema import HEAD
from digest.workflow.worries import size


@click.command()
@click.argument("place", type=click.Path())
@CONFIG
def backup(place: str, config: Path | None) -> None:
    """Write store, secret and settings into PLACE: a folder, or a new file named *.tar.gz.

    The service may go on working meanwhile.  The file is read again before it counts.

    \b
    digest backup /var/backups/digest
    digest backup before-upgrade.tar.gz
    """
    settings = settings_of(config)
    now = SystemClock().now()
    name = f"digest-{now:%Y-%m-%dT%H%M%SZ}.tar.gz"
    a_folder = place.endswith(os.sep) or Path(place).is_dir()
    target = Path(place, name) if a_folder else Path(place)
    _must_be_free(target)
    rows, left_out = _write(settings, target, now)
    click.echo(f"{target}: {count(rows, 'row')}, {size(target.stat().st_size)}")
    for name in left_out:
        click.echo(f"left out: {name} (is not below {settings.path.parent}; keep it yourself)")


def _must_be_free(target: Path) -> None:
    why = ""
    if target.exists():
        why = "is there already"
    elif not target.parent.is_dir():
        why = "its folder is not there (make it first)"
    elif not target.name.endswith((".tar.gz", ".tgz")):
        why = "there is no such folder (make it first, or name a file *.tar.gz)"
    elif not os.access(target.parent, os.W_OK | os.X_OK, effective_ids=True):
        why = "this user may not write into its folder"
    if why:
        raise UsageError(f"{target}: {why}, and nothing is written")


def _write(settings: Settings, target: Path, now: datetime) -> tuple[int, list[str]]:
    """Write an archive; return how many rows it has, and which settings files it has not."""
    make_state(settings)
    secret = settings.secret or kept_secret(settings.state)
    names = companions(settings.path)
    inside = [name for name in names if _inside(name)]
    with TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy = Path(folder, STORE)
        rows = copy_store(settings.database, f"sqlite:///{copy.absolute()}")
        files = {STORE: copy}
        if settings.secret is None:
            files[SECRET] = settings.state / SECRET
        files |= {f"{SETTINGS}{name}": settings.path.parent / name for name in inside}
        made = Manifest(__version__, HEAD, now.isoformat(), secret.id, rows)
        pack(target, made, files)
    return sum(rows.values()), [name for name in names if name not in inside]


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
