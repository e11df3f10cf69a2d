"""Settings whose store is one named file, which holds its secret too."""

import os
import secrets
from dataclasses import replace
from pathlib import Path

import click

from digest.errors import UsageError
from digest.rhythm import settings_of
from digest.settings.schema import Settings
from digest.settings.secret import secret_from
from digest.store import open_store
from digest.tokens import Secret

STATE = click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Keep everything in this file instead.",
)
_WRITTEN, _ID = "secret", "secret/id"  # notes


def settings_in(config: Path | None, state: Path | None) -> Settings:
    """Return the settings; with a state file, that is the store and keeps the secret.

    Raises:
        UsageError: the settings are wrong, or the file was made with another secret.
    """
    settings = settings_of(config)
    if state is None:
        return settings
    if os.environ.get("DATABASE_URL"):
        raise UsageError(f"--state {state}: DATABASE_URL names a store too (leave one out)")
    database = f"sqlite:///{state.absolute()}"
    return replace(settings, database=database, secret=_secret(database, state, settings))


def _secret(database: str, state: Path, settings: Settings) -> Secret:
    """Return the secret given, else the file's own, made at first; it stays one secret."""
    store = open_store(database)
    try:
        if settings.secret is None and store.note(_ID) is None:
            store.set_note(_WRITTEN, secrets.token_urlsafe(48))
        kept = store.note(_WRITTEN)
        secret = settings.secret or (secret_from(kept) if kept else None)
        if secret is None or store.note(_ID) not in (None, secret.id):
            raise UsageError(
                f"--state {state}: was made with another secret, so every address given out"
                " would stop working (give DIGEST_SECRET as it was, or leave it out as then)"
            )
        store.set_note(_ID, secret.id)
        return secret
    finally:
        store.close()
