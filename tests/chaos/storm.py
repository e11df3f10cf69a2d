"""What happens in a storm: replies are sent and dates moved while processes die."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from digest.demo import seen
from digest.demo.answer import submit, write_reply
from digest.demo.letter import Letter, open_letter
from digest.demo.postpone import postpone
from digest.demo.running import Missed, Running
from digest.demo.scene import Mail
from digest.errors import DigestError, Refusal
from digest.model.directory import Person
from digest.model.item import Status
from digest.model.ledger import InboxState

_WORDS = {
    "done": Status.DONE,
    "in progress": Status.IN_PROGRESS,
    "blocked: waiting for the vendor": Status.BLOCKED,
    "cancelled": Status.CANCELLED,
}
_ANSWER_SECONDS = 30  # a mail program tries that long to hand a reply over
_MOST = 9  # kills of one process: at the twelfth death in a row a supervisor gives up


@dataclass(frozen=True)
class Asked:
    """A reply that was handed over, and what it must have come to."""

    item: str
    status: Status
    message_id: str


@dataclass
class Storm:
    """One storm over one demo; the same seed makes the same plan."""

    demo: Running
    random: Random
    asked: list[Asked] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def blow(self, seconds: float) -> None:
        """Do one thing after another, as fast as a busy office would."""
        ends, replies = time.monotonic() + seconds, self._replies()
        while time.monotonic() < ends:
            step = self.random.choice(("reply", "reply", "kill", "freeze", "move", "look"))
            if step == "reply":
                step = next(replies, "nothing left to answer")
            else:
                getattr(self, f"_{step}")()
            self.done[step] += 1
            time.sleep(self.random.uniform(0, 1))

    def told(self) -> str:
        """Return what was done, by its kind."""
        return ", ".join(f"{number} x {what}" for what, number in sorted(self.done.items()))

    def _replies(self) -> Iterator[str]:
        """Answer for every item once, by whoever was mailed about it first."""
        answered: set[str] = set()
        people = self.demo.world.installation.directory.people.values()
        for person in sorted(people, key=lambda person: person.key):
            for letter in reversed(seen.letters(self.demo, "digest", person)):
                sent = self.demo.world.store.delivery(seen.ledger_id(self.demo, letter))
                for handle, item in sorted(sent.handles.items() if sent else ()):
                    if item not in answered and handle in seen.handles(letter):
                        answered.add(item)
                        self._answer(person, letter, handle, item)
                        yield "reply"

    def _answer(self, person: Person, letter: Letter, handle: int, item: str) -> None:
        words = self.random.choice(list(_WORDS))
        at = self.demo.world.clock.machine()
        raw = write_reply(letter, f"#{handle} {words}", person, at=at)
        host = self.demo.stage.mail_host()
        password = host.accounts.passwords[person.mail]
        ends = time.monotonic() + _ANSWER_SECONDS
        while True:
            try:
                submit(
                    raw,
                    to=letter.reply_to,
                    person=person,
                    password=password,
                    host=host.submission,
                )
                break
            except DigestError:
                if time.monotonic() > ends:
                    raise Missed(f"no reply was taken in {_ANSWER_SECONDS} s") from None
                time.sleep(0.2)
        reply = open_letter(Mail("", (person.mail), at, raw))
        self.asked.append(Asked(item, _WORDS[words], reply.message_id))

    def _kill(self) -> None:
        """Kill a process, but none so often that its supervisor despairs of it."""
        some = [one for one in self._running() if self.done[f"SIGKILL {one[0]}"] < _MOST]
        if some:
            self._signal(signal.SIGKILL, *self.random.choice(some))

    def _freeze(self) -> None:
        """Stop a process for a while: whoever waits for it must not wait for ever."""
        name, pid = self.random.choice(self._running())
        self._signal(signal.SIGSTOP, name, pid)
        time.sleep(self.random.uniform(0.5, 4))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    def _running(self) -> list[tuple[str, int]]:
        if found := sorted(self.demo.pids().items()):
            return found
        raise Missed(f"the supervisor gave up after {self.told()}")

    def _signal(self, number: signal.Signals, name: str, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
            self.done[f"{number.name} {name}"] += 1

    def _move(self) -> None:
        """A colleague moves a date in the repository, at the same time."""
        world, stage = self.demo.world, self.demo.stage
        people = world.installation.directory.people.values()
        mover = self.random.choice(sorted(people, key=lambda p: p.key))
        vocabulary = world.vocabulary(stage.cast.repository)
        with suppress(Refusal):
            postpone(stage.repository, mover, mover, vocabulary, now=world.clock.now())

    def _look(self) -> None:
        """Somebody looks, whatever state it is in."""
        seen.status(self.demo, "/healthz")

    def settled(self) -> bool:
        """Say whether nothing is left to do: every reply judged, every mail sent."""
        store = self.demo.world.store
        waiting = {InboxState.RECEIVED, InboxState.PENDING}
        return not any(entry.state in waiting for entry in store.arrivals()) and not any(
            delivery.state == "queued" for delivery in store.deliveries(limit=1000)
        )
