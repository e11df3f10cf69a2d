"""Who wrote what follows: "On DATE, NAME wrote:", in any language and broken over lines.

String searches only: no pattern here can backtrack, whatever is sent to it.
"""

import re
from collections.abc import Sequence

from digest.mail import phrases
from digest.mail.lines import quoted
from digest.mail.phrases import fold

MAX_ATTRIBUTION = 300  # characters, over as many as four lines
_LINES = 4
_FEW_DIGITS = 3
_DATE_DIGITS = 5
_CLOCK_DIGITS = 6  # a date with a time
_DATE_WORDS = 8
_ADDRESS_WORDS = 4  # of "ADDRESS wrote:"
_NAME_WORDS = 6  # of "NAME wrote:"
_NAMES = 2  # words, at least, of a name that stands alone
_MARKUP = "*_- \u2010\u2011\u2012\u2013\u2014\u2015\u2500\u2501="  # emphasis, rules of dashes
_COLONS = (":", "\uff1a")
_RULES = ("--", "\u2010\u2010", "==")

_CLOCK = re.compile(r"\d[:.]\d\d(?!\d)")
_DATE = re.compile(r"[\d年月日./-]{6,}")
_ADDRESS = re.compile(r"[<(\[{][^<>()\[\]{}@]{0,60}@")  # an address in brackets


def attribution(lines: Sequence[str], at: int) -> int:
    """Return how many lines from `at` on say who wrote what follows; 0 when none do."""
    if _above_marked(lines, at) or _in_one_line(lines[at]):
        return 1
    window: list[str] = []
    for span, line in enumerate(lines[at : at + _LINES + 1], start=1):
        bare = line.strip()
        if not bare and _goes_on(window, lines, at + span):
            continue
        if not bare or (window and quoted(line) and bare[:1] != ">"):
            return 0
        window.append(bare)
        if len(" ".join(window)) > MAX_ATTRIBUTION:
            return 0
        if _attributes(" ".join(window)):
            return span if len(window) == 1 or _may_begin(window) else 0
    return 0


def _above_marked(lines: Sequence[str], at: int) -> bool:
    """Return whether a line directly above marked ones names an author, if barely."""
    if at + 1 == len(lines) or not lines[at + 1].lstrip().startswith(">"):
        return False
    line = fold(lines[at].strip())
    if line.endswith(_COLONS) and len(line.split()) <= _NAME_WORDS:
        return _verb(line) == ""
    dated = len(line) <= MAX_ATTRIBUTION and _begins(line) and _digits(line) >= _DATE_DIGITS
    return dated and line.endswith(">") and _mailbox(line)


def _in_one_line(line: str) -> bool:
    """Return whether the line end between an attribution and the marks was lost."""
    head, mark, _ = line[:MAX_ATTRIBUTION].replace(": >", ":>").partition(":>")
    return bool(mark) and _attributes(head.strip() + ":")


def names_author(line: str) -> bool:
    """Return whether a line is "First Last wrote:" alone: what follows may be quoted."""
    words = line.split()
    if not _NAMES < len(words) <= _NAME_WORDS or not words[-1].endswith(_COLONS):
        return False
    named = all(word[:1].isupper() for word in words[:_NAMES])
    told = _begins(fold(line)) and words[-2].islower()  # "On Tuesday we wrote:"
    return named and not told and _verb(fold(line)) == ""


def _goes_on(window: Sequence[str], lines: Sequence[str], below: int) -> bool:
    """Return whether an attribution may go on below a blank line, with its address."""
    begun = len(window) == 1 and _begins(fold(window[0])) and _digits(window[0]) >= _DATE_DIGITS
    return begun and below < len(lines) and lines[below].strip().startswith("<")


def _may_begin(window: Sequence[str]) -> bool:
    """Over several lines, the first must look like one: typed text may stand above."""
    first, second = fold(window[0]), window[1]
    digits, broken, begins = _digits(first), _broken(second), _begins(first)
    lower = second[:1].islower() and digits >= _DATE_DIGITS
    if begins and digits and (broken or lower or _date_alone(first)):
        return True
    if first.endswith(">") and "#" not in first and _ADDRESS.search(first):
        return fold(second).startswith(phrases.AFTER_NAME) or not _attributes(second)
    if _attributes(" ".join(window[1:])) and not broken:
        return False
    if begins:
        return digits >= _FEW_DIGITS
    if first[:1].isdigit():  # "2 due 2026-12-04" is a command
        return bool(_DATE.match(first) or _CLOCK.search(first))
    dated = broken and digits >= _CLOCK_DIGITS and _CLOCK.search(first)
    return bool(dated) or "<" in first or _verb(first) is not None


