"""Handles: the short numbers a person answers with."""

from collections.abc import Iterable, Mapping


def allot(known: Mapping[str, int], shown: Iterable[str]) -> dict[str, int]:
    """Return item id to handle for the items shown, keeping those a person has already.

    A number once given to a person is not given again: an old mail answered late means what
    it said.
    """
    handles: dict[str, int] = {}
    highest = max(known.values(), default=0)
    for item in shown:
        if item in known:
            handles[item] = known[item]
        elif item not in handles:
            highest += 1
            handles[item] = highest
    return handles
