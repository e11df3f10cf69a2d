"""`digest restore`: what a backup holds, back into an empty place."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from digest.cli.options import CONFIG
from digest.errors import UsageError
from digest.render.words import count
from digest.rhythm import settings_of
from digest.settings.schema import Settings
from digest.settings.secret import secret_from
from digest.settings.state import make_state
from digest.sources.regular import must_be_readable
from digest.store.archive import SECRET, SETTINGS, STORE, Manifest, unpack
from digest.store.copying import copy_store, rows_of
from digest.store.schema import HEAD
from digest.supervise.lock import locked


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--settings",
    "place",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the settings into this folder first, and go by them.",
)
@CONFIG
def restore(archive: Path, place: Path | None, config: Path | None) -> None:
    """Put the store and the secret of a backup where the settings say; overwrites nothing.

    The store may be of another kind than it was: SQLite or PostgreSQL.  Not while `digest up`
    runs there.

    \b
    digest restore digest-2026-11-23T080000Z.tar.gz
    digest restore before-upgrade.tar.gz --settings /etc/digest
    """
    must_be_readable(archive)
    with TemporaryDirectory(prefix="digest-") as folder:
        found = Path(folder, "archive")
        manifest = unpack(archive, found)
        _must_be_known(archive, manifest)
        _must_be_whole(archive, manifest, found)
        if place:
            config = _write_settings(manifest, found, place)
        settings = settings_of(config)
        make_state(settings)
        with locked(settings.state):
            _must_fit(archive, manifest, settings)
            rows = copy_store(_url(found), settings.database)
            _write_secret(manifest, found, settings)
    told = f"{count(sum(rows.values()), 'row')}, {count(rows['items'], 'item')}"
    click.echo(f"restored what was kept on {manifest.made_at[:16]}: {told}")
    click.echo("next: digest check")


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / STORE}"


def _must_be_known(archive: Path, manifest: Manifest) -> None:
    if manifest.schema > HEAD:
        raise UsageError(
            f"{archive}: was made by Digest {manifest.version}: its schema {manifest.schema}"
            f" is newer than {HEAD}, the newest that this version knows (install that one)"
        )


def _must_be_whole(archive: Path, manifest: Manifest, folder: Path) -> None:
    """Refuse an archive whose store does not hold what its manifest says."""
    if STORE not in manifest.files:
        raise UsageError(f"{archive}: is damaged: it has no store")
    if manifest.schema == HEAD and rows_of(_url(folder)) != manifest.rows:
        raise UsageError(f"{archive}: is damaged: its store does not hold what was written")


def _write_settings(manifest: Manifest, found: Path, place: Path) -> Path:
    """Write the settings files into a folder; return the one to begin with."""
    names = [n.removeprefix(SETTINGS) for n in manifest.files if n.startswith(SETTINGS)]
    there = [name for name in names if (place / name).exists()]
    if there or not names:
        why = f"{there[0]} is there already" if there else "the backup has no settings"
        raise UsageError(f"--settings {place}: {why}, and nothing is overwritten")
    try:
        for name in names:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found / SETTINGS / name, place / name)
    except OSError as error:
        raise UsageError(f"--settings {place}: cannot be written: {error.strerror}") from error
    return place / names[0]


def _must_fit(archive: Path, manifest: Manifest, settings: Settings) -> None:
    """Refuse a secret that would make other addresses than those that were given out."""
    kept = settings.state / SECRET
    if settings.secret:
        if settings.secret.id != manifest.secret_id:
            raise UsageError(
                f"{archive}: was made with another secret than DIGEST_SECRET or secret_file"
                " gives, so every address given out would stop working (give the one of then)"
            )
    elif SECRET not in manifest.files:
        raise UsageError(
            f"{archive}: holds no secret, for it was given by DIGEST_SECRET or secret_file"
            " (give the same one)"
        )
    elif kept.exists() and secret_from(kept.read_text().strip()).id != manifest.secret_id:
        raise UsageError(
            f"{kept}: is there already, and nothing is overwritten (move it away; the backup"
            " brings its own)"
        )


def _write_secret(manifest: Manifest, found: Path, settings: Settings) -> None:
    kept = settings.state / SECRET
    if settings.secret is None and SECRET in manifest.files and not kept.exists():
        opened = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write((found / SECRET).read_bytes())
