"""What a shell may complete out of the settings: sources, people, teams, scopes.

Somebody waits at the Tab key: files are read for their names alone, right or wrong else.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from digest.errors import DigestError
from digest.settings.files import find, parse_toml

Completes = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
Named = Iterator[tuple[str, str]]  # a name, and what is said beside it
_Tables = Mapping[str, object]


def _completes(names: Callable[[_Tables], Named]) -> Completes:
    """Return a completion by names that settings know."""

    def complete(
        context: click.Context, _: click.Parameter, begun: str
    ) -> list[CompletionItem]:
        found = names(_settings(context))
        return [
            CompletionItem(name, help=said) for name, said in found if name.startswith(begun)
        ]

    return complete


def _settings(context: click.Context) -> _Tables:
    """Return what the settings file and its people file say; a shell is told of no mistakes."""
    try:
        file = find(context.params.get("config"), os.environ, Path.cwd())
        told = parse_toml(file)
        people = told.get("people_file")
        return {**told, **parse_toml(file.parent / people)} if isinstance(people, str) else told
    except (DigestError, OSError):
        return {}


def _tables(told: _Tables, what: str, *keys: str) -> Named:
    """Yield the names of tables, and what the first of some keys says in each."""
    tables = told.get(what)
    for name, table in tables.items() if isinstance(tables, Mapping) else ():
        known = table if isinstance(table, Mapping) else {}
        yield name, next((str(known[key]) for key in keys if key in known), "")


def _sources(told: _Tables) -> Named:
    yield from _tables(told, "sources", "path", "url")


def _people(told: _Tables) -> Named:
    yield from _tables(told, "people", "name")


def _teams(told: _Tables) -> Named:
    yield from _tables(told, "teams", "name")


def _everybody(told: _Tables) -> Named:
    yield from _people(told)
    yield from _teams(told)


def _scopes(told: _Tables) -> Named:
    yield "all", "of everybody"
    for kind, names in (("person", _people), ("team", _teams), ("source", _sources)):
        yield from ((f"{kind}:{name}", said) for name, said in names(told))
    yield from ((f"priority:P{level}", "") for level in range(5))
    yield "tag:", "of documents with that tag"


sources = _completes(_sources)
people = _completes(_people)
people_and_teams = _completes(_everybody)
scopes = _completes(_scopes)
