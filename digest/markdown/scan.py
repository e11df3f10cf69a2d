"""The parser: text to blocks with their bytes.  Nothing else here imports it."""

import pyromark

from digest.markdown.blocks import Block
from digest.markdown.overflow import Overflow
from digest.markdown.walk import Walk

MOST_EVENTS = 400_000
OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
)


def scan(raw: bytes, base: int, into: list[Block]) -> None:
    """Add the blocks of `raw`, UTF-8, from byte `base` on to `into`, in order.

    Raises:
        Overflow: a limit was met; `into` holds what stands before.
    """
    walk = Walk(raw, base, into)
    events = pyromark.events_with_range(raw[base:].decode(), options=OPTIONS)
    for count, (event, at) in enumerate(events):
        if count > MOST_EVENTS:
            raise Overflow(at["start"] + base, f"more than {MOST_EVENTS} pieces of markdown")
        walk.take(event, at["start"] + base, at["end"] + base)
