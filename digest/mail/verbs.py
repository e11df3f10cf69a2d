"""The words after a handle: what a person may say of an item."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from digest.mail import choices, facts, tongues, waits
from digest.mail.choices import ReadDue
from digest.model.command import Action, Asked, SetDue, SetStatus
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

MAX_DETAIL = waits.MAX_DETAIL
NO_DATE = "the date is not understood (write it as 2026-12-04)"
EITHER_WAY = "the date may be one of two: day or month first? (write it as 2026-12-04)"
NOT_PLAIN = "say one thing of it, such as done, in progress, blocked: why, or due 2026-12-04"

_STATUSES = {
    "done": Status.DONE,
    "finished": Status.DONE,
    "complete": Status.DONE,
    "completed": Status.DONE,
    "closed": Status.DONE,
    "close": Status.DONE,
    "in progress": Status.IN_PROGRESS,
    "started": Status.IN_PROGRESS,
    "start": Status.IN_PROGRESS,
    "wip": Status.IN_PROGRESS,
    "working on it": Status.IN_PROGRESS,
    "blocked": Status.BLOCKED,
    "on hold": Status.BLOCKED,
    "stuck": Status.BLOCKED,
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "cancel": Status.CANCELLED,
    "dropped": Status.CANCELLED,
    "drop": Status.CANCELLED,
    "open": Status.OPEN,
    "reopen": Status.OPEN,
    "reopened": Status.OPEN,
    "re-open": Status.OPEN,
    "not done": Status.OPEN,
}
# Words of status columns which, said in a mail, may mean something else.
_DOUBTFUL = frozenset(
    (
        *("yes", "no", "live", "new", "ready", "delayed", "behind", "at risk", "on track"),
        *("neu", "nouveau", "nuevo", "novo", "nuovo", "nieuw", "planned", "proposed", "tbd"),
        *("scheduled", "assigned", "identified", "overdue", "not yet", "backlog", "queued"),
        *("postponed", "deferred", "pending", "outstanding", "wacht", "wartet", "ready"),
        *("waiting", "waiting for", "waiting on", "awaiting", "held", "working", "active"),
        *("partial", "testing", "monitoring", "draft", "invalid", "duplicate", "failed"),
    )
)
_COPULA = re.compile(
    r"(?:(?:is|are|was|were|has been|have been|now|already|all|both|marked? as|set to|as)\b"
    r"|[:=\u2013\u2014\u2192]|->|-(?=\s))\s*",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"(?:(?:is\s+)?(?:the\s+)?(?:new\s+)?(?:due(?:\s+(?:date|on|by))?|date|eta|deadline)"
    r"|(?:moved?|moving|move it|postponed?|pushed?|delayed|slips?|slipped|defer(?:red)?"
    r"|resched(?:uled?)?)\s+(?:back\s+)?(?:to|until|till)|by|until)\b(?:\s+(?:is|to|now)\b)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:am|den|dem|le|la|el|il|o|op|em|on|the)\s+", re.IGNORECASE)
_DOTTED = re.compile(r"(?:.* )?\d{1,2}\.\s?\d{1,2}")
_EITHER_WAY = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-](?:\d{4}|'?\d{2}))?")
_NEWLY_DUE = re.compile(r"new\s+(?:due\s+)?(?:date|eta)|due|eta|date", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:[\s,.!;:)(\u2013\u2014-]|thanks|thank you|thx|cheers|please|sorry|now|already|today"
    r"|danke|bitte|merci|gracias|obrigad[oa]|grazie|dank je|dank u"
    r"|:-?\)|\u2705|\u2714\ufe0f?|\U0001f389|\U0001f44d)*",
    re.IGNORECASE,
)
_REASON = re.compile(r"\s*(?:[:\u2013\u2014]|-+(?=\s)|\s-|\()\s*(?P<reason>\S.*)", re.DOTALL)
_BLOCKED_BY = re.compile(
    r"[\s,]+(?P<reason>(?:by|on|because|until|till|waiting|awaiting|pending|due to|since)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# A reason that begins so takes back what was said before it.
_HEDGE = re.compile(
    r"(?:but|not|except|almost|nearly|mostly|partly|partially|if|when|once|after|unless|only"
    r"|half|soon|tomorrow|will|should|maybe|perhaps|\?)",
    re.IGNORECASE,
)
# ... but nothing is taken back by "cancelled: not needed any more".
_GROUNDS = re.compile(
    r"not (?:needed|necessary|required|relevant|worth|possible|applicable|doing|going to)\b",
    re.IGNORECASE,
)


def read(said: str, *, base: date, vocabulary: Vocabulary, read_due: ReadDue) -> Asked | str:
    """Return what the words ask for, a hint where they only begin like it, or "".

    The whole must be understood: "done, but not deployed" is a hint, never DONE.
    """
    bare = said.strip()
    for _ in range(4):  # "has been marked as: done"
        bare = _COPULA.sub("", bare, count=1) if _COPULA.match(bare) else bare
    english = tongues.in_english(bare, vocabulary)
    for form in dict.fromkeys((bare, english)):
        for found in (choices.read(form, base, read_due), _status(form, vocabulary)):
            if found is not None:
                return found
    found = waits.read(bare, english, vocabulary) or facts.read(english, vocabulary)
    if found is not None:
        return found
    due = _DUE.match(english)
    if due is None:
        return ""
    return _due(english[due.end() :], base, read_due, sure=bool(_NEWLY_DUE.match(english)))


def dates(said: str, vocabulary: Vocabulary) -> bool:
    """Say whether the words begin as a new date does."""
    bare = _COPULA.sub("", said.strip(), count=1)
    return _DUE.match(tongues.in_english(bare, vocabulary)) is not None


def _due(words: str, base: date, read_due: ReadDue, *, sure: bool) -> Action | str:
    phrase = words.strip(" \t:=,.!\u2013\u2014>-")
    phrase = re.sub(
        r"[\s,]+(?:thanks|please|thank you|bitte|danke|merci)$", "", phrase, flags=re.IGNORECASE
    )
    asked = phrase and "?" not in phrase
    bare = _ARTICLE.sub("", phrase, count=1)
    dotted = f"{bare}." if _DOTTED.fullmatch(bare) else bare  # its last stop was taken away
    for said in dict.fromkeys((phrase, bare, dotted)) if asked else ():
        found = read_due(said, base)
        if found is not None and found.start is not None:
            return SetDue(found)
    if _EITHER_WAY.fullmatch(bare):
        return EITHER_WAY
    # "by the way" is prose; "due soon" was meant as a date.
    return NO_DATE if sure or any(c.isdigit() for c in phrase) else ""


def _status(said: str, vocabulary: Vocabulary) -> Action | str | None:
    words = _words(vocabulary)
    word = tongues.beginning(said, words, _length(vocabulary))
    if not word:
        return None
    status, rest = words[word], said[len(word) :]
    if _COURTESY.fullmatch(rest):
        return SetStatus(status)
    reason = _REASON.fullmatch(rest)
    if reason is None and status is Status.BLOCKED:
        reason = _BLOCKED_BY.fullmatch(rest)
    if reason is None:
        return NOT_PLAIN
    detail = _one_line(reason["reason"], opened=rest.lstrip().startswith("("))
    hedged = _HEDGE.match(detail) or detail.endswith("?")
    grounds = status is Status.CANCELLED and _GROUNDS.match(detail)
    if hedged and not grounds and status is not Status.BLOCKED:
        return NOT_PLAIN
    return SetStatus(status, detail)


def _one_line(reason: str, *, opened: bool) -> str:
    plain = " ".join(reason.split())[:MAX_DETAIL].strip()
    return plain.removesuffix(")").strip() if opened else plain


@lru_cache(maxsize=16)
def _words(vocabulary: Vocabulary) -> Mapping[str, Status]:
    known = {w: s for w, s in vocabulary.statuses.items() if w and w not in _DOUBTFUL}
    return {**known, **_STATUSES}


@lru_cache(maxsize=16)
def _length(vocabulary: Vocabulary) -> int:
    return max(map(len, _words(vocabulary)))
