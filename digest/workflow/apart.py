"""Keep one person's, message's or file's trouble from everybody else's work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import extract_tb

from digest.errors import DigestError
from digest.logs import Log
from digest.workflow.world import World

log = Log(__name__)

_LATER = timedelta(hours=1)  # before a fault of ours is tried again: it is the same every time


@dataclass
class Tried:
    """What came of a piece of work; `result` stays None when it failed."""

    result: object = None


@contextmanager
def apart(world: World, what: str) -> Iterator[Tried]:
    """Do a piece of work whose failure must not stop the others.

    A known trouble is tried again at the next look.  A fault of ours is put off for an hour,
    and logged loudly: its kind and place, never its words, which may quote a mail.
    """
    tried = Tried()
    try:
        yield tried
    except DigestError as error:
        log.warning("put off", what=what, reason=str(error))
    except Exception as fault:  # noqa: BLE001 - one bad piece of work must not stop the rest
        log.error("fault", what=what, error=placed(fault))  # noqa: TRY400 - words may quote a mail
        later = world.clock.machine() + _LATER
        world.store.set_note(f"later/{what}", later.isoformat())


def put_off(world: World, what: str) -> bool:
    """Return whether a piece of work failed lately by a fault of ours."""
    until = world.store.note(f"later/{what}")
    return until is not None and datetime.fromisoformat(until) > world.clock.machine()


def placed(fault: BaseException) -> str:
    """Return the kind of an exception and where it was raised."""
    frames = extract_tb(fault.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(fault).__name__}{where}"
