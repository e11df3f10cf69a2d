"""Until when somebody is away, as their automatic reply says it in one of many languages."""

# ruff: noqa: RUF001 - words of other scripts are the point of this table

import re
from collections.abc import Iterator
from datetime import date, timedelta

from digest.mail.choices import ReadDue
from digest.mail.phrases import fold, words

LONGEST = timedelta(days=366)
_LOOKED_AT = 4000  # characters of a reply
_MOST = 20  # places in it where a day may stand
_WORDS = 6  # of a day at most
# Before the first day on which somebody is there again.
_BACK = words("""
    until | till | 'til | back on | back by | back | back in the office on | returning on |
    return on | return to the office on | back at work on | returning | available again from |
    bis | bis zum |
    wieder ab | wieder am |
    wieder ab dem | zurück am | zurück ab | ab dem | jusqu'au | jusqu’au | de retour le |
    retour le | à partir du | hasta el | hasta | regreso el | regresaré el | vuelvo el |
    a partir del | até | até o dia | regresso em | retorno em | retorno no dia | volto em |
    fino al | rientro il | rientrerò il | torno il | tot | terug op | terug vanaf |
    weer vanaf | tillbaka den | tilbake | tilbage den | do | do dnia | wracam | до | вернусь |
    снова буду
""")
# Before the last day on which they are not.
_THROUGH = words("""
    through | up to and including | bis einschließlich | bis inklusive | tot en met | t/m |
    till och med | til og med | jusqu'au soir du | hasta el día
""")
_BEFORE = re.compile(r"(?:am|den|dem|le|el|il|op|the|on|dia)\s+", re.IGNORECASE)
_JAPANESE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=(?:\([^)]{1,9}\))?(?:まで|に戻))")


def _cues(table: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(table, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w):? *", re.IGNORECASE)


_BEGINS = ((_cues(_BACK), timedelta()), (_cues(_THROUGH), timedelta(days=1)))


def back_on(said: str, *, base: date, read_due: ReadDue) -> date | None:
    """Return the first day on which somebody is there again, if a reply surely names one.

    Of several the last one ahead counts; a day that may be two is none.
    """
    text = fold(said[:_LOOKED_AT])
    found = [day for day in _days(text, base, read_due) if base < day <= base + LONGEST]
    return max(found, default=None)


def _days(text: str, base: date, read_due: ReadDue) -> Iterator[date]:
    for begins, more in _BEGINS:
        for cue in [*begins.finditer(text)][:_MOST]:
            if day := _day(text[cue.end() :], base, read_due):
                yield day + more
    for match in [*_JAPANESE.finditer(text)][:_MOST]:
        due = read_due(match[0], base)
        if due and due.end:
            yield due.end + timedelta(days=1)


def _day(after: str, base: date, read_due: ReadDue) -> date | None:
    """Return the day that stands there, the longest reading of it."""
    said_after = _BEFORE.sub("", after[:80], count=1).split()[:_WORDS]
    for many in range(len(said_after), 0, -1):
        said = " ".join(said_after[:many])
        for form in dict.fromkeys((said, said.rstrip(".,;!)"), f"{said.rstrip('.,;!)')}.")):
            due = read_due(form, base)
            if due and due.start and due.start == due.end:
                return due.start
    return None
