"""Owners as documents write them: which spellings mean the same one, and which git author.

A name, a handle, an address or the part before its @ decide; a first name is a hint at most.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.detect.authors import Author
from digest.model.directory import fold
from digest.model.document import Document

# `Kim Park (@kim)`, `Kim Park <kim@northbeam.example>`: the document says that both are one.
_PAIR = re.compile(
    r"(?P<name>[^()<>@\s][^()<>@]{0,79}?)"
    r"(?:\s*\((?P<handle>@[\w.-]{1,60})\)|(?:\s*<|\s+)(?P<mail>[^\s<>()@]+@[^\s<>()@]+)>?)"
)
_MAIL = re.compile(r"<?([^\s<>()@]+@[^\s<>()@]+\.[^\s<>()@]+?)>?")
_TEAM = re.compile(
    r"(?:the )?(?:(?:team|squad|group|guild) (?P<last>.+)"
    r"|(?P<first>.+) (?:team|squad|group|guild))"
)
# What stands before the @ of addresses that are no person's name.
_ANYBODY = frozenset(
    (
        *("admin", "code", "contact", "dev", "email", "git", "github", "hello", "hi", "home"),
        *("info", "mail", "me", "office", "ops", "support", "team", "user", "work"),
    )
)


@dataclass(frozen=True)
class Owner:
    """One who owns something: every spelling of them, and which authors they may be."""

    spellings: tuple[str, ...]  # as written, the fullest first
    authors: tuple[Author, ...] = ()  # exactly one where they are known
    hints: tuple[Author, ...] = ()  # who has that first name: not enough to be them
    mail: str = ""  # where a document tells it


def told_apart(written: Iterable[str], known: Sequence[Author]) -> tuple[Owner, ...]:
    """Return each owner once, in order, whatever spellings documents use for them."""
    calls = _Calls(known)
    owners: dict[int, Owner] = {}
    by_author: dict[int, int] = {}  # id of an author -> number of the owner
    for number, spellings in enumerate(_groups(dict.fromkeys(written))):
        owner = calls.owner(spellings)
        sole = id(owner.authors[0]) if len(owner.authors) == 1 else None
        first = by_author.setdefault(sole, number) if sole else number
        owners[first] = _merged(owners[first], owner) if first in owners else owner
    return tuple(owners.values())


def parts_of(spellings: Iterable[str]) -> tuple[str, ...]:
    """Return the names, handles and addresses that spellings are made of, each once."""
    return tuple(dict.fromkeys(part for written in spellings for part in _parts(written)))


def team(written: str, teams: Sequence[str]) -> str | None:
    """Return which team is meant: one of those known, or one that is called so."""
    bare, named = fold(written), _TEAM.fullmatch(fold(written))
    short = (named["last"] or named["first"]) if named else bare
    for known in teams:
        if bare == fold(known) or short in _team_names(known):
            return known
    if named or re.fullmatch(r"@[\w.-]+/[\w./-]+", written):
        return written.lstrip("@")
    return None


def teams_told(document: Document) -> tuple[str, ...]:
    """Return the teams that progress updates say they speak for, as written."""
    authors = set(map(fold, document.authors))
    told = (update.fields.get("series") for update in document.updates)
    names = (name for name in told if isinstance(name, str) and fold(name) not in authors)
    return tuple(dict.fromkeys(names))


def _team_names(known: str) -> tuple[str, ...]:
    last = fold(known.rpartition("/")[2])
    return last, re.sub(r"[-_.]+", " ", last), re.sub(r"[-_. ]team$|^team[-_. ]", "", last)


class _Calls:
    """What every author is called, and what only begins like it."""

    def __init__(self, known: Sequence[Author]) -> None:
        self._sure: dict[str, list[Author]] = {}
        self._first: dict[str, list[Author]] = {}
        for author in known:
            for call in set(_calls(author)):
                self._sure.setdefault(call, []).append(author)
            for first in {fold(n).split(" ")[0] for n in author.names if " " in n}:
                self._first.setdefault(first, []).append(author)

    def owner(self, spellings: tuple[str, ...]) -> Owner:
        parts = parts_of(spellings)
        hints = _distinct(a for part in parts for a in self._first.get(fold(part), ()))
        mails = dict.fromkeys(m[1] for part in parts if (m := _MAIL.fullmatch(part)))
        mail = next(iter(mails)) if len(mails) == 1 else ""
        told = self._sure.get(fold(mail), ()) if mail else ()  # an address beats a name
        authors = _distinct(told or (a for part in parts for a in self._called(part)))
        return Owner(spellings, authors, () if authors else hints, mail)

    def _called(self, part: str) -> Iterable[Author]:
        """Return who is called so; a word that is also another's first name means either."""
        sure = self._sure.get(fold(part), ())
        doubt = () if "@" in part else self._first.get(fold(part), ())
        return _distinct((*sure, *doubt)) if sure else ()


def _calls(author: Author) -> Iterator[str]:
    yield from map(fold, author.names)
    yield from map(fold, author.handles)
    for mail in author.mails:
        yield fold(mail)
        local = re.sub(r"\+.*", "", fold(mail.rpartition("@")[0]))
        if local not in _ANYBODY:
            yield local
            yield re.sub(r"[._-]+", " ", local)


def _parts(written: str) -> tuple[str, ...]:
    pair = _PAIR.fullmatch(written.strip())
    if pair is None:
        mail = _MAIL.fullmatch(written.strip())
        return (mail[1] if mail else written,)
    return pair["name"], pair["handle"] or pair["mail"]


def _groups(written: Iterable[str]) -> list[tuple[str, ...]]:
    """Return spellings of one person together: equal but for case and @, or told as a pair."""
    told = {one: _parts(one) for one in written}
    partner = _partners(told.values())
    groups: dict[str, list[str]] = {}
    for one, parts in told.items():
        sign = fold(parts[0])
        groups.setdefault(min(sign, partner.get(sign, sign)), []).append(one)
    return [tuple(sorted(group, key=_fullness)) for group in groups.values()]


def _partners(told: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return names and handles that stand together and with no other."""
    beside: dict[str, set[str]] = {}
    for parts in told:
        if len(parts) > 1:
            name, handle = map(fold, parts)
            beside.setdefault(name, set()).add(handle)
            beside.setdefault(handle, set()).add(name)
    sole = {sign: next(iter(others)) for sign, others in beside.items() if len(others) == 1}
    return {sign: other for sign, other in sole.items() if sole.get(other) == sign}


def _fullness(written: str) -> tuple[bool, bool]:
    """Order a full name before a login, and both before what has an address in it."""
    return "@" in written, " " not in written


def _merged(owner: Owner, other: Owner) -> Owner:
    spellings = sorted((*owner.spellings, *other.spellings), key=_fullness)
    return Owner(tuple(spellings), owner.authors, (), owner.mail or other.mail)


def _distinct(found: Iterable[Author]) -> tuple[Author, ...]:
    return tuple({id(author): author for author in found}.values())
