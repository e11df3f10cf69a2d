"""The steps of `digest demo --check`, each saying what it saw."""

import asyncio
import os
import re
import signal
import subprocess
import time
from http import HTTPStatus

from digest.demo.answer import submit, write_reply
from digest.demo.caught import Caught
from digest.demo.history import BRANCH, git
from digest.demo.letter import Letter, open_letter
from digest.demo.postpone import postpone
from digest.demo.relay import relayed
from digest.demo.running import Missed, Running
from digest.demo.scene import Mail
from digest.model.directory import Person
from digest.model.ledger import InboxState

_STOP_SECONDS = 5.0
_FEED = re.compile(r"(?:webcal|https)://(\S+/c/[a-z2-7]{32}\.ics)")


def start(demo: Running) -> str:
    """Start everything; the web answers."""
    demo.start()
    demo.wait("the stage", (demo.root / "accounts.json").exists)
    demo.wait("all processes", lambda: len(demo.pids()) == len(_PROCESSES))
    demo.wait("/healthz", lambda: _status(demo, "/healthz") == HTTPStatus.OK)
    demo.wait("ready", lambda: "all ready" in demo.log.read_text(errors="replace"))
    return f"{', '.join(sorted(demo.pids()))} run; {_local(demo, '/')}"


_PROCESSES = ("beat", "broker", "inbound", "mailhost", "web", "worker")


def _local(demo: Running, path: str) -> str:
    return f"http://127.0.0.1:{demo.stage.ports.web}{path}"


def _status(demo: Running, path: str) -> int:
    try:
        return demo.get(_local(demo, path))[0]
    except Missed:
        return 0


def gathered(demo: Running) -> str:
    """Both sources were read, the repository with its history."""

    def look() -> str:
        states = demo.world.store.sources()
        if len(states) < len(demo.world.sources) or not all(
            s.baselined for s in states.values()
        ):
            return ""
        return ", ".join(f"{s.items} items in {s.name}" for s in states.values())

    return demo.wait("sources read", look)


def digest_delivered(demo: Running) -> str:
    """The digest of the person whose part the check plays has arrived."""
    letter = _digest(demo)
    return (
        f"“{letter.subject}” for {_player(demo).name}, {len(_handles(letter))} items to answer"
    )


def _player(demo: Running) -> Person:
    return demo.world.installation.directory.people["priya"]


def _letters(demo: Running, kind: str, person: Person) -> list[Letter]:
    return [
        open_letter(Mail(c.id, c.recipients[0], c.at, c.raw))
        for c in demo.mails()
        if person.mail in c.recipients and f"X-Digest-Kind: {kind}".encode() in c.raw
    ]


def _digest(demo: Running) -> Letter:
    return demo.wait("a digest", lambda: _letters(demo, "digest", _player(demo)))[-1]


def calendar(demo: Running) -> str:
    """The calendar in the mail can be fetched, and an unchanged one costs a 304."""
    found = _FEED.search(_digest(demo).text)
    if not found:
        raise Missed("the digest has no calendar address")
    address = f"https://{found[1]}"
    status, headers, body = demo.get(address)
    events = body.count(b"BEGIN:VEVENT")
    if status != HTTPStatus.OK or not events:
        raise Missed(f"the calendar answered {status} with {events} events")
    again, _, empty = demo.get(address, **{"If-None-Match": headers["etag"]})
    if again != HTTPStatus.NOT_MODIFIED or empty:
        raise Missed(f"an unchanged calendar answered {again}")
    return f"{events} events in {len(body)} bytes, then 304"


def _handles(letter: Letter) -> list[int]:
    return sorted({int(n) for n in re.findall(r"^#(\d+)\s", letter.text, re.MULTILINE)})


def _commits(demo: Running) -> list[str]:
    told = git(demo.stage.sample.postmortems, "log", "--format=%H", BRANCH)
    return told.decode().split()


def _in_git(demo: Running, letter: Letter) -> list[int]:
    """Return the handles of open items that stand in the repository."""
    handles = demo.world.store.delivery(_delivery(demo, letter))
    if handles is None:
        raise Missed("the digest is not in the ledger")
    tracked = {t.id: t for t in demo.world.store.tracked("postmortems")}
    shown = _handles(letter)
    return [n for n, item in sorted(handles.handles.items()) if item in tracked and n in shown]


def _delivery(demo: Running, letter: Letter) -> str:
    for delivery in demo.world.store.deliveries(limit=500):
        if delivery.message_id == letter.message_id:
            return delivery.id
    raise Missed(f"{letter.message_id} is not in the ledger")


def _answer(demo: Running, letter: Letter, text: str) -> None:
    person, host = _player(demo), demo.stage.mail_host()
    raw = write_reply(letter, text, person, at=demo.world.clock.machine())
    password = host.accounts.passwords[person.mail]
    submit(raw, to=letter.reply_to, person=person, password=password, host=host.submission)


def reply(demo: Running) -> str:
    """A reply by real mail makes one commit that changes one cell of one line."""
    letter, before = _digest(demo), _commits(demo)
    handles = _in_git(demo, letter)
    if not handles:
        raise Missed("no item of the digest stands in the repository")
    _answer(demo, letter, f"#{handles[0]} done")
    demo.wait("a commit", lambda: len(_commits(demo)) > len(before))
    return _one_cell(demo, before)


