"""The words after a handle: what a person may say of an item."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from digest.mail import choices, facts, newdates, tongues, waits
from digest.mail.choices import ReadDue
from digest.model.command import Action, Asked, SetStatus
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

MAX_DETAIL = waits.MAX_DETAIL
NOT_PLAIN = "say one thing of it, such as done, in progress, blocked: why, or due 2026-12-04"

_STATUSES = {
    "done": Status.DONE,
    "finished": Status.DONE,
    "complete": Status.DONE,
    "completed": Status.DONE,
    "closed": Status.DONE,
    **dict.fromkeys(("\u2705", "\u2713", "\u2714", "\u2714\ufe0f", "\u2611"), Status.DONE),
    "close": Status.DONE,
    "in progress": Status.IN_PROGRESS,
    "started": Status.IN_PROGRESS,
    "start": Status.IN_PROGRESS,
    "wip": Status.IN_PROGRESS,
    "working on it": Status.IN_PROGRESS,
    "on it": Status.IN_PROGRESS,
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
    r"(?:(?:(?:it|this|that)(?: is|['\u2019]s)|c['\u2019]est|das ist|es ist|is|are|was|were"
    r"|has been|have been|ist|sind|est|sont|es|est\u00e1n?|\u00e8|\u00e9|sono|zijn|\u00e4r|er"
    r"|jest|now|already|all|both|marked? as|set to|as)\b"
    r"|[:=\u2013\u2014\u2192]|->|-(?=\s))\s*",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:[\s,.!;:)(\u2013\u2014-]|thanks|thank you|thx|cheers|please|pls|sorry|now|already"
    r"|today|yesterday|this morning|last (?:night|week|month)|gestern|heute|hier|ayer|ieri"
    r"|danke|bitte|merci|gracias|obrigad[oa]|grazie|dank je|dank u"
    r"|:-?\)|\u2705|\u2714\ufe0f?|\U0001f389|\U0001f44d)*",
    re.IGNORECASE,
)
_REASON = re.compile(r"\s*(?:[:\u2013\u2014]|-+(?=\s)|\s-|\()\s*(?P<reason>\S.*)", re.DOTALL)
_BLOCKED_BY = re.compile(
    r"[\s,]+(?P<reason>(?:by|on|because|until|till|waiting|awaiting|pending|due to|since|weil"
    r"|wegen|bis|par|en attente|\u00e0 cause|por|porque|a la espera|per|perch\u00e9|in attesa"
    r"|door|omdat)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# A reason that begins so takes back what was said before it.
_HEDGE = re.compile(
    r"(?:but|not|except|almost|nearly|mostly|partly|partially|if|when|once|after|unless|only"
    r"|half|soon|tomorrow|will|should|maybe|perhaps|hopefully|probably|falls|wenn|aber|nicht"
    r"|vielleicht|hoffentlich|or\b|oder\b|\?)",
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
    return newdates.read(english, base, read_due)


def tells(word: str, vocabulary: Vocabulary) -> bool:
    """Say whether a folded word is a status, whatever stands beside it."""
    return word in _words(vocabulary)


def dates(said: str, vocabulary: Vocabulary) -> bool:
    """Say whether the words begin as a new date does."""
    bare = _COPULA.sub("", said.strip(), count=1)
    return newdates.begins(tongues.in_english(bare, vocabulary))


def hedged(reason: str) -> bool:
    """Return whether words take back what was said before them."""
    return bool(_HEDGE.match(reason)) or reason.endswith("?")


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
    grounds = status is Status.CANCELLED and _GROUNDS.match(detail)
    if hedged(detail) and not grounds and status is not Status.BLOCKED:
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
