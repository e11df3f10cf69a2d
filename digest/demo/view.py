"""Everything the guided page shows at one moment, decided before its template sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from digest.demo.diff import Row, rows
from digest.demo.letter import Letter, localised
from digest.demo.scene import Feed, Scene, SourceChange
from digest.demo.steps import Step, steps
from digest.model.directory import Person

TABS = ("message", "text", "raw", "headers")
LISTED = 40  # mails in the list


@dataclass(frozen=True)
class Asked:
    """What the address of the page asks for; anything unknown means the default."""

    mail: str = ""
    tab: str = ""
    draft: str = ""


@dataclass(frozen=True)
class Address:
    """One calendar, at the local server."""

    label: str
    web: str
    webcal: str


@dataclass(frozen=True)
class View:
    """The page at one moment."""

    title: str
    public_url: str
    now: datetime
    player: Person
    steps: list[Step]
    letters: list[Letter]
    shown: Letter | None
    tab: str
    draft: str
    writer: Person  # whose mail is shown, so who answers it
    stranger: Person  # somebody else, to show what becomes of their reply
    change: SourceChange | None
    rows: list[Row]
    receipt: Letter | None
    addresses: list[Address]  # of the visitor's part
    others: list[Address]
    version: str

    @property
    def next_friday(self) -> date:
        """Return a day to propose, a week or more ahead."""
        today = self.now.date()
        return today + timedelta(days=14 - (today.weekday() + 3) % 7)


def look(scene: Scene, letters: list[Letter], asked: Asked, *, origin: str, mark: str) -> View:
    """Return what the page shows now; `origin` is the local server's address.

    `mark` is the version taken before the letters were read: what comes between the two is
    then looked at again instead of never.
    """
    people = scene.people()
    change = scene.change()
    shown = _shown(letters, asked.mail, people[0].mail)
    addresses = [
        (feed.person == people[0].key, _address(feed, scene.public_url, origin))
        for feed in scene.feeds()
    ]
    writer = _person(people, shown.recipient) if shown else people[0]
    return View(
        title=scene.title,
        public_url=scene.public_url,
        now=scene.now().astimezone(ZoneInfo(people[0].schedule.zone)),
        player=people[0],
        steps=steps(letters, answers=scene.answers(), player=people[0].mail),
        letters=letters,
        shown=shown,
        tab=asked.tab if asked.tab in TABS else TABS[0],
        draft=asked.draft or (shown.draft if shown else ""),
        writer=writer,
        stranger=next(person for person in reversed(people) if person != writer),
        change=change,
        rows=rows(change.diff) if change else [],
        receipt=next((it for it in letters if it.kind == "receipt"), None),
        addresses=[address for mine, address in addresses if mine],
        others=[address for mine, address in addresses if not mine],
        version=mark,
    )


def version(scene: Scene) -> str:
    """Return a mark that differs whenever the page would."""
    told = [mail.id for mail in scene.mails()]
    if change := scene.change():
        told += [change.revision, change.at.isoformat(), change.diff]
    told += [str(scene.answers()), scene.now().date().isoformat()]
    return sha256("\0".join(told).encode()).hexdigest()[:16]


def _shown(letters: Sequence[Letter], wanted: str, player: str) -> Letter | None:
    """Return the letter asked for, else a fresh delay notice, else the player's digest."""
    for letter in letters:
        if letter.id == wanted:
            return letter
    news = [it for it in letters if it.kind in ("digest", "delay")]
    mine = [it for it in news if it.recipient == player] or news
    if news and news[0].kind == "delay" and mine[0].kind != "delay":
        return news[0]
    return mine[0] if mine else next(iter(letters), None)


def _person(people: Sequence[Person], address: str) -> Person:
    return next((it for it in people if it.mail == address), people[0])


def _address(feed: Feed, public_url: str, origin: str) -> Address:
    path = localised(feed.address, public_url)
    return Address(feed.label, origin + path, f"webcal://{urlsplit(origin).netloc}{path}")