def _broken(second: str) -> bool:
    """Return whether a line begins with an address, or with the rest of one."""
    rest = second.partition("<")[0]
    return second.startswith(("<", "(<")) or ">" in rest or ")" in second.partition("(")[0]


def _date_alone(first: str) -> bool:
    """Return whether a line is "On DATE," and nothing else."""
    if first.endswith(","):
        return len(first.split()) <= _DATE_WORDS
    last = first.rsplit(maxsplit=1)[-1]
    return len(last) >= _FEW_DIGITS and not last.strip("0123456789:+-.()")


def _attributes(joined: str) -> bool:
    line = fold(joined).lstrip("> ")
    ruled = line.startswith(_RULES) and line.endswith(_RULES)
    line = line.strip(_MARKUP)
    digits, colon = _digits(line), line.endswith(_COLONS)
    begins = _begins(line)
    if not (colon or ruled or begins or digits >= _DATE_DIGITS):
        return False
    if colon and _mailbox(line) and _dates(line, digits, begins=begins):
        return True
    return _said(line, digits, ruled=ruled) or _dated(line, digits)


def _dates(line: str, digits: int, *, begins: bool) -> bool:
    """Return whether a line with a mailbox has a date as well; no verb need be known."""
    timed = digits >= _CLOCK_DIGITS and _CLOCK.search(line)
    return bool(timed) or (begins and digits >= _DATE_DIGITS)


def _mailbox(line: str) -> bool:
    """Return whether there is an address in brackets, or "by ADDRESS" at the end."""
    if "@" not in line:
        return False
    *_, by, last = ["", "", *line.split()]
    return bool(_ADDRESS.search(line)) or ("@" in last and by in phrases.BY)


def _said(line: str, digits: int, *, ruled: bool) -> bool:
    """Return whether a line has a verb, and what makes it an attribution."""
    colon, begins = line.endswith(_COLONS), _begins(line)
    mail = "@" in line and (digits >= _DATE_DIGITS or _addressed(line))
    if not ruled and (not (digits or mail) or not (colon or (begins and mail))):
        return False  # the search below is the dearest
    rest = _verb(line)
    if rest is None:
        return False
    if not rest:
        dated = digits >= _FEW_DIGITS or (begins and digits > 0)
        ended = colon or (begins and _mailbox(line) and digits >= _DATE_DIGITS)
        return ruled or (ended and (mail or dated))
    timed = rest.startswith("(") or _CLOCK.search(rest) is not None
    dated = begins or (_digits(rest) >= _DATE_DIGITS and timed)
    return colon and digits > 0 and (mail or (dated and digits >= _DATE_DIGITS))


def _addressed(line: str) -> bool:
    """Return whether an address is an author's: in brackets, or before little else."""
    return bool(_ADDRESS.search(line)) or len(line.split()) <= _ADDRESS_WORDS


def _begins(line: str) -> bool:
    return line.split(" ", 1)[0] in phrases.WROTE_BEGINS


def _digits(line: str) -> int:
    return sum(map(str.isdigit, line))


def _verb(line: str) -> str | None:
    """Return what follows the last "wrote" of a line, None where there is none."""
    best: tuple[int, str] | None = None
    for verb in phrases.WROTE:
        at = line.rfind(verb)
        if at < 0 or (verb.isascii() and at and line[at - 1].isalnum()):
            continue
        rest = line[at + len(verb) :]
        if not rest[:1].isalnum() and (best is None or at + len(verb) > best[0]):
            best = (at + len(verb), rest.strip(" .,:" + _COLONS[1]))
    return best[1] if best else None


def _dated(line: str, digits: int) -> bool:
    """Return whether a line is a date and a mailbox, as where no verb is used."""
    if digits < _DATE_DIGITS:
        return False
    mailbox = "@" in line.rpartition("<")[2]
    ended = line.endswith((">:", ">" + _COLONS[1]))
    return (mailbox and ended) or (bool(_DATE.match(line)) and (mailbox or " gmt" in line))
