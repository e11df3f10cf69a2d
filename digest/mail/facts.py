"""What a person may say of an item besides status and date: its owner, its priority, a note."""

import re

from digest.model.command import Action, AddNote, SetOwner, SetPriority
from digest.model.vocabulary import Vocabulary

MAX_NAME = 80  # characters
NO_NAME = "name one person or team, such as #2 assign @jonas"
NO_LEVEL = "the priority is not understood (write P0 to P4)"
NO_NOTE = "write the note after a colon, such as #2 note: the vendor called"

_ASSIGN = re.compile(
    r"(?:(?:the )?(?:new )?owner|assignee)(?: is\b| to\b)?"
    r"|(?:(?:re)?assign(?:ed)?|give|given|hand(?:ed)?(?: over)?|delegated?)(?: it)?(?: to\b)?",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:(?:the )?(?:new )?(?:priority|prio|severity))(?: is\b| to\b)?|(?=p[0-4]\b)",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:note|comment|remark|answer|reply)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_NOTED = re.compile(r"\s*(?:[:\u2013\u2014\uff1a]|-+(?=\s)|\s-)\s*(?P<said>\S.*)", re.DOTALL)
_COURTESY = re.compile(r"[\s,]+(?:thanks|thank you|please|pls|now)$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"[,;?:]|\s(?:and|und|et|y|or|but|to|if|because|when|for)\s", re.IGNORECASE
)
_LEVEL = re.compile(r"p?([0-4])", re.IGNORECASE)


def read(said: str, vocabulary: Vocabulary) -> Action | str | None:
    """Return what the words ask for, a hint where they only begin like it, None for others."""
    if note := _NOTE.fullmatch(said):
        found = _NOTED.fullmatch(note["rest"])
        if found:
            return AddNote(" ".join(found["said"].split()))
        return NO_NOTE if not note["rest"].strip() else None
    for pattern, meant in ((_ASSIGN, _owner), (_RANK, _priority)):
        if (begin := pattern.match(said)) and _ends(said, begin.end()):
            return meant(_bare(said[begin.end() :]), vocabulary)
    return None


def _ends(said: str, at: int) -> bool:
    return at == 0 or not said[at : at + 1].isalnum()


def _bare(words: str) -> str:
    return _COURTESY.sub("", words.strip(" \t:=.!\u2013\u2014\u2192>-"))


def _owner(name: str, _: Vocabulary) -> Action | str:
    several = len(name) > MAX_NAME or _SEVERAL.search(name)
    return NO_NAME if several or not re.search(r"\w", name) else SetOwner(name)


def _priority(word: str, vocabulary: Vocabulary) -> Action | str:
    if found := _LEVEL.fullmatch(word):
        return SetPriority(f"P{found[1]}")
    level = vocabulary.priorities.get(word.casefold())
    return SetPriority(level) if level else NO_LEVEL
