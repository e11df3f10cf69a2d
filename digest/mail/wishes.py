"""What a person asks of the mail itself: stop, pause until a day, resume."""

import re
from datetime import date, timedelta

from digest.mail.verbs import ReadDue
from digest.model.command import Pause, Resume, Stop, Wish

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
    r"(?: (?P<how>until|till|to|for) (?P<when>.{1,60}?))?(?:,? please)?[.! ]*",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?P<n>\d{1,3}|an?|one|two|three) (?P<unit>day|week|month)s?", re.IGNORECASE
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_DAYS = {"day": 1, "week": 7, "month": 30}


def read(line: str, *, base: date, read_due: ReadDue) -> Wish | str | None:
    """Return what a whole line asks for, a hint where it only begins so, None for others.

    A pause ends on the day it names: mail comes again from then on.
    """
    if _STOP.fullmatch(line):
        return Stop(line)
    if _RESUME.fullmatch(line):
        return Resume(line)
    found = _PAUSE.fullmatch(line)
    if found is None:
        return None
    until = _until(found["how"], found["when"] or "", base, read_due)
    return Pause(line, until) if isinstance(until, date) else until


def _until(how: str | None, when: str, base: date, read_due: ReadDue) -> date | str:
    length = _LENGTH.fullmatch(when)
    if how and how.casefold() == "for" and length:
        many = length["n"].casefold()
        days = _NUMBERS.get(many) or int(many)
        until = base + timedelta(days=days * _DAYS[length["unit"].casefold()])
    else:
        due = read_due(when, base) if how and how.casefold() != "for" else None
        if due is None or due.start is None:
            return NO_DAY
        until = due.start
    if until <= base:
        return PASSED
    return until if until - base <= _LONGEST else TOO_FAR
