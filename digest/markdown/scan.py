"""The parser: text to blocks with their bytes.  Nothing else here imports it."""

from itertools import islice

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
    if base:
        raw = b"\n" * base + raw[base:]  # what the parser says of bytes then needs no shift
    events = pyromark.events_with_range(raw.decode(), options=OPTIONS)
    Walk(raw, into).take(islice(events, MOST_EVENTS))
    for _, at in events:
        raise Overflow(at["start"], f"more than {MOST_EVENTS} pieces of markdown")
