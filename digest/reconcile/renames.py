"""Which documents that went are which that came: a file that was renamed is one document.

Twins in several documents can only be told apart so, and what was reworded at the same time.
"""

import posixpath
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from digest.model.change import TrackedItem
from digest.model.item import ActionItem
from digest.reconcile.assign import assign
from digest.reconcile.likeness import folded
from digest.reconcile.sighting import Reach, Sighting

_TEXT, _OWNER, _DAY, _TITLE, _NAME = 4, 2, 1, 2, 1  # worth of what is the same
_MOST_PAIRS = 2_500  # documents that went, times those that came; beyond it only what is told


@dataclass
class _Sheet:
    """The items of one document, as they are compared."""

    stream: str
    path: str
    items: list[ActionItem] = field(default_factory=list)

    @cached_property
    def counts(self) -> tuple[Counter[Hashable], ...]:
        """How often each text occurs; each text with its owners; with its date too."""
        # Two different explicit marks are two items, whatever they say.
        texts = [(folded(item.text), item.mark) for item in self.items]
        told = list(zip(texts, self.items, strict=True))
        return (
            Counter(texts),
            Counter((text, item.owners) for text, item in told),
            Counter((text, item.owners, item.day) for text, item in told),
        )


def renamed(
    before: Iterable[TrackedItem], now: Iterable[Sighting], reach: Reach | None
) -> dict[str, str]:
    """Return the streams that were renamed: as each is called now, and before."""
    here, live = list(now), [t for t in before if t.live]
    old, new = {t.stream for t in live}, {s.stream for s in here}
    went = _sheets((t.stream, t.path, t.item) for t in live if t.stream not in new)
    came = _sheets((s.stream, s.path, s.item) for s in here if s.stream not in old)
    told = _told(went, came, reach)
    if len(went) * len(came) > _MOST_PAIRS:
        return told
    known = set(told.values())
    left = [sheet for sheet in went if sheet.stream not in known]
    found = [sheet for sheet in came if sheet.stream not in told]
    return told | _best(left, found, reach.titles if reach else {})


def _sheets(items: Iterable[tuple[str, str, ActionItem]]) -> list[_Sheet]:
    found: dict[str, _Sheet] = {}
    for stream, path, item in items:
        found.setdefault(stream, _Sheet(stream, path)).items.append(item)
    return [found[stream] for stream in sorted(found)]


def _told(
    went: Sequence[_Sheet], came: Sequence[_Sheet], reach: Reach | None
) -> dict[str, str]:
    """Return what the source told, and files that stayed and became another kind."""
    by_path = {sheet.path: sheet.stream for sheet in went}
    was = reach.renamed if reach else {}
    found: dict[str, str] = {}  # before to now
    for sheet in came:
        stream = by_path.get(sheet.path) or by_path.get(was.get(sheet.path, ""))
        if stream:
            found.setdefault(stream, sheet.stream)
    return {now: before for before, now in found.items()}


def _best(
    went: Sequence[_Sheet], came: Sequence[_Sheet], titles: Mapping[str, str]
) -> dict[str, str]:
    """Return the pairs that have most in common as a whole; half of the items at least."""
    worth = [[_worth(old, new, titles) for new in came] for old in went]
    most = max((w for row in worth for w in row), default=0)
    pairs = assign([[float(most - w) for w in row] for row in worth])
    sure = [(o, n) for o, n in pairs if worth[o][n] and not _rival(worth, pairs, o, n)]
    return {came[n].stream: went[o].stream for o, n in sure}


def _worth(old: _Sheet, new: _Sheet, titles: Mapping[str, str]) -> int:
    same = [(a & b).total() for a, b in zip(old.counts, new.counts, strict=True)]
    if not same[0] or 2 * same[0] < min(len(old.items), len(new.items)):
        return 0
    worth = sum(n * each for n, each in zip(same, (_TEXT, _OWNER, _DAY), strict=True))
    title = titles.get(old.stream)
    titled = bool(title) and title == titles.get(new.stream)
    name = posixpath.basename(old.path) == posixpath.basename(new.path)
    return worth + _TITLE * titled + _NAME * name


def _rival(
    worth: Sequence[Sequence[int]], pairs: Sequence[tuple[int, int]], old: int, new: int
) -> bool:
    """Return whether a document that is left over would have done as well: nobody can tell."""
    olds, news = {o for o, _ in pairs}, {n for _, n in pairs}
    left = [row[new] for o, row in enumerate(worth) if o not in olds]
    left += [w for n, w in enumerate(worth[old]) if n not in news]
    return worth[old][new] in left
