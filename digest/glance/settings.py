"""The settings of a moment: of a settings file what says how to read, and for whom."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from digest.detect.documents import ASIDE
from digest.errors import UsageError
from digest.model.installation import SourcePolicy
from digest.model.place import FolderPlace
from digest.settings.files import find, parse_toml
from digest.settings.load import examined
from digest.settings.schema import Settings, SourceSettings

NOBODY = "nobody"
_BARE = {
    "from": "Digest <digest@localhost>",
    "people": {NOBODY: {"name": "Nobody", "mail": "nobody@localhost"}},
}
# What a running service needs, and a moment does not.
_LEFT_OUT = (
    *("smtp", "public_url", "state", "database", "broker", "secret_file"),
    *("inbound", "web", "notices"),
)
_OF_A_SOURCE = ("path", "include", "exclude", "readers", "steward", "link", "vocabulary")


def settings_file(named: Path | None, cwd: Path) -> Path | None:
    """Return the settings file, None where nobody named any and none is found.

    Raises:
        UsageError: the one that is named is not there.
    """
    told = named or os.environ.get("DIGEST_CONFIG")
    try:
        return find(told, os.environ, cwd)
    except UsageError:
        if told:
            raise
        return None


def settings_for(path: Path, file: Path | None, state: Path) -> tuple[Settings, FolderPlace]:
    """Return the settings under which a path is the only source, and that source's place.

    All that the service keeps is kept in the folder `state`.

    A source of the file that is this path keeps its name, and so its items their ids.

    Raises:
        UsageError: with a line for every mistake in the file.
    """
    told = _told(parse_toml(file) if file else {}, state)
    settings, findings = examined(told, file or state / "digest.toml", {})
    if findings.lines:
        raise UsageError(findings.lines)
    source, place = _source(path, settings)
    only = replace(
        settings,
        state=state,
        database=f"sqlite:///{state}/store.db",
        sources={place.name: source},
    )
    return only, place


def _told(raw: Mapping[str, Any], state: Path) -> dict[str, Any]:
    """Return what counts of a settings file, and what it need not say."""
    told = {**_BARE, **{key: value for key, value in raw.items() if key not in _LEFT_OUT}}
    if "people_file" in raw and "people" not in raw:
        del told["people"]
    sources = raw.get("sources", {})
    known = sources if isinstance(sources, dict) else {}
    kept = {
        name: {key: source[key] for key in _OF_A_SOURCE if key in source}
        for name, source in known.items()
        if isinstance(source, dict) and "path" in source
    }
    told["sources"] = kept or {"docs": {"path": str(state)}}
    told["smtp"] = "smtp://localhost"
    return told


def _source(path: Path, settings: Settings) -> tuple[SourceSettings, FolderPlace]:
    for source in settings.sources.values():
        place = source.place
        if isinstance(place, FolderPlace) and place.path.resolve() == path.resolve():
            return source, place
    place = FolderPlace("docs", path, exclude=ASIDE)
    return SourceSettings(place, SourcePolicy(place.name), timedelta(0)), place
