"""Days that headings and file names name."""

import re
from datetime import date
from functools import lru_cache

from digest.markdown import titles
from digest.markdown.fields import due
from digest.model.vocabulary import Vocabulary

_MOST_WORDS = 6  # of a date
_FILE_DATE = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")
_WEEK = re.compile(r"(?i)(?<![a-z\d])(\d{4})[-_ ]?w(?:eek)?[-_ ]?(\d{1,2})(?!\d)")


@lru_cache(maxsize=titles.REMEMBERED)
def day_in(title: str, base: date | None, vocabulary: Vocabulary) -> date | None:
    """Return the single day that the last words of a heading name; of a week its Monday."""
    if not any(character.isdigit() for character in title):
        return None
    words = title.replace("(", " ").replace(")", " ").split()[-_MOST_WORDS:]
    for first in range(len(words)):
        said = due.read(" ".join(words[first:]), base, vocabulary)
        if said and said.start and said.start == said.end:
            return said.start
    return _week(title)


def written(text: str) -> date | None:
    """Return the last full date or week in a title, a file's name or its folders."""
    for year, month, day in reversed(_FILE_DATE.findall(text)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return _week(text)


def _week(text: str) -> date | None:
    """Return the Monday of a week as ISO 8601 counts them, such as 2026-W07."""
    for year, week in reversed(_WEEK.findall(text)):
        try:
            return date.fromisocalendar(int(year), int(week), 1)
        except ValueError:
            continue
    return None
