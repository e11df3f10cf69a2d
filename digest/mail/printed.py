"""The header of a quoted message as mail programs print it: From, Sent, To, Subject."""

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.mail import phrases
from digest.mail.lines import quoted
from digest.mail.phrases import fold

_LINES = 10  # how far the fields of a printed header may spread
_FIELDS = 3  # different ones that make it one
_PAIR = 2  # are enough where they are an address and a time
_LABEL = 40  # characters of a field's name, with markup
_LABEL_WORDS = 3
_ONE_LINE = 600  # characters of a header that lost its line ends
_ALONE_WORDS = 5  # of "From: NAME ADDRESS"
_BEGINNINGS = (["from", "sent"], ["from", "subject"])
_RULED = 80  # characters of a line that announces a message
_DATE_DIGITS = 5

_MARKUP = "*_-=# \u2010\u2011\u2012\u2013\u2014\u2015\u2500\u2501"  # emphasis, dashes
_WIDE_COLON = "\uff1a"
_MEANING = {word: kind for kind, words in phrases.PRINTED_FIELDS.items() for word in words}
_CLOCK = re.compile(r"\d[:.]\d\d(?!\d)")


def announced(lines: Sequence[str], at: int) -> bool:
    """Return whether a line announces a quoted message, or asks to answer above."""
    line = lines[at].strip()
    bare = fold(line).strip(_MARKUP + ":>")
    if line[:2] == "--":  # what should stand on the next line may follow on this one
        bare = bare.partition("---")[0].rstrip(_MARKUP)
    ruled = line.lstrip("> ")[:1] in _MARKUP and line[-1:] in _MARKUP
    if bare in phrases.ORIGINAL_MESSAGE or bare.startswith("forwarded by "):
        marked = line.endswith((":", _WIDE_COLON)) or line[:2] in ("--", "__", "*-")
        return marked or ruled or _headed(lines, at + 1)
    if any(phrase in bare for phrase in phrases.REPLY_ABOVE):
        return True
    named = ruled and line.strip(_MARKUP) and len(line) <= _RULED
    return bool(named) and line[:2] == "--" and _headed(lines, at + 1)


def _headed(lines: Sequence[str], below: int) -> bool:
    """Return whether the next lines are fields of a header."""
    shown = [line for line in lines[below : below + _LINES] if line.strip()][:_PAIR]
    labels = [_label(line) for line in shown]
    author = labels[:1] == ["from"] and "@" in shown[0]
    return author or len(set(labels) - {""}) == _PAIR


def printed_header(lines: Sequence[str], at: int) -> bool:
    """Return whether the From, Sent, To, Subject of a quoted message begin at a line."""
    if ":" not in lines[at][:_LABEL] and _WIDE_COLON not in lines[at][:_LABEL]:
        return False
    if not _label(lines[at]):
        return _unknown(lines, at)
    labels = [_label(line) for line in lines[at : at + _LINES] if line.strip()]
    if len(set(labels) - {""}) >= _FIELDS or labels[:2] in _BEGINNINGS:
        return True
    timed = labels[:2] == ["sent", "to"] and _timed(lines[at])
    return timed or _unknown(lines, at) or _in_one_line(lines[at])


def names_author(line: str) -> bool:
    """Return whether a line is "From: ADDRESS" alone: what follows may be quoted."""
    alone = len(line.split()) <= _ALONE_WORDS
    return alone and "@" in line and _label(line) == "from"


def _unknown(lines: Sequence[str], at: int) -> bool:
    """Return whether a block has the form of a header, whatever its labels are called."""
    block: list[str] = []
    for line in lines[at : at + _LINES]:
        if not _named(line) or quoted(line):
            break
        block.append(line)
    known = sum(bool(_label(line)) for line in block)
    if len(block) < _PAIR or (len(block) < _FIELDS and known < _PAIR):
        return False
    mail = [line for line in block if "@" in line]
    times = [line for line in block if "@" not in line and _timed(line)]
    return bool(mail) and bool(times) and (known >= _PAIR or "<" in mail[0])


def _named(line: str) -> bool:
    """Return whether a line has the form "Name: value"."""
    head, colon, value = line.replace(_WIDE_COLON, ":").partition(":")
    name = head.strip("*_ >\t")
    short = 0 < len(name) <= _LABEL and len(name.split()) <= _LABEL_WORDS
    return bool(colon and value.strip() and short) and not any(map(str.isdigit, name))


def _timed(line: str) -> bool:
    return sum(map(str.isdigit, line)) >= _DATE_DIGITS and bool(_CLOCK.search(line))


def _in_one_line(line: str) -> bool:
    """Return whether a line is a whole header: "From: a@b Date: … To: …"."""
    if len(line) > _ONE_LINE:
        return False
    tokens = [word for word in line.replace("*", "").split() if word.endswith(":")]
    found = len({_label(token) for token in tokens} - {""})
    return found > _FIELDS or (found >= _PAIR and "@" in line and _timed(line))


def _label(line: str) -> str:
    return _labelled(line[:_LABEL])


@lru_cache(maxsize=256)
def _labelled(begin: str) -> str:
    head, colon, _ = begin.replace(_WIDE_COLON, ":").partition(":")
    return _MEANING.get(fold(head).strip("*_ >|-"), "") if colon else ""
