"""What a message told, as it is kept to be shown again."""

from dataclasses import replace
from typing import TypeVar

from digest.model.directory import Person
from digest.model.edition import Edition
from digest.model.entry import Entry
from digest.model.notice import Announcement, Delay, Notice, Waiting

_NOBODY = Person("", "", "")
_Line = TypeVar("_Line", Entry, Announcement, Waiting)


def kept(told: Edition | Notice, page: str | None) -> Edition | Notice | None:
    """Return it without its reader and without addresses that begin with `page`.

    None where there are no pages to show it on.
    """
    if not page:
        return None
    if isinstance(told, Notice):
        return Notice(_NOBODY, tuple(_delay(one, page) for one in told.delays))
    return replace(told.each(lambda entry: _bare(entry, page)), subscriber=_NOBODY)


def _delay(one: Delay, page: str) -> Delay:
    return replace(
        one,
        entry=_bare(one.entry, page),
        announcement=_bare(one.announcement, page) if one.announcement else None,
        waiting=tuple(_bare(each, page) for each in one.waiting),
    )


def _bare(line: _Line, page: str) -> _Line:
    return replace(line, url=None) if line.url and line.url.startswith(page) else line
