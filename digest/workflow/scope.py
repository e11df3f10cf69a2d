"""Which items are asked for: all, or those of a person, team, source, tag or priority."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NoReturn

from digest.errors import UsageError
from digest.model.directory import Directory, Person
from digest.model.scope import Scope

__all__ = ["Scope", "find_person", "parse_scope"]


def parse_scope(text: str, directory: Directory, sources: Iterable[str]) -> Scope:
    """Return a scope; people and teams may be named by any name that is theirs alone.

    Raises:
        UsageError: it is none, or names nobody we know.
    """
    try:
        scope = Scope.of(text)
    except ValueError as flaw:
        raise UsageError(f"scope {flaw}") from None
    kind, name = scope.kind, scope.name
    match kind:
        case "person":
            return Scope(kind, find_person(name, directory, "scope").key)
        case "team":
            team = directory.teams.get(name) or directory.resolve(name).team
            return Scope(kind, team.key if team else _unknown(kind, name, directory.teams))
        case "source":
            known = tuple(sources)
            return Scope(kind, name if name in known else _unknown(kind, name, known))
    return scope


def find_person(name: str, directory: Directory, asked: str) -> Person:
    """Return the one person a name means.

    Raises:
        UsageError: nobody is meant, or more than one; `asked` says where the name stood.
    """
    found = directory.people.get(name) or directory.resolve(name).person
    return found or _unknown("person", name, directory.people, asked)


def _unknown(kind: str, name: str, known: Iterable[str], asked: str = "scope") -> NoReturn:
    """Say what was likely meant, or what there is."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    there = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")  # noqa: PLR2004 - a line
    hint = (
        f"did you mean {close[0]!r}?"
        if close
        else f"there is: {there}"
        if names
        else "there is none"
    )
    told = f"{asked} {kind}:{name}" if asked == "scope" else f"{asked} {name}"
    raise UsageError(f"{told}: no such {kind} ({hint})")
