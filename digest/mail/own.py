"""Our own mail, where it comes back without the marks of a quotation.

It tells people what they can write, in lines that would command.
"""

from collections.abc import Sequence
from dataclasses import replace

from digest.mail.lines import LineKind, TypedLine
from digest.mail.phrases import fold, words

# Lines of `templates/email` in every language there is; one of them is in each mail of ours
# that shows a command.
SENTENCES = frozenset(
    words("""
    update items by replying | what you can write | did you write this? |
    show this mail as a page | all your calendars, with links for google and outlook |
    aufgaben per antwort ändern | was sie schreiben können | haben sie das geschrieben? |
    diese mail als seite zeigen | alle ihre kalender, mit links für google und outlook
""")
)
_LONGEST = max(map(len, SENTENCES)) + 20
_TITLED = " \u00b7 "  # in our first line: "Northbeam Follow-ups · Receipt"
_BELOW = 2  # lines below the last sentence: its address


def without_own(lines: list[TypedLine]) -> list[TypedLine]:
    """Return lines of which those of our own mail are quoted, and those below it doubtful."""
    places = [at for at, line in enumerate(lines) if _ours(line)]
    if not places:
        return lines
    begin, end = _begin(lines, places[0]), places[-1] + _BELOW
    for at, line in enumerate(lines[begin:], start=begin):
        if line.kind is LineKind.TYPED:
            lines[at] = replace(line, kind=LineKind.QUOTED if at < end else LineKind.UNSURE)
    return lines


def _ours(line: TypedLine) -> bool:
    if line.kind is not LineKind.TYPED or len(line.text) > _LONGEST:
        return False
    return fold(line.text).rstrip(":") in SENTENCES


def _begin(lines: Sequence[TypedLine], first: int) -> int:
    """Return where our mail begins, which ends in surely being ours at `first`.

    Where its title is not seen, all but the first paragraph counts as ours.
    """
    above = range(first + 1)
    titles = (at for at in above if _titled(lines[at].text))
    gaps = (at for at in above if lines[at].blank and any(not x.blank for x in lines[:at]))
    return next(titles, next(gaps, first))


def _titled(text: str) -> bool:
    """Return whether a line may be our first; "#3 done · thanks" is an answer."""
    return text.lstrip()[:1].isalpha() and _TITLED in text.replace("\u00a0", " ")
