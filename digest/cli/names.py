"""What a shell may complete out of the settings: sources, people, teams, scopes."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from digest.errors import DigestError
from digest.model.place import FolderPlace
from digest.settings.load import examine, find
from digest.settings.schema import Settings

Completes = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
Named = Iterator[tuple[str, str]]  # a name, and what is said beside it


def _completes(names: Callable[[Settings | None], Named]) -> Completes:
    """Return a completion by names that settings know."""

    def complete(
        context: click.Context, _: click.Parameter, begun: str
    ) -> list[CompletionItem]:
        found = names(_settings(context))
        return [
            CompletionItem(name, help=said) for name, said in found if name.startswith(begun)
        ]

    return complete


def _settings(context: click.Context) -> Settings | None:
    """Return the settings as far as they can be read; a shell is told of no mistakes."""
    try:
        named = context.params.get("config")
        return examine(find(named, os.environ, Path.cwd()), os.environ)[0]
    except (DigestError, OSError):
        return None


def _sources(settings: Settings | None) -> Named:
    for name, source in settings.sources.items() if settings else ():
        place = source.place
        yield name, str(place.path) if isinstance(place, FolderPlace) else place.url


def _people(settings: Settings | None) -> Named:
    for key, person in settings.people.items() if settings else ():
        yield key, person.name


def _teams(settings: Settings | None) -> Named:
    for key, team in settings.teams.items() if settings else ():
        yield key, team.name


def _everybody(settings: Settings | None) -> Named:
    yield from _people(settings)
    yield from _teams(settings)


def _scopes(settings: Settings | None) -> Named:
    yield "all", "of everybody"
    for kind, names in (("person", _people), ("team", _teams), ("source", _sources)):
        yield from ((f"{kind}:{name}", said) for name, said in names(settings))
    yield from ((f"priority:P{level}", "") for level in range(5))
    yield "tag:", "of documents with that tag"


sources = _completes(_sources)
people = _completes(_people)
people_and_teams = _completes(_everybody)
scopes = _completes(_scopes)
