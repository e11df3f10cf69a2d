"""Owners: the names in a cell, as written, and one name written as they are."""

import re
from collections import Counter
from collections.abc import Sequence

from digest.markdown.fields import words
from digest.model.directory import fold

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# A slash after a handle belongs to it: `@northbeam/sre` is one team.
_BETWEEN = re.compile(
    r"\s*[,;、\uff0c・]\s*(?:(?:and|und|et|y|e|or)\s+)?|\s+[&+]\s+|(?<=[^\W\d_])\+(?=[A-Z@])"
    r"|\s+(?:and|und|et|y|e|or|oder)\s+|\s+w/\s*|(?<=\w)\s*/\s*(?=@)|\s+(?=@)",
    re.IGNORECASE,
)
_SLASH = re.compile(r"\s*/\s*")
# A sentence in the owner's cell, and a name after its dash.
_LAST = re.compile(
    r"^\w+(?:\s+[\w']+){3,}.*\s[-\u2013\u2014]\s+((?:[^\W\d_a-z][\w'.-]*\s?){1,3}|@[\w-]+)$"
)
_LONGEST = 200  # characters of a sentence in such a cell
# In brackets after a name: a remark of several words, pronouns, a role.
_ROLES = "lead|chair|pm|owner|support|primary|secondary|backup|tb[acd]"
_REMARK = re.compile(
    r"(?<=[\w.>])\s?[(\uff08](?:[^()@\uff08\uff09\s]{1,40}\s[^()@\uff08\uff09]{1,120}"
    rf"|\w{{2,5}}/\w{{2,5}}(?:/\w{{2,6}})?|{_ROLES})[)\uff09]",
    re.IGNORECASE,
)
# `Kim Park Lead` is Kim Park; `Release Team Lead` is nobody else.
_OFFICES = "team|group|sig|wg|tech|technical|product|project|release|platform|program|test"
_OFFICE = re.compile(
    rf"(?!(?:\S+\s)?(?i:{_OFFICES})\b)"
    rf"(?P<who>[A-Z][^\W\d_A-Z]+\s[A-Z]\w*[^\W\d_A-Z])\s(?i:{_ROLES})"
)
_EMPHASIS = re.compile(r"(?P<marks>[*_]{1,3})[^*_].*[^*_](?P=marks)")
_TO_COME = ("tbd", "tba", "tbc", "todo", "n/a", "na", "none", "未定", "なし")
_NO_ONE = (
    "al",
    "al.",
    "others",
    "nobody",
    "unassigned",
    "unknown",
    "owner",
    "@owner",
    "assignee",
    "who",
)
_ANYONE = ("name", "@name", "person", "@person", "@team", "@handle", "@username")
_NOBODY = frozenset((*_TO_COME, *_NO_ONE, *_ANYONE))
_GAPS = ("[team]", "<team>", "{team}", "(team)", "{{team}}")


def read(raw: str) -> tuple[str, ...]:
    """Return the names in an owner's cell, in order; none for a placeholder."""
    if not raw or placeholder(raw):
        return ()
    said = _REMARK.sub("", words.plain(_BREAK.sub(",", words.unstruck(raw))))
    told = _LAST.search(said) if len(said) <= _LONGEST else None
    parts = _BETWEEN.split(told[1] if told else said)
    names = (name for part in parts for name in _slashed(part))
    return tuple(dict.fromkeys(n for n in map(_trim, names) if n and not placeholder(n)))


def placeholder(raw: str) -> bool:
    """Say whether a cell names nobody."""
    said = words.fold(raw)
    nobody = said.strip("[]<>{}() ") in _NOBODY or said in _GAPS
    return nobody or not re.search(r"\w", raw)


def write(names: Sequence[str], *, like: str, others: Sequence[str]) -> str:
    """Return a name as the value it replaces and the column's others name people.

    `names` all mean the same person, as typed first.  The spelling the document uses for that
    person counts before its manner: handles, first names, full names.
    """
    wanted = {fold(name) for name in names}
    said = [name for raw in (like, *others) for name in read(raw)]
    own = Counter(name for name in said if fold(name) in wanted)
    if own:
        name = own.most_common(1)[0][0]
    else:
        manners = Counter(map(_manner, said))
        manner = manners.most_common(1)[0][0] if manners else ""
        name = next((n for n in names if _manner(n) == manner), names[0])
    dressed = _EMPHASIS.fullmatch(like)
    marks = dressed["marks"] if dressed else ""
    return marks + words.name(name) + marks[::-1]


def _manner(name: str) -> str:
    """Return what kind of name it is; empty for a mail address."""
    if name.startswith("@"):
        return "handle"
    if "@" in name:
        return ""
    return "full" if " " in name else "first" if name[:1].isupper() else "login"


def _slashed(part: str) -> list[str]:
    return [part] if part.lstrip().startswith("@") else _SLASH.split(part)


def _trim(name: str) -> str:
    bare = name.strip().strip("[]").rstrip(":").strip()
    office = _OFFICE.fullmatch(bare)
    return office["who"] if office else bare
