"""DG204: whose fault it was."""

import re
from collections.abc import Iterator

from digest.lint import scope, wording
from digest.lint.finding import Remark, Severity
from digest.lint.options import Options
from digest.lint.reading import Reading
from digest.lint.rule import rule
from digest.markdown.inline import Inline

_OPENING = ('"', "'", "\u201c", "\u2018", "\u00ab", "\u300c")
_CLOSING = ('"', "'", "\u201d", "\u2019", "\u00bb", "\u300d")
_BEFORE = 40  # characters in which a negation stands


@rule("DG204", "blame", Severity.WARNING)
def blame(reading: Reading, options: Options) -> Iterator[Remark]:
    """A post-mortem blames a person.

    Humans make mistakes; systems either catch them or do not. Where "human error" is the cause,
    the search stopped too early, and the next person to err will hide it. Ask what let the
    mistake through. "Jonas forgot" is found where Jonas is an author or owns an item.
    Quotations, and sentences that deny it, are left alone.

    Bad:

        # Post-Mortem: Sign-in outage

        ## Timeline (UTC)
        - 09:00 sign-in begins to fail

        ## Root Cause
        Human error: the engineer forgot to renew the key.

    Good:

        ## Root Cause
        The key ended after a year, and nothing watched its end.
    """
    if not scope.is_post_mortem(reading):
        return
    phrases, faults = options.words("blame"), options.words("faults")
    if not any(phrase in reading.folded for phrase in (*phrases, *faults)):
        return
    without, people = options.words("not"), _people(reading)
    for inline in reading.inlines:
        text = inline.masked
        match = wording.holds(text, phrases) or wording.follows(text, people, faults)
        if match and not _denied(inline, match, without):
            place = reading.at(inline.span(*match.span("word")))
            told = " ".join(match["word"].split())
            yield Remark(
                place,
                f"{told!r} blames a person",
                "the next one is hidden: say what let the mistake through",
            )


def _people(reading: Reading) -> tuple[str, ...]:
    """Return the people a post-mortem names, by their names and by the first of them."""
    document = reading.document
    written = (*document.authors, *(name for item in document.items for name in item.owners))
    names = {name.lstrip("@") for name in written}
    return tuple(sorted(filter(None, names | {name.partition(" ")[0] for name in names})))


def _denied(inline: Inline, match: re.Match[str], without: tuple[str, ...]) -> bool:
    """Say whether the words are quoted, or said not to be so."""
    before = inline.masked[max(0, match.start() - _BEFORE) : match.start()]
    after = inline.masked[match.end() : match.end() + 1]
    quoted = before.endswith(_OPENING) or after.startswith(_CLOSING)
    return quoted or wording.holds(before, without) is not None
