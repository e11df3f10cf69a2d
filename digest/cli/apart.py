"""A file or a folder read by itself: into a store that is gone afterwards."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from digest.errors import UsageError
from digest.model.directory import Directory, Person, fold
from digest.model.installation import SourcePolicy
from digest.model.place import FolderPlace
from digest.rhythm import settings_of
from digest.settings.files import find
from digest.settings.schema import Settings, SourceSettings
from digest.wiring import wire
from digest.workflow.gather import gather
from digest.workflow.world import World

_BARE = """\
from = "Digest <digest@localhost>"
smtp = "smtp://localhost"
[sources.docs]
path = {path}
[people.nobody]
name = "Nobody"
mail = "nobody@localhost"
"""


@contextmanager
def read_apart(path: Path, config: Path | None) -> Iterator[World]:
    """Give a service that knows nothing but what stands at `path`.

    People and words are those of the settings; where there are none, everybody who owns
    something is a person of that name.

    Raises:
        UsageError: it cannot be read, or the settings are wrong.
    """
    with tempfile.TemporaryDirectory(prefix="digest-") as folder:
        settings = _settings(config)
        place = _place(path, settings, Path(folder))
        world = wire(_only(settings or _bare(Path(folder)), place, Path(folder)))
        report = gather(world, place.name)
        if report is None or report.problem:
            raise UsageError(f"{path}: {report.problem if report else 'is busy'}")
        yield world if settings else _peopled(world)


def _settings(config: Path | None) -> Settings | None:
    """Return the settings, None where nobody named any and none are found."""
    named = config or os.environ.get("DIGEST_CONFIG")
    try:
        file = find(named, os.environ, Path.cwd())
    except UsageError:
        if named:
            raise
        return None
    return settings_of(file)


def _bare(folder: Path) -> Settings:
    """Return the settings of nobody."""
    file = folder / "digest.toml"
    file.write_text(_BARE.format(path=json.dumps(str(folder))))
    return settings_of(file)


def _place(path: Path, settings: Settings | None, folder: Path) -> FolderPlace:
    """Return a path as a source; one of the settings' own keeps its name, and so its ids."""
    for source in settings.sources.values() if settings else ():
        if (
            isinstance(source.place, FolderPlace)
            and source.place.path.resolve() == path.resolve()
        ):
            return source.place
    if path.is_dir():
        return FolderPlace("docs", path)
    alone = folder / "docs"
    alone.mkdir()
    shutil.copy2(path, alone)  # with its time: an item's last change
    return FolderPlace("docs", alone, ("*",))


def _only(settings: Settings, place: FolderPlace, folder: Path) -> Settings:
    policy = SourcePolicy(place.name)
    source = settings.sources.get(place.name) or SourceSettings(place, policy, timedelta(0))
    return replace(
        settings,
        state=folder,
        database=f"sqlite:///{folder}/store.db",
        sources={place.name: replace(source, place=place)},
    )


def _peopled(world: World) -> World:
    """Let everybody who owns something be a person of that name."""
    written = {name for tracked in world.store.tracked() for name in tracked.item.owners}
    people = {fold(name): Person(fold(name), name.lstrip("@"), "") for name in sorted(written)}
    directory = Directory(people)
    return replace(world, installation=replace(world.installation, directory=directory))
