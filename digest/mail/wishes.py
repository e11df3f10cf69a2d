"""What a person asks of the mail itself: stop, pause until a day, resume, undo, help."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from digest.mail.choices import ReadDue
from digest.model.command import Help, Pause, Resume, Stop, TakeBack, Wish

NO_DAY = "say until when: pause until 2026-12-14, or pause for 2 weeks"
PASSED = "that day is not ahead (write pause until 2026-12-14)"
TOO_FAR = "a pause lasts a year at most; to end the mail for good write: stop"

_LONGEST = timedelta(days=366)
_MAIL = r"(?: (?:me|(?:(?:my|all|the|these|this) )?(?:e-?mails?|mails?|digests?|notices?)))?"
_STOP = re.compile(
    rf"(?:please )?(?:stop|unsubscribe){_MAIL}(?:,? please)?[.! ]*", re.IGNORECASE
)
_RESUME = re.compile(
    rf"(?:please )?(?:resume|unpause){_MAIL}(?:,? please)?[.! ]*", re.IGNORECASE
)
_PAUSE = re.compile(
    rf"(?:please )?pause{_MAIL}"
    r"(?: (?:(?P<how>until|till|to|for) |(?=\d{1,3} (?:day|week|month)s?\b))"
    r"(?P<when>.{1,60}?))?(?:,? please)?[.! ]*",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"(?:please )?(?:undo|revert)"
    r"(?: (?:it|that|this|all|everything|the last (?:reply|change)))?(?:,? please)?[.! ]*",
    re.IGNORECASE,
)
_HELP = re.compile(r"(?:help|commands|\?)(?: me)?(?:,? please)?[.!? ]*", re.IGNORECASE)
_LENGTH = re.compile(r"\w+ \w+")  # "2 weeks", "zwei Wochen"; not "Friday"
_SIMPLE: tuple[tuple[re.Pattern[str], Callable[[str], Wish]], ...] = (
    (_STOP, Stop),
    (_RESUME, Resume),
    (_UNDO, TakeBack),
    (_HELP, Help),
)


def read(said: str, line: str, *, base: date, read_due: ReadDue) -> Wish | str | None:
    """Return what a whole line asks for, a hint where it only begins so, None for others.

    `said` is the line with its first words in English.  A pause ends on the day it names:
    mail comes again from then on.
    """
    for pattern, wish in _SIMPLE:
        if pattern.fullmatch(said):
            return wish(line)
    found = _PAUSE.fullmatch(said)
    if found is None:
        return None
    until = _until(found["how"], found["when"] or "", base, read_due)
    return Pause(line, until) if isinstance(until, date) else until


def _until(how: str | None, when: str, base: date, read_due: ReadDue) -> date | str:
    forever = how and how.casefold() == "for" and not _LENGTH.match(when)
    due = read_due(when, base) if when and not forever else None
    if due is None or due.start is None:
        return NO_DAY
    if due.start <= base:
        return PASSED
    return due.start if due.start - base <= _LONGEST else TOO_FAR
