"""Whose digest is meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from digest.errors import UsageError
from digest.model.directory import Directory, Person, fold
from digest.workflow.overview import Overview

_LISTED = 12  # people that a line names


def named(written: str, directory: Directory) -> Person:
    """Return the one person that a name means.

    Raises:
        UsageError: nobody is meant, or several; the line names who may have been.
    """
    meant = directory.resolve(written)
    person = directory.people.get(written) or meant.person
    if person:
        return person
    if meant.team:
        keys = [member.key for member in directory.members(meant.team)]
        told = f"is a team; name one of it: {_listed(keys, directory)}"
    elif len(meant.candidates) > 1:
        told = f"may be several: {_listed(meant.candidates, directory)}"
    elif near := meant.candidates or _near(written, directory):
        told = f"is nobody here; did you mean {_listed(near, directory)}?"
    else:
        told = f"is nobody here; there is: {_listed(sorted(directory.people), directory)}"
    raise UsageError(f"--for {written}: {told}")


def usual(found: Overview, me: Person | None) -> tuple[Person | None, str]:
    """Return whose digest is shown when nobody is asked for, and why theirs."""
    if me and any(share.owner == me for share in found.shares):
        return me, "who you are for git"
    if found.busiest:
        return found.busiest, "who has most open"
    return me, "who you are for git"


def _near(written: str, directory: Directory) -> list[str]:
    """Return the keys of people who are called nearly so, or partly."""
    called = {
        fold(name): person.key
        for person in directory.people.values()
        for name in (person.key, *person.name.split(), person.name, *person.aliases)
    }
    wanted = fold(written)
    part = [key for name, key in called.items() if wanted and wanted in name]
    close = [called[name] for name in get_close_matches(wanted, called, n=3)]
    return list(dict.fromkeys((*close, *part)))[:_LISTED]


def _listed(keys: Iterable[str], directory: Directory) -> str:
    people = [directory.people[key] for key in keys]
    told = ", ".join(
        one.key if fold(one.name) == one.key else f"{one.key} ({one.name})"
        for one in people[:_LISTED]
    )
    return told + (" …" if len(people) > _LISTED else "")
