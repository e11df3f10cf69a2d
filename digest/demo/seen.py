"""What can be seen of a running demo from outside, and the one thing that is done to it."""

import os
import re

from digest.demo.answer import submit, write_reply
from digest.demo.caught import Caught
from digest.demo.history import BRANCH, git
from digest.demo.letter import Letter, open_letter
from digest.demo.running import Missed, Running
from digest.demo.scene import Mail
from digest.model.directory import Person
from digest.model.ledger import InboxState


def local(demo: Running, path: str) -> str:
    """Return an address of the demo's web server."""
    return f"http://127.0.0.1:{demo.stage.ports.web}{path}"


def status(demo: Running, path: str) -> int:
    """Return what an address answers; 0 when nobody does."""
    try:
        return demo.get(local(demo, path))[0]
    except Missed:
        return 0


def player(demo: Running) -> Person:
    """Return the person whose part the check plays."""
    return demo.world.installation.directory.people[demo.stage.cast.player]


def letters(demo: Running, kind: str, person: Person) -> list[Letter]:
    """Return the mails of a kind that a person got, newest first."""
    return [
        open_letter(Mail(c.id, c.recipients[0], c.at, c.raw))
        for c in demo.mails()
        if person.mail in c.recipients and f"X-Digest-Kind: {kind}".encode() in c.raw
    ]


def digest(demo: Running) -> Letter:
    """Return the first digest of the player, once it has arrived."""
    return demo.wait("a digest", lambda: letters(demo, "digest", player(demo)))[-1]


def handles(letter: Letter) -> list[int]:
    """Return the numbers that a mail shows."""
    return sorted({int(n) for n in re.findall(r"^#(\d+)\s", letter.text, re.MULTILINE)})


def commits(demo: Running) -> list[str]:
    """Return the commits of the repository, newest first."""
    told = git(demo.stage.repository, "log", "--format=%H", BRANCH)
    return told.decode().split()


def in_git(demo: Running, letter: Letter) -> list[int]:
    """Return the handles of open items that stand in the repository."""
    sent = demo.world.store.delivery(ledger_id(demo, letter))
    if sent is None:
        raise Missed("the digest is not in the ledger")
    tracked = {t.id: t for t in demo.world.store.tracked(demo.stage.cast.repository)}
    shown = handles(letter)
    return [n for n, item in sorted(sent.handles.items()) if item in tracked and n in shown]


def ledger_id(demo: Running, letter: Letter) -> str:
    """Return the ledger's id of a mail."""
    for delivery in demo.world.store.deliveries(limit=500):
        if delivery.message_id == letter.message_id:
            return delivery.id
    raise Missed(f"{letter.message_id} is not in the ledger")


def answer(demo: Running, letter: Letter, text: str) -> None:
    """Send a reply of the player by real mail."""
    person, host = player(demo), demo.stage.mail_host()
    raw = write_reply(letter, text, person, at=demo.world.clock.machine())
    password = host.accounts.passwords[person.mail]
    submit(raw, to=letter.reply_to, person=person, password=password, host=host.submission)


def one_cell(demo: Running, before: list[str]) -> str:
    """Return what the newest commit changed, which must be one cell of one line."""
    after = commits(demo)
    if after[1:] != before:
        raise Missed(f"{len(after) - len(before)} commits instead of one")
    place = ("show", "--format=", "--unified=0", "--no-color", after[0])
    told = git(demo.stage.repository, *place).decode("utf-8", "replace")
    gone = [line[1:] for line in told.split("\n") if re.match(r"-(?!--)", line)]
    come = [line[1:] for line in told.split("\n") if re.match(r"\+(?!\+\+)", line)]
    if len(gone) != 1 or len(come) != 1:
        raise Missed(f"{len(gone)} lines became {len(come)}")
    cells = list(zip(gone[0].split("|"), come[0].split("|"), strict=True))
    changed = [(old.strip(), new.strip()) for old, new in cells if old != new]
    if len(changed) != 1:
        raise Missed(f"{len(changed)} cells changed")
    return f"commit {after[0][:8]}: “{changed[0][0]}” became “{changed[0][1]}”"


def states(demo: Running, state: InboxState) -> int:
    """Return how many received mails are in a state."""
    return sum(entry.state is state for entry in demo.world.store.arrivals())


def of_kind(demo: Running, kind: str) -> list[Caught]:
    """Return the mails of a kind, newest first."""
    return [c for c in demo.mails() if f"X-Digest-Kind: {kind}".encode() in c.raw]


def lives(pid: int) -> bool:
    """Return whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