def _one_cell(demo: Running, before: list[str]) -> str:
    after = _commits(demo)
    if after[1:] != before:
        raise Missed(f"{len(after) - len(before)} commits instead of one")
    place = ("show", "--format=", "--unified=0", "--no-color", after[0])
    told = git(demo.stage.sample.postmortems, *place).decode("utf-8", "replace")
    gone = [line[1:] for line in told.split("\n") if re.match(r"-(?!--)", line)]
    come = [line[1:] for line in told.split("\n") if re.match(r"\+(?!\+\+)", line)]
    if len(gone) != 1 or len(come) != 1:
        raise Missed(f"{len(gone)} lines became {len(come)}")
    cells = list(zip(gone[0].split("|"), come[0].split("|"), strict=True))
    changed = [(old.strip(), new.strip()) for old, new in cells if old != new]
    if len(changed) != 1:
        raise Missed(f"{len(changed)} cells changed")
    return f"commit {after[0][:8]}: “{changed[0][0]}” became “{changed[0][1]}”"


def receipt(demo: Running) -> str:
    """The receipt has arrived, in the thread of the reply."""
    letters = demo.wait("a receipt", lambda: _letters(demo, "receipt", _player(demo)))
    return f"“{letters[0].subject}”"


def forged(demo: Running) -> str:
    """The same reply from outside, in the person's name, is held and changes nothing."""
    letter, before = _digest(demo), _commits(demo)
    person, host = _player(demo), demo.stage.mail_host()
    text = f"#{_in_git(demo, letter)[-1]} cancelled"
    raw = write_reply(letter, text, person, at=demo.world.clock.machine())
    claim = f"Authentication-Results: {host.accounts.authserv_id}; dmarc=pass\r\n".encode()
    told = relayed(claim + raw, person.mail, letter.reply_to, to=host.submission)
    said = asyncio.run(told)
    if not said.startswith("250"):
        raise Missed(f"the mail host answered {said}")
    held = demo.wait("a held reply", lambda: _states(demo, InboxState.HELD))
    if _commits(demo) != before:
        raise Missed("a forged reply changed the repository")
    demo.wait("the question to the real person", lambda: _letters(demo, "confirm", person))
    return f"{held} held, nothing changed, and the real person was asked"


def _states(demo: Running, state: InboxState) -> int:
    return sum(entry.state is state for entry in demo.world.store.arrivals())


def delay(demo: Running) -> str:
    """A colleague moves a date, and those it concerns hear of it."""
    mover = demo.world.installation.directory.people["mei"]
    known = len(_of_kind(demo, "delay"))
    postpone(demo.stage.sample.postmortems, mover, now=demo.world.clock.now())
    demo.wait("a delay notice", lambda: len(_of_kind(demo, "delay")) > known)
    newest = _of_kind(demo, "delay")[0]
    letter = open_letter(Mail(newest.id, newest.recipients[0], newest.at, newest.raw))
    return f"“{letter.subject}” for {newest.recipients[0]}"


def _of_kind(demo: Running, kind: str) -> list[Caught]:
    return [c for c in demo.mails() if f"X-Digest-Kind: {kind}".encode() in c.raw]


def worker_killed(demo: Running) -> str:
    """Replies are sent and the worker is killed: nothing is lost, nothing done twice."""
    letter, before = _digest(demo), _commits(demo)
    handles = _in_git(demo, letter)[1:4]
    receipts = len(_of_kind(demo, "receipt"))
    worker = demo.pids()["worker"]
    for handle in handles:
        _answer(demo, letter, f"#{handle} in progress")
    os.kill(worker, signal.SIGKILL)
    demo.wait("a new worker", lambda: demo.pids().get("worker", worker) != worker)
    wanted = receipts + len(handles)
    demo.wait("receipts", lambda: len(_of_kind(demo, "receipt")) >= wanted, seconds=30)
    time.sleep(0.5)  # long enough for a second copy to show
    commits = len(_commits(demo)) - len(before)
    ids = re.findall(
        rb"^Message-ID: (\S+)", b"".join(c.raw for c in demo.mails()), re.MULTILINE
    )
    if commits != len(handles) or len(_of_kind(demo, "receipt")) != wanted:
        raise Missed(f"{len(handles)} replies made {commits} commits")
    doubled = len(ids) - len(set(ids))
    if doubled:
        raise Missed(f"{doubled} messages came twice")
    return f"{len(handles)} replies, {commits} commits, {len(handles)} receipts, none twice"


def stop(demo: Running) -> str:
    """SIGTERM ends everything within five seconds, and no process is left."""
    pids, began = demo.pids(), time.monotonic()
    demo.process.send_signal(signal.SIGTERM)
    try:
        code = demo.process.wait(timeout=_STOP_SECONDS + 2)
    except subprocess.TimeoutExpired:
        raise Missed("it did not stop") from None
    took = time.monotonic() - began
    left = [name for name, pid in pids.items() if _lives(pid)]
    if code or left or took > _STOP_SECONDS:
        raise Missed(
            f"exit code {code} after {took:.1f} s, left: {', '.join(left) or 'nothing'}"
        )
    return f"exit code 0 after {took:.1f} s, no process left"


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
