"""What single lines of a message tell: quoted, an attribution, a printed header, a signature.

String searches only: no pattern here can backtrack, whatever is sent to it.
"""

import re
from collections.abc import Sequence

from digest.mail import phrases

MAX_ATTRIBUTION = 300  # characters, over as many as four lines
_ATTRIBUTION_LINES = 4
_HEADER_LINES = 10  # how far the fields of a printed header may spread
_HEADER_FIELDS = 3  # different ones that make it one
_LABEL = 40  # characters of a field's name, with markup
_FEW_DIGITS = 3
_DATE_DIGITS = 5
_RULE = 10  # characters of a line of underscores that begins a footer
_SENT_WORDS = 8
_DEVICE_WORDS = 6  # among which a device makes it a program's line

_MARKUP = "*_- \u2013\u2014"  # around words: emphasis, dashes
_WIDE_COLON = "\uff1a"

_MEANING = {word: kind for kind, words in phrases.PRINTED_FIELDS.items() for word in words}
_INITIALS = re.compile(r"[^\W\d_]{1,12}>")
_CLOCK = re.compile(r"\d[:.]\d\d(?!\d)")
_DATE = re.compile(r"[\d年月日./-]{6,}")


def fold(line: str) -> str:
    """Return a line in one case with single spaces."""
    return " ".join(line.casefold().split())


def quoted(line: str) -> bool:
    """Return whether a mail program marked a line as quoted."""
    bare = line.lstrip(" \t\u00a0")
    return bare.startswith((">", "|", "»", "&gt;")) or bool(_INITIALS.match(bare))


def unquoted(line: str) -> str:
    """Return a quoted line without its marks."""
    return line.lstrip("> \t\u00a0|»")


def signature_mark(line: str) -> bool:
    """Return whether everything below belongs to a signature (RFC 3676 §4.3).

    Clients lose the space of `-- `, so it is not asked for.
    """
    return line.rstrip() in ("--", "\u2014") or (
        len(line) >= _RULE and not line.strip().strip("_")
    )


def original_message(line: str) -> bool:
    """Return whether a line announces a quoted or forwarded message."""
    bare = fold(line).strip(_MARKUP + "=:#>")
    known = bare in phrases.ORIGINAL_MESSAGE or bare.startswith("forwarded by ")
    return known and (
        line.rstrip().endswith(":") or line.strip()[:2] in ("--", "__", "*-", "==")
    )


def printed_header(lines: Sequence[str], at: int) -> bool:
    """Return whether the From, Sent, To, Subject of a quoted message begin at a line."""
    if not _label(lines[at]):
        return False
    found = {_label(line) for line in lines[at : at + _HEADER_LINES]} - {""}
    return len(found) >= _HEADER_FIELDS


def attribution(lines: Sequence[str], at: int) -> int:
    """Return how many lines from `at` on say who wrote what follows; 0 when none do."""
    window: list[str] = []
    for span, line in enumerate(lines[at : at + _ATTRIBUTION_LINES + 1], start=1):
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


def _goes_on(window: Sequence[str], lines: Sequence[str], below: int) -> bool:
    """Return whether an attribution may go on below a blank line, with its address."""
    begun = len(window) == 1 and _begins(fold(window[0])) and _digits(window[0]) >= _DATE_DIGITS
    return begun and below < len(lines) and lines[below].strip().startswith("<")


def sent_from(line: str, *, last: bool) -> bool:
    """Return whether a mail program signed; `last` when nothing typed follows."""
    bare = fold(line.replace("[", "").replace("](", " ")).strip(_MARKUP + "<>()")
    if not bare.startswith(phrases.SENT_FROM):
        return False
    words = re.split(r"[][()\s<>,.;:!/]+", bare)
    named = phrases.DEVICES.intersection(words[2 : 2 + _DEVICE_WORDS])
    return bool(named) or (last and len(words) <= _SENT_WORDS)


def closing(line: str) -> bool:
    """Return whether a line is nothing but the end of a letter."""
    return fold(line).strip(_MARKUP + ",.!;~") in phrases.CLOSINGS


def _label(line: str) -> str:
    head, colon, _ = line[:_LABEL].replace(_WIDE_COLON, ":").partition(":")
    return _MEANING.get(fold(head).strip("*_ >|-\u200e\u200f"), "") if colon else ""


def _may_begin(window: Sequence[str]) -> bool:
    """Over several lines, the first must look like one: typed text may stand above."""
    first, second = fold(window[0]), window[1]
    broken = second.startswith("<") or ">" in second.partition("<")[0]  # an address in two
    if _attributes(" ".join(window[1:])) and not broken:
        return False
    if _begins(first):
        return _digits(first) >= _FEW_DIGITS
    if first[:1].isdigit():  # "2 due 2026-12-04" is a command
        return bool(_DATE.match(first) or _CLOCK.search(first))
    return "<" in first or _verb(first) is not None


def _attributes(joined: str) -> bool:
    line = fold(joined).lstrip("> ").strip(_MARKUP)
    colon, mail, digits = line.endswith((":", _WIDE_COLON)), "@" in line, _digits(line)
    rest = _verb(line)
    if rest == "":
        ruled = joined.startswith("--") and joined.endswith("--")
        dated = digits >= _FEW_DIGITS or (_begins(line) and digits > 0)
        return (colon or ruled) and (mail or dated)
    if rest is not None and colon and digits:
        return mail or (_begins(line) and digits >= _DATE_DIGITS)
    return _dated(line, digits=digits)


def _begins(line: str) -> bool:
    return line.split(" ", 1)[0] in phrases.WROTE_BEGINS


def _digits(line: str) -> int:
    return sum(character.isdigit() for character in line)


def _verb(line: str) -> str | None:
    """Return what follows the last "wrote" of a line, None where there is none."""
    best: tuple[int, str] | None = None
    for verb in phrases.WROTE:
        at = line.rfind(verb)
        if at < 0 or (verb.isascii() and at and line[at - 1].isalnum()):
            continue
        rest = line[at + len(verb) :]
        if not rest[:1].isalnum() and (best is None or at + len(verb) > best[0]):
            best = (at + len(verb), rest.strip(" :" + _WIDE_COLON))
    return best[1] if best else None


def _dated(line: str, *, digits: int) -> bool:
    """Return whether a line is a date and a mailbox, as where no verb is used."""
    if digits < _DATE_DIGITS:
        return False
    mailbox = "@" in line.rpartition("<")[2]
    ended = line.endswith((">:", ">" + _WIDE_COLON))
    return (mailbox and ended) or (bool(_DATE.match(line)) and (mailbox or " gmt" in line))
