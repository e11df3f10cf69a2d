"""The running demo as the guided page sees it: real mail, real files, the real clock moved."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digest.demo.answer import submit, write_reply
from digest.demo.caught import caught
from digest.demo.letter import open_letter
from digest.demo.postpone import postpone
from digest.demo.scene import Feed, Mail, SourceChange
from digest.demo.stage import Stage
from digest.demo.watch import FolderWatch, RepositoryWatch
from digest.errors import Refusal
from digest.model.directory import Person
from digest.sentence import foreign
from digest.wiring import CLOCK_NOTE
from digest.workflow.addresses import calendars
from digest.workflow.world import World

WEEK = timedelta(days=7)


class LiveScene:
    """Implements `Scene` over a running service."""

    def __init__(self, world: World, stage: Stage) -> None:
        self._world, self._stage, self._host = world, stage, stage.mail_host()
        self._watches: list[RepositoryWatch | FolderWatch] = [
            RepositoryWatch(stage.cast.repository, stage.repository)
        ]
        if stage.folder:
            self._watches.append(FolderWatch(stage.cast.folder, stage.folder))
        self._last: dict[str, SourceChange | None] = {}
        self._change: SourceChange | None = None
        self._mails: dict[str, Mail] = {}
        self._feeds: list[Feed] = []

    @property
    def title(self) -> str:
        """Return the installation's title."""
        return self._world.installation.title

    @property
    def public_url(self) -> str:
        """Return the address that mails point to."""
        return self._world.installation.public_url or ""

    def now(self) -> datetime:
        """Return the demo's time."""
        return self._world.clock.now()

    def people(self) -> Sequence[Person]:
        """Return everybody, the visitor's part first."""
        people, player = self._world.installation.directory.people, self._stage.cast.player
        return [people[player], *(people[key] for key in people if key != player)]

    def mails(self) -> Sequence[Mail]:
        """Return what the catcher kept; each file is read once."""
        known = self._mails
        self._mails = {
            it.id: known.get(it.id) or Mail(it.id, it.recipients[0], it.at, it.raw)
            for it in caught(self._host.store)
        }
        return list(self._mails.values())

    def change(self) -> SourceChange | None:
        """Return the change that was noticed last."""
        for watch in self._watches:
            newest = watch.newest()
            if newest != self._last.get(watch.source):
                self._last[watch.source] = self._change = newest
        return self._change

    def feeds(self) -> Sequence[Feed]:
        """Return everybody's own calendar, and the visitor's others."""
        if not self._feeds:
            told = {person: calendars(self._world, person.key) for person in self.people()}
            for person, scopes in told.items():
                shown = (
                    scopes
                    if person.key == self._stage.cast.player
                    else [f"person:{person.key}"]
                )
                self._feeds += [
                    Feed(person.key, self._label(person, scope), scopes[scope])
                    for scope in shown
                ]
        return self._feeds

    def answers(self) -> int:
        """Return how many replies arrived."""
        return len(self._world.store.arrivals())

    def reply(self, mail: Mail, text: str, person: Person) -> None:
        """Write and submit a reply, logged in as a person."""
        letter = open_letter(mail)
        if not letter.reply_to:
            raise Refusal(
                foreign("this message takes no reply: choose a digest or a delay notice")
            )
        raw = write_reply(letter, text, person, at=self._world.clock.machine())
        password = self._host.accounts.passwords[person.mail.lower()]
        host = self._host.submission
        submit(raw, to=letter.reply_to, person=person, password=password, host=host)

    def next_week(self) -> None:
        """Move the demo's clock, and wake who publishes."""
        ahead = timedelta(seconds=float(self._world.store.note(CLOCK_NOTE) or 0)) + WEEK
        self._world.store.set_note(CLOCK_NOTE, str(ahead.total_seconds()))
        self._world.wake("publish")

    def move_due_date(self) -> None:
        """Have the colleague commit a later date, and wake who gathers."""
        cast, people = self._stage.cast, self._world.installation.directory.people
        mover, owner = people[cast.colleague], people[cast.moved]
        vocabulary = self._world.vocabulary(cast.repository)
        postpone(self._stage.repository, mover, owner, vocabulary, now=self.now())
        self._world.wake("gather", cast.repository)

    def _label(self, person: Person, scope: str) -> str:
        kind, _, key = scope.partition(":")
        if kind == "team":
            return f"Team {self._world.installation.directory.teams[key].name}"
        return person.name if kind == "person" else "Everything"
