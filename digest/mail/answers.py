"""What answers a delay notice: `because the vendor is late`, `option 2`, or a sentence."""

import re
from collections.abc import Sequence

from digest.mail import footers
from digest.model.command import Because, Choose

MAX_WORDS = 300  # characters of a reason
NO_REASON = "write the reason after it, such as #3 because the vendor is late"
NO_OPTION = "name one option, such as option 2"
WHICH = "say which of them it is about, such as #3 because the vendor is late"

_BECAUSE = re.compile(
    r"(?:because|reason\s*:|(?:the )?reason is|weil|grund\s*:)(?:[\s:,]+(?P<why>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_OPTION = re.compile(
    r"(?:(?:please |let['\u2019]?s |we |i |i['\u2019]d |bitte |wir nehmen |ich nehme )*"
    r"(?:take|choose|chose|pick|prefer|go with|go for|decide on|decided on|decide for)? ?"
    r"(?:my choice is |decision ?:? ?)?)"
    r"(?:option|variante|m\u00f6glichkeit)\b ?#?(?P<name>[a-z]|\d{1,2})?(?P<rest>(?:\W.*)?)",
    re.IGNORECASE | re.DOTALL,
)
_REST = re.compile(
    r"\s*(?:[:,;\u2013\u2014-]|because|weil|please|bitte|thanks|danke|[.!])\s*", re.IGNORECASE
)
_DOUBT = re.compile(r"\?|\b(?:options?|or|oder|not|nicht)\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"[\s.!,]*(?:please|bitte|thanks|thank you|danke)?[\s.!,]*", re.IGNORECASE
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen)|moin|bonjour|hola)\b[^.?]{0,40}[,!]?",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:ok(?:ay)?|thank you|thanks?|very much|thx|noted|sure|will do|danke|dir|alles klar"
    r"|got it|so|a lot|all|[\s,.!])++",
    re.IGNORECASE,
)
_FEWEST = 2  # words of a reason that nothing announces


def read(said: str) -> Because | Choose | str | None:
    """Return what the words answer, a hint where they only begin so, None for others."""
    if because := _BECAUSE.fullmatch(said):
        why = " ".join((because["why"] or "").split())
        return Because(why[:MAX_WORDS]) if re.search(r"\w", why) else NO_REASON
    option = _OPTION.fullmatch(said)
    if option is None:
        return None
    return _chosen(option["name"], option["rest"])


def _chosen(name: str | None, rest: str) -> Choose | str:
    """Return the option; a doubt or a second one beside it is none."""
    if name is None or _DOUBT.search(rest):
        return NO_OPTION
    if _COURTESY.fullmatch(rest):
        return Choose(name.upper())
    begin = _REST.match(rest)
    detail = " ".join(rest[begin.end() :].split()) if begin else ""
    return Choose(name.upper(), detail[:MAX_WORDS]) if detail else NO_OPTION


def sentence(typed: Sequence[str]) -> Because | None:
    """Return the reason that typed lines give in plain words, to somebody asked for one.

    Without greeting and closing; a question, a mere courtesy or a single word is none.
    """
    lines = [line.strip() for line in typed if line.strip()]
    lines = lines[1:] if lines and _GREETING.fullmatch(lines[0]) else lines
    ends = next((n for n, line in enumerate(lines) if footers.closing(line)), len(lines))
    why = " ".join(" ".join(lines[:ends]).split())
    short = why.isascii() and len(why.split()) < _FEWEST
    if short or not why or why.endswith(("?", "\uff1f")) or _POLITE.fullmatch(why):
        return None
    return Because(why[:MAX_WORDS])
