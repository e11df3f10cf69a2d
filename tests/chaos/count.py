"""After a storm: nothing lost, nothing done twice, nothing stuck."""

import re
from collections import Counter

from digest.demo import seen
from digest.demo.running import Missed, Running
from digest.demo.walk import PROCESSES
from tests.chaos.storm import Storm

_CALM_SECONDS = 180  # a message that could not be sent is tried again within minutes

_REFERENCES = re.compile(rb"^References:((?:\s*<[^>]+>)+)", re.MULTILINE | re.IGNORECASE)


def count(demo: Running, storm: Storm) -> tuple[list[str], str]:
    """Wait until all is quiet; return what is wrong, and what was seen."""
    faults = []
    for what, look in (
        ("all processes run", lambda: set(demo.pids()) == set(PROCESSES)),
        ("nothing is left to do", storm.settled),
        ("every reply is in the markdown", lambda: not _unwritten(demo, storm)),
    ):
        try:
            demo.wait(what, look, seconds=_CALM_SECONDS)
        except Missed as missed:
            faults.append(str(missed))
    faults += [f"not written: {told}" for told in _unwritten(demo, storm)]
    receipts = _receipts(demo)
    for asked in storm.asked:
        number = receipts[asked.message_id]
        if number != 1:
            faults.append(
                f"the reply {asked.message_id} about {asked.item} has {number} receipts"
            )
    return faults, f"{len(storm.asked)} replies, each written and answered once; " + _doubled(
        demo
    )


def _unwritten(demo: Running, storm: Storm) -> list[str]:
    tracked = {t.id: t for s in demo.world.sources for t in demo.world.store.tracked(s)}
    return [
        f"{asked.item}: asked {asked.status}, is {found.item.status.value if found else 'gone'}"
        for asked in storm.asked
        if (found := tracked.get(asked.item)) is None or found.item.status.value != asked.status
    ]


def _receipts(demo: Running) -> Counter[str]:
    """Return how many different receipts answer each reply, by its Message-ID."""
    answered = set()
    for mail in seen.of_kind(demo, "receipt"):
        # Several replies may share a receipt: it refers to all of them.
        to = re.search(
            rb"^References:((?:\s*<[^>]+>)+)", mail.raw, re.MULTILINE | re.IGNORECASE
        )
        own = re.search(rb"^Message-ID:\s*(<[^>]+>)", mail.raw, re.MULTILINE | re.IGNORECASE)
        if to and own:
            answered |= {(each, own[1].decode()) for each in to[1].decode().split()}
    return Counter(to for to, _ in answered)


def _doubled(demo: Running) -> str:
    """Return how many messages came twice, which only the same Message-ID may do."""
    ids = Counter(
        found[1]
        for mail in demo.mails()
        if (found := re.search(rb"^Message-ID:\s*(\S+)", mail.raw, re.MULTILINE))
    )
    twice = sum(number - 1 for number in ids.values())
    return f"{sum(ids.values())} mails, {twice} of them a second copy with the same Message-ID"
