"""People and teams found in documents, in git's history, in CODEOWNERS."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.detect.authors import Author, authors, mine
from digest.detect.codeowners import teams
from digest.detect.ground import Ground
from digest.detect.owners import Owner, parts_of, team, told_apart
from digest.model.directory import Directory, Person, Team, fold

_MOST_KEY = 40  # characters


@dataclass(frozen=True)
class Unmatched:
    """An owner whose address is not known; they are a person without one in the directory."""

    key: str
    written: str
    candidates: tuple[str, ...] = ()  # `Priya Nair <priya@northbeam.example>`; empty: nobody


@dataclass(frozen=True)
class Found:
    """Everybody who owns something, and git's user."""

    directory: Directory  # `mail` is empty where no address is known
    unmatched: tuple[Unmatched, ...] = ()
    me: str | None = None  # key of git's user
    idle: tuple[str, ...] = ()  # teams of CODEOWNERS that own nothing, as written there


def people(
    ground: Ground, written: Iterable[str], *, today: date, told: Iterable[str] = ()
) -> Found:
    """Return who owns what: `written` are the owners of all items as documents name them.

    `told` are teams beside those of CODEOWNERS.
    They are matched with those who committed in the year before `today`; whoever matches
    nobody, or several, is a person of that name without an address.
    """
    known = authors(ground, today)
    top = ground.repository.top if ground.repository else ground.folder
    owning = teams(top)
    declared = (*owning, *(name for name in dict.fromkeys(told) if not team(name, owning)))
    names = [name for name in dict.fromkeys(written) if re.search(r"\w", name)]
    meant = {name: found for name in names if (found := team(name, declared))}
    owners = told_apart((name for name in names if name not in meant), known)
    user = mine(ground, known)
    idle = user and all(owner.authors != (user,) for owner in owners)
    everyone = (*owners, Owner((user.name,), (user,))) if user and idle else owners
    keys = _Keys(names)
    groups = tuple(_teams(meant, keys))
    met = [(_person(keys.of(owner), owner, ground.user_mail), owner) for owner in everyone]
    persons = tuple(zip(_apart(met, groups), everyone, strict=True))
    return Found(
        Directory({p.key: p for p, _ in persons}, {group.key: group for group in groups}),
        tuple(_unmatched(p, o, persons) for p, o in persons if not p.mail and o in owners),
        next((p.key for p, o in persons if user and o.authors == (user,)), None),
        tuple(f"@{name}" for name in owning if name not in meant.values()),
    )


def _person(key: str, owner: Owner, user_mail: str) -> Person:
    author = owner.authors[0] if len(owner.authors) == 1 else None
    written = parts_of(owner.spellings)
    called = [*author.names, *written] if author else [*written]
    name = next((one for one in called if " " in one), called[0])
    if author:
        called += [f"@{handle}" for handle in author.handles]
    mail = _mail(owner, author, user_mail)
    return Person(key, name, mail, tuple(one for one in called if one not in (name, mail)))


def _mail(owner: Owner, author: Author | None, user_mail: str) -> str:
    """Return the address that is beyond doubt: a document's, the only one, git's user's own."""
    if author is None or owner.mail in author.mails:
        return owner.mail
    own = user_mail if user_mail in author.mails else ""
    return author.mail or own or owner.mail


def _apart(persons: Sequence[tuple[Person, Owner]], groups: Sequence[Team]) -> Iterator[Person]:
    """Yield people with the addresses and aliases that nobody else and no team has.

    What documents call somebody counts before what git calls another.
    """
    written: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for group in groups:
        written.update({fold(one) for one in (group.key, group.name, *group.aliases)})
    for person, owner in persons:
        told = {fold(one) for one in (person.key, person.name, person.mail)}
        told |= {fold(part) for part in parts_of(owner.spellings)}
        written.update(told)
        every.update(told | {fold(alias) for alias in person.aliases})
    for person, owner in persons:
        own = {fold(part) for part in parts_of(owner.spellings)}
        mail = person.mail if written[fold(person.mail)] == 1 else ""
        told = {fold(one) for one in (person.key, person.name, mail)}
        kept = {
            sign: alias
            for alias in person.aliases
            if (sign := fold(alias)) not in told
            and (written[sign] == 1 if sign in own else written[sign] + every[sign] == 1)
        }
        yield replace(person, mail=mail, aliases=tuple(kept.values()))


def _unmatched(
    person: Person, owner: Owner, persons: Sequence[tuple[Person, Owner]]
) -> Unmatched:
    near = owner.authors or owner.hints
    several = [f"{a.name} <{m}>" if m else a.name for a in near for m in a.mails or ("",)]
    if not several:  # who else is named in full, and begins so
        first = f"{fold(person.name)} "
        several = [other.name for other, _ in persons if fold(other.name).startswith(first)]
    return Unmatched(person.key, owner.spellings[0], tuple(several))


def _teams(meant: Mapping[str, str], keys: "_Keys") -> Iterator[Team]:
    spelled: dict[str, list[str]] = {}
    for written, known in meant.items():
        spelled.setdefault(known, []).append(written)
    for known, spellings in spelled.items():
        short = known.rpartition("/")[2]
        name = known if keys.others(short, spellings) else short
        key = keys.free(short, spellings)
        called = {fold(one): one for one in (f"@{known}", *spellings)}
        aliases = tuple(one for sign, one in called.items() if sign not in (key, fold(name)))
        yield Team(key, name, aliases=aliases)


class _Keys:
    """Short names for the settings, each taken once and nobody else's name."""

    def __init__(self, written: Iterable[str]) -> None:
        self._taken: set[str] = set()
        self._written = {fold(part) for part in parts_of(written)}

    def of(self, owner: Owner) -> str:
        """Return a key for a person: what stands before the @ where that can be one."""
        author = owner.authors[0] if len(owner.authors) == 1 else None
        mail = _mail(owner, author, "")
        local = mail.partition("@")[0].casefold()
        name = author.name if author else owner.spellings[0]
        return self.free(local if _slug(local) == local != "" else name, owner.spellings)

    def free(self, wanted: str, spellings: Iterable[str]) -> str:
        """Return a key like the one wanted that means none but who is spelled so."""
        slug = _slug(wanted) or "someone"
        key, number = slug, 2
        while key in self._taken or self.others(key, spellings):
            key, number = f"{slug}-{number}", number + 1
        self._taken.add(key)
        return key

    def others(self, name: str, spellings: Iterable[str]) -> bool:
        """Say whether documents call somebody so who is spelled otherwise."""
        own = (fold(part) for part in parts_of(spellings))
        return fold(name) in self._written and fold(name) not in own


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.partition("<")[0].partition("(")[0])
    ascii_only = plain.encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_MOST_KEY].rstrip("-")
