"""Which item read now is which item remembered: identity through everything people edit.

In this order, each step taking only what the earlier ones left: an explicit mark that is
unique in its document, the same text in the same document, the best overall matching by
likeness within the document, the same text in another document.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from digest.model.change import TrackedItem
from digest.model.item import ActionItem
from digest.reconcile.assign import assign

ALIKE = 0.55  # below this likeness two texts are two items
_MOST_PAIRS = 40_000  # beyond it likeness is not asked: nobody rewords 200 items at once


@dataclass(frozen=True)
class Sighting:
    """An item as it stands now, and where."""

    path: str
    stream: str
    item: ActionItem


Pair = tuple[TrackedItem, Sighting]
_Key = Callable[[ActionItem, str], tuple[object, ...] | None]


def match(
    before: Sequence[TrackedItem], now: Sequence[Sighting]
) -> tuple[list[Pair], list[TrackedItem], list[Sighting]]:
    """Return pairs, items that are not there any more, and items never seen before."""
    pairs: list[Pair] = []
    old, new = list(before), list(now)
    for step in (_by_mark, _by_exact_text, _by_text, _by_likeness, _by_text_elsewhere):
        found = step(old, new)
        pairs += found
        ids = {tracked.id for tracked, _ in found}
        taken = {id(sighting) for _, sighting in found}
        old = [o for o in old if o.id not in ids]
        new = [n for n in new if id(n) not in taken]
    return pairs, old, new


def folded(text: str) -> str:
    """Return a text as identity compares it: no case, no punctuation, single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip()


def _by_mark(old: Sequence[TrackedItem], new: Sequence[Sighting]) -> list[Pair]:
    """Pair by a ticket, block id or comment, where it is unique on both sides."""
    return _by_key(old, new, _mark, unique=True)


def _by_exact_text(old: Sequence[TrackedItem], new: Sequence[Sighting]) -> list[Pair]:
    """Pair equal texts that agree in owner and date too, so that twins are told apart."""
    return _by_key(
        old, new, lambda item, stream: (stream, folded(item.text), item.owners, item.day)
    )


def _by_text(old: Sequence[TrackedItem], new: Sequence[Sighting]) -> list[Pair]:
    return _by_key(old, new, lambda item, stream: (stream, folded(item.text)))


def _by_text_elsewhere(old: Sequence[TrackedItem], new: Sequence[Sighting]) -> list[Pair]:
    """Pair the same text in a renamed or split document; a text met twice proves nothing."""
    return _by_key(old, new, lambda item, _: (folded(item.text),), unique=True)


def _mark(item: ActionItem, stream: str) -> tuple[object, ...] | None:
    return (stream, item.mark) if item.mark else None


def _by_key(
    old: Sequence[TrackedItem], new: Sequence[Sighting], key: _Key, *, unique: bool = False
) -> list[Pair]:
    """Pair equal keys in the order of their lines; live items before withdrawn ones."""
    olds: dict[tuple[object, ...] | None, list[TrackedItem]] = defaultdict(list)
    for tracked in sorted(old, key=lambda t: (not t.live, t.item.line, t.id)):
        olds[key(tracked.item, tracked.stream)].append(tracked)
    keys = [key(sighting.item, sighting.stream) for sighting in new]
    often = Counter(keys)
    pairs = []
    for k, sighting in zip(keys, new, strict=True):
        waiting = olds.get(k, ())
        if k is None or not waiting or (unique and (often[k] > 1 or not _only_one(waiting))):
            continue
        pairs.append((olds[k].pop(0), sighting))
    return pairs


def _only_one(waiting: Sequence[TrackedItem]) -> bool:
    live = [tracked for tracked in waiting if tracked.live]
    return len(live) == 1 or len(waiting) == 1


def _by_likeness(old: Sequence[TrackedItem], new: Sequence[Sighting]) -> list[Pair]:
    """Pair what is most alike over the whole document, never one by one."""
    pairs: list[Pair] = []
    for stream in sorted({sighting.stream for sighting in new}):
        olds = [t for t in old if t.stream == stream and t.live]
        news = [s for s in new if s.stream == stream]
        if olds and len(olds) * len(news) <= _MOST_PAIRS:
            pairs += _most_alike(olds, news)
    return pairs


def _most_alike(olds: Sequence[TrackedItem], news: Sequence[Sighting]) -> Iterable[Pair]:
    likeness = [[_likeness(o.item, n.item) for n in news] for o in olds]
    # Pairs that are too unlike cost the same as none, so that they never crowd out good ones.
    costs = [[1.0 - v if v >= ALIKE else 1.0 for v in row] for row in likeness]
    return [
        (olds[row], news[column])
        for row, column in assign(costs)
        if likeness[row][column] >= ALIKE
    ]


def _likeness(a: ActionItem, b: ActionItem) -> float:
    """Return 0 to 1: mostly the words, a little the owner, the date and the place.

    Two different explicit marks are two items, however alike their words.
    """
    if a.mark and b.mark and a.mark != b.mark:
        return 0.0
    words_a, words_b = folded(a.text).split(), folded(b.text).split()
    shared = sum((Counter(words_a) & Counter(words_b)).values())
    in_common = 2 * shared / ((len(words_a) + len(words_b)) or 1)
    letters = SequenceMatcher(
        None, " ".join(words_a), " ".join(words_b), autojunk=False
    ).ratio()
    # A row that keeps its owner and date in its place has probably been reworded.
    kept = 0.05 * (a.owners == b.owners and bool(a.owners)) + 0.05 * (
        a.day == b.day is not None
    )
    return min(1.0, max(in_common, letters) * 0.9 + kept)
