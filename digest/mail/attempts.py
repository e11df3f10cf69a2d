"""Short lines that were surely meant to command and are not understood: `3 finsihed`."""

import re

from digest.mail import numbers, tongues, verbs
from digest.mail.meaning import WHICH, Reader
from digest.mail.segments import NO_VERB

_WORDS = 7  # of a line that was meant to command
_BARE_WORDS = 4  # below a number alone, where no word is known
_WORD = re.compile(r"\w+")
_LISTED = re.compile(r"\d+[.)]")  # "1. Thanks" counts what is said
# "push 2 to Friday", "verschiebe 2 auf Freitag", "I'll take 4".
_TO = "to|as|until|auf|bis|an|\u00e0|au|al?|para|naar|tot|su|do|na|\u0434\u043e|\u043d\u0430"
_TOLD = re.compile(
    rf"(?:(?:please|pls|bitte) )?[^\W\d]+ \d{{1,3}} (?:(?:{_TO}) .+|p[0-4][.!]*)"
    r"|(?:[^\W\d]+|i['\u2019]ll|i will) takes? \d{1,3}[.!]*",
    re.IGNORECASE,
)
_VERBS = frozenset(
    ("due", "eta", "assign", "note", "priority", "undo", "later", "remind", "owner", "option")
)


def hint(line: str, reader: Reader) -> str:
    """Return what is said back to a line, empty where it may be prose.

    Nothing is said of it where the mail asks for plain words.
    """
    to, words = reader.answered, _WORD.findall(line.casefold())
    if not to.shown or to.asked is not None or to.noted is not None or len(words) > _WORDS:
        return ""
    spoken = {*words, *line.casefold().split()}  # a check mark is no word
    known = any(word in _VERBS or verbs.tells(word, reader.vocabulary) for word in spoken)
    named = any(word.isascii() and word.isdigit() and int(word) in to.shown for word in words)
    if len(to.shown) == 1 and not named:
        return NO_VERB if _dates(line, reader) else ""
    if known and not named and _all(line, reader):
        return WHICH
    told = known or _begins(line) or _TOLD.fullmatch(line)
    return NO_VERB if named and told else ""


def _dates(line: str, reader: Reader) -> bool:
    """Return whether a line is a date alone."""
    found = reader.read_due(line, reader.base)
    return found is not None and found.start is not None


def _all(line: str, reader: Reader) -> bool:
    return tongues.in_english(line, reader.vocabulary).casefold().startswith(("all ", "both "))


def _begins(line: str) -> bool:
    """Return whether little follows the number that a line begins with."""
    head = numbers.HEAD.fullmatch(line)
    short = head is not None and len(head["said"].split()) <= _BARE_WORDS
    return short and not _LISTED.match(line)
