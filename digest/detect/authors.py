"""Who has committed to a repository lately: persons, not bots, with what is known of each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from digest.detect.ground import Ground
from digest.model.directory import fold
from digest.settings import values
from digest.sources.program import Failed

LATELY = timedelta(days=365)
_COMMITS = 20_000
_LONGEST = 80  # characters of a name
_BOT_NAMES = re.compile(
    r".*\[bot\]|(?:.*[-_. ])?(?:ro)?bot|(?:dependa|renovate|img|merge|greenkeeper)bot.*"
    r"|(?:renovate|github[- ]actions?|actions-user|jenkins|travis|circleci|weblate|mergify"
    r"|pre-commit-ci|codecov|snyk|semantic-release|allcontributors|web-flow|gitlab|github|root)"
)
_BOT_PLACES = re.compile(
    r"(?:.*[-_.+])?bot(?:[-_.+].*)?|(?:do[-_.]?not|no)[-_.]?reply(?:[-_.+].*)?"
    r"|(?:ci|builds?|jenkins|actions|automation|github-actions|support|root)"
)
# The hosts' own addresses reach nobody but tell a handle: `123+priya@users.noreply.host`.
_HIDDEN = re.compile(
    r"(?:\d+[+-])?(?P<handle>[\w.-]+)(?P<bot>\[bot\])?@(?:users\.)?noreply\..+"
)
_NOWHERE = (".local", ".localdomain", ".lan", ".internal", ".(none)")


@dataclass(frozen=True)
class Author:
    """A person as git knows them.  Several addresses: none counts more."""

    names: tuple[str, ...]  # the usual one first
    mails: tuple[str, ...] = ()  # that may reach somebody, the usual one first
    handles: tuple[str, ...] = ()  # as the host of the repository calls them
    commits: int = 0

    @property
    def name(self) -> str:
        """What they are usually called."""
        return self.names[0]

    @property
    def mail(self) -> str:
        """Their address, where there is one and no other."""
        return self.mails[0] if len(self.mails) == 1 else ""


def authors(ground: Ground, today: date) -> tuple[Author, ...]:
    """Return who committed in the year before `today`, most commits first, and git's user.

    Names and addresses are those of .mailmap.  Bots and no-reply addresses are left out.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for name, mail in _log(ground, today):
        counted[name, mail] += 1
    counted[ground.user_name, ground.user_mail] += 0
    return joined((_author(name, mail, n) for (name, mail), n in counted.items()))


def mine(ground: Ground, known: Iterable[Author]) -> Author | None:
    """Return git's user among the authors; None where git does not know who that is."""
    user = _author(ground.user_name, ground.user_mail, 0)
    signs = set(_signs(user)) if user else set()
    return next((author for author in known if not signs.isdisjoint(_signs(author))), None)


def called(written: str, known: Iterable[Author]) -> Author | None:
    """Return the one author whose name, address or handle this is; None for none or several."""
    wanted = fold(written)
    found = [
        author
        for author in known
        if wanted in map(fold, (*author.names, *author.mails, *author.handles))
    ]
    return found[0] if len(found) == 1 else None


def _log(ground: Ground, today: date) -> Iterator[tuple[str, str]]:
    repository = ground.repository
    if repository is None or not repository.branches:
        return
    since = f"--since={(today - LATELY).isoformat()}T00:00:00Z"
    shape = ("--no-show-signature", "--no-color", f"-{_COMMITS}", "--format=%aN%x1f%aE")
    try:
        told = repository.ask("log", *shape, since, repository.default, "--")
    except Failed:  # a repository that is broken has no authors, and its files are still there
        return
    for line in told.decode(errors="replace").split("\n"):
        name, found, mail = line.partition("\x1f")
        if found:
            yield name, mail


def _author(name: str, mail: str, commits: int) -> Author | None:
    name, mail = " ".join(name.split())[:_LONGEST], mail.strip()
    hidden = _HIDDEN.fullmatch(mail)
    if _bot(name, "" if hidden else mail) or (hidden and hidden["bot"]):
        return None
    handle = hidden["handle"] if hidden else ""
    called = name or handle or mail.partition("@")[0]
    try:
        values.text(called)
    except ValueError:  # empty, or with control characters in it
        return None
    mails = () if hidden else _reachable(mail)
    return Author((called,), mails, (handle,) if handle else (), commits)


def _bot(name: str, mail: str) -> bool:
    place = mail.rpartition("@")[0].casefold()
    return bool(_BOT_NAMES.fullmatch(name.casefold()) or _BOT_PLACES.fullmatch(place))


def _reachable(mail: str) -> tuple[str, ...]:
    """Return an address if it may reach somebody: some are what git made up."""
    domain = mail.rpartition("@")[2].casefold()
    try:
        values.address(mail)
    except ValueError:
        return ()
    return (mail,) if "." in domain and not domain.endswith(_NOWHERE) else ()


def joined(found: Iterable[Author | None]) -> tuple[Author, ...]:
    """Return each person once: who shares an address, a handle or a full name is one."""
    groups: dict[int, tuple[Author, set[str]]] = {}
    group_of: dict[str, int] = {}
    ordered = sorted(filter(None, found), key=lambda a: (-a.commits, a.names, a.mails))
    for number, author in enumerate(ordered):
        person, signs = author, set(_signs(author))
        for known in sorted({group_of[sign] for sign in signs if sign in group_of}):
            other, more = groups.pop(known)
            person, signs = _both(other, person), signs | more
        groups[number] = person, signs
        group_of |= dict.fromkeys(signs, number)
    return tuple(sorted((person for person, _ in groups.values()), key=lambda a: -a.commits))


def _signs(author: Author) -> Iterator[str]:
    """Yield what one person alone has; a first name or a login is shared by chance."""
    yield from (f"mail {mail.casefold()}" for mail in author.mails)
    yield from (f"handle {handle.casefold()}" for handle in author.handles)
    yield from (f"name {fold(name)}" for name in author.names if " " in name)
    if not author.mails and not author.handles:
        yield f"only {fold(author.name)}"


def _both(author: Author, other: Author) -> Author:
    names = dict.fromkeys((*author.names, *other.names))
    return Author(
        tuple(sorted(names, key=lambda name: " " not in name)),  # a full name before a login
        _each((*author.mails, *other.mails)),
        tuple(dict.fromkeys((*author.handles, *other.handles))),
        author.commits + other.commits,
    )


def _each(mails: Iterable[str]) -> tuple[str, ...]:
    """Return addresses once, as first written."""
    found: dict[str, str] = {}
    for mail in mails:
        found.setdefault(mail.casefold(), mail)
    return tuple(found.values())
