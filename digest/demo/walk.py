"""The steps of `digest demo --check`, each saying what it saw."""

import asyncio
import os
import re
import signal
import subprocess
import time
from datetime import timedelta
from http import HTTPStatus

from digest.demo import seen
from digest.demo.answer import write_reply
from digest.demo.letter import Letter, open_letter
from digest.demo.postpone import postpone
from digest.demo.relay import relayed
from digest.demo.running import Missed, Running
from digest.demo.scene import Mail
from digest.model.ledger import InboxState
from digest.wiring import CLOCK_NOTE

_STOP_SECONDS = 5.0
_FEED = re.compile(r"(?:webcal|https)://(\S+/c/[a-z2-7]{32}\.ics)")


def start(demo: Running) -> str:
    """Start everything; the web answers."""
    demo.start()
    demo.wait("the stage", (demo.root / "accounts.json").exists)
    processes = set(PROCESSES) - (set() if demo.stage.folder else {"watch"})
    demo.wait("all processes", lambda: set(demo.pids()) == processes)
    demo.wait("/healthz", lambda: seen.status(demo, "/healthz") == HTTPStatus.OK)
    demo.wait("ready", lambda: "all ready" in demo.log.read_text(errors="replace"))
    return f"{', '.join(sorted(demo.pids()))} run; {seen.local(demo, '/')}"


PROCESSES = ("beat", "broker", "inbound", "mailhost", "watch", "web", "worker")


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
    letter = seen.digest(demo)
    name, items = seen.player(demo).name, len(seen.handles(letter))
    return f"“{letter.subject}” for {name}, {items} items to answer"


def calendar(demo: Running) -> str:
    """The calendar in the mail can be fetched, and an unchanged one costs a 304."""
    found = _FEED.search(seen.digest(demo).text)
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


def reply(demo: Running) -> str:
    """A reply by real mail makes one commit that changes one cell of one line."""
    letter, before = seen.digest(demo), seen.commits(demo)
    handles = seen.in_git(demo, letter)
    if not handles:
        raise Missed("no item of the digest stands in the repository")
    seen.answer(demo, letter, f"#{handles[0]} done")
    demo.wait("a commit", lambda: len(seen.commits(demo)) > len(before))
    return seen.one_cell(demo, before)


def receipt(demo: Running) -> str:
    """The receipt has arrived, in the thread of the reply."""
    letters = demo.wait("a receipt", lambda: seen.letters(demo, "receipt", seen.player(demo)))
    return f"“{letters[0].subject}”"


def forged(demo: Running) -> str:
    """The same reply from outside, in the person's name, is held and changes nothing."""
    letter, before = seen.digest(demo), seen.commits(demo)
    person, host = seen.player(demo), demo.stage.mail_host()
    text = f"#{seen.in_git(demo, letter)[-1]} cancelled"
    raw = write_reply(letter, text, person, at=demo.world.clock.machine())
    claim = f"Authentication-Results: {host.accounts.authserv_id}; dmarc=pass\r\n".encode()
    told = relayed(claim + raw, person.mail, letter.reply_to, to=host.submission)
    said = asyncio.run(told)
    if not said.startswith("250"):
        raise Missed(f"the mail host answered {said}")
    held = demo.wait("a held reply", lambda: seen.states(demo, InboxState.HELD))
    if seen.commits(demo) != before:
        raise Missed("a forged reply changed the repository")
    demo.wait("the question to the real person", lambda: seen.letters(demo, "confirm", person))
    return f"{held} held, nothing changed, and the real person was asked"


def delay(demo: Running) -> str:
    """A colleague moves a date, and those it concerns hear of it."""
    cast, people = demo.stage.cast, demo.world.installation.directory.people
    vocabulary = demo.world.vocabulary(cast.repository)
    known = len(seen.of_kind(demo, "delay"))
    parts = (people[cast.colleague], people[cast.moved])
    postpone(demo.stage.repository, *parts, vocabulary, now=demo.world.clock.now())
    demo.wait("a delay notice", lambda: len(seen.of_kind(demo, "delay")) > known)
    newest = seen.of_kind(demo, "delay")[0]
    letter = open_letter(Mail(newest.id, newest.recipients[0], newest.at, newest.raw))
    return f"“{letter.subject}” for {newest.recipients[0]}"


def worker_killed(demo: Running) -> str:
    """Replies are sent and the worker is killed: nothing is lost, nothing done twice."""
    letter, before = seen.digest(demo), seen.commits(demo)
    handles = seen.in_git(demo, letter)[1:4]
    receipts = {mail.id for mail in seen.of_kind(demo, "receipt")}
    worker = demo.pids()["worker"]
    for handle in handles:
        seen.answer(demo, letter, f"#{handle} in progress")
    os.kill(worker, signal.SIGKILL)
    demo.wait("a new worker", lambda: demo.pids().get("worker", worker) != worker)
    wanted = len(handles)
    demo.wait("receipts", lambda: _told(demo, receipts) >= wanted, seconds=30)
    time.sleep(0.5)  # long enough for a second copy to show
    commits = len(seen.commits(demo)) - len(before)
    ids = re.findall(
        rb"^Message-ID: (\S+)", b"".join(c.raw for c in demo.mails()), re.MULTILINE
    )
    if commits != len(handles) or _told(demo, receipts) != wanted:
        raise Missed(f"{len(handles)} replies made {commits} commits")
    doubled = len(ids) - len(set(ids))
    if doubled:
        raise Missed(f"{doubled} messages came twice")
    return f"{len(handles)} replies, {commits} commits, {len(handles)} receipted, none twice"


def _told(demo: Running, before: set[str]) -> int:
    """Return how many lines the receipts tell that came since; several may share one."""
    new = [mail for mail in seen.of_kind(demo, "receipt") if mail.id not in before]
    letters = (open_letter(Mail(m.id, m.recipients[0], m.at, m.raw)) for m in new)
    return sum(letter.text.count("You wrote: ") for letter in letters)


def week(demo: Running) -> str:
    """The clock goes seven days on: the next digest comes, of sources that were read anew."""
    known = len(seen.letters(demo, "digest", seen.player(demo)))
    ahead = timedelta(seconds=float(demo.world.store.note(CLOCK_NOTE) or 0)) + timedelta(days=7)
    demo.world.store.set_note(CLOCK_NOTE, str(ahead.total_seconds()))

    def look() -> list[Letter]:
        letters = seen.letters(demo, "digest", seen.player(demo))
        return letters if len(letters) > known else []

    newest = demo.wait("the next digest", look)[0]
    if "Not read lately" in newest.text:
        raise Missed("the next digest calls its sources stale")
    return f"“{newest.subject}”"


def stop(demo: Running) -> str:
    """SIGTERM ends everything within five seconds, and no process is left."""
    pids, began = demo.pids(), time.monotonic()
    demo.process.send_signal(signal.SIGTERM)
    try:
        code = demo.process.wait(timeout=_STOP_SECONDS + 2)
    except subprocess.TimeoutExpired:
        raise Missed("it did not stop") from None
    took = time.monotonic() - began
    left = [name for name, pid in pids.items() if seen.lives(pid)]
    if code or left or took > _STOP_SECONDS:
        raise Missed(
            f"exit code {code} after {took:.1f} s, left: {', '.join(left) or 'nothing'}"
        )
    return f"exit code 0 after {took:.1f} s, no process left"
