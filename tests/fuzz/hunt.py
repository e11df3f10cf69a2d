"""One search: inputs until the time is over, what fails made small."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from types import FrameType

from tests.fuzz.targets import TARGETS, seeds

SLOWEST = 20  # seconds for one input; the largest takes milliseconds
_TRIES = 3_000  # of making an input smaller


@dataclass(frozen=True)
class Found:
    """An input that broke a target."""

    target: str
    raw: bytes
    fault: str  # the kind of fault and where it was raised


@dataclass(frozen=True)
class Hunt:
    """What a search has done."""

    tried: int
    found: tuple[Found, ...]


class Slow(Exception):
    """An input took too long."""


def hunt(target: str, seed: int, seconds: float) -> Hunt:
    """Try inputs of one seed; stop at the first of each kind of fault, or after `seconds`."""
    random, files = Random(seed), seeds(target)  # noqa: S311 - inputs, not secrets
    run, ends = TARGETS[target].run, time.monotonic() + seconds
    tried, found = 0, {}
    while time.monotonic() < ends:
        raw = files.draw(random)
        tried += 1
        fault = failing(run, raw)
        if fault and fault not in found:
            found[fault] = Found(target, _small(run, raw, fault), fault)
    return Hunt(tried, tuple(found.values()))


def failing(run: Callable[[bytes], None], raw: bytes) -> str:
    """Return the kind and place of what an input breaks; empty where all is well."""
    signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(SLOWEST)
    try:
        run(raw)
    except Exception as fault:  # noqa: BLE001 - that is what is looked for
        return f"{type(fault).__name__} at {_place(fault)}: {str(fault)[:200]}"
    finally:
        signal.alarm(0)
    return ""


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise Slow(f"more than {SLOWEST} s")


def _place(fault: BaseException) -> str:
    at = fault.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    return f"{at.tb_frame.f_code.co_filename.rpartition('/')[2]}:{at.tb_lineno}" if at else "?"


def _small(run: Callable[[bytes], None], raw: bytes, fault: str) -> bytes:
    """Return a part of an input that fails at the same place."""
    where, tries = fault.partition(": ")[0], 0
    if where.startswith(Slow.__name__):
        return raw
    size = max(1, len(raw) // 2)
    while size and tries < _TRIES:
        at = 0
        while at < len(raw) and tries < _TRIES:
            tries += 1
            shorter = raw[:at] + raw[at + size :]
            if failing(run, shorter).startswith(where):
                raw = shorter
            else:
                at += size
        size //= 2
    return raw
