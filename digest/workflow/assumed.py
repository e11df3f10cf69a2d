"""Due dates that nobody wrote: what a priority stands for, where the settings say so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from digest.model.document import Document
from digest.model.item import ActionItem, Due, Role

_LATEST = date.max - timedelta(days=3650)  # the settings take no more days than that


def assume(document: Document, days: Mapping[str, int]) -> Document:
    """Return a document whose undated items are due some days after it, by their priority.

    A phrase that is no day stays a phrase: somebody has said when.
    """
    if document.date is None or not days:
        return document
    items = tuple(_assumed(item, document.date, days) for item in document.items)
    return replace(document, items=items)


def _assumed(item: ActionItem, day: date, days: Mapping[str, int]) -> ActionItem:
    level = item.priority.value if item.priority else None
    if item.due or item.role is Role.ASK or level is None or level not in days:
        return item
    due = min(day, _LATEST) + timedelta(days=days[level])
    return replace(item, due=Due("", due, due, assumed=True))
