"""Which item read now is which item remembered: identity through everything people edit.

In this order, each step taking only what the earlier ones left: an explicit mark that is
unique in its document, the same text in the same document, the best overall matching by
likeness within the document, the same text in another document.  A document that was renamed
is the same document.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from digest.model.change import TrackedItem
from digest.model.item import ActionItem
from digest.reconcile.likeness import folded, most_alike
from digest.reconcile.renames import renamed
from digest.reconcile.sighting import Reach, Sighting

_NOWHERE: Mapping[str, str] = MappingProxyType({})

Pair = tuple[TrackedItem, Sighting]
_Step = Callable[[Sequence[TrackedItem], Sequence[Sighting]], list[Pair]]
_Key = Callable[[ActionItem, str], Hashable]  # of an item and its stream; None: no key


def match(
    before: Sequence[TrackedItem], now: Sequence[Sighting], reach: Reach | None = None
) -> tuple[list[Pair], list[TrackedItem], list[Sighting]]:
    """Return pairs, items that are not there any more, and items never seen before.

    Without `reach` what was withdrawn earlier comes back only where it was.
    """
    pairs: list[Pair] = []
    old, new = list(before), list(now)
    for step in _steps(reach, renamed(before, now, reach)):
        found = step(old, new)
        pairs += found
        ids = {tracked.id for tracked, _ in found}
        taken = {id(sighting) for _, sighting in found}
        old = [o for o in old if o.id not in ids]
        new = [n for n in new if id(n) not in taken]
    return pairs, old, new


def _steps(reach: Reach | None, was: Mapping[str, str]) -> tuple[_Step, ...]:
    """Return the steps in their order; a renamed document is still the one it `was`.

    Equal texts that agree in owner and date too go first, so that twins are told apart.
    """
    here = partial(_by_key, was=was)
    elsewhere = partial(_by_text_elsewhere, reach=reach)
    return (
        partial(here, key=_mark, unique=True),
        partial(here, key=lambda i, stream: (stream, folded(i.text), i.owners, i.day)),
        partial(here, key=lambda i, stream: (stream, folded(i.text), i.owners)),
        partial(here, key=lambda i, stream: (stream, folded(i.text))),
        partial(_by_likeness, was=was),
        partial(_twins_elsewhere, key=lambda i, _: (folded(i.text), i.owners, i.day)),
        partial(_twins_elsewhere, key=lambda i, _: (folded(i.text), i.owners)),
        partial(elsewhere, key=lambda i, _: folded(i.text)),
    )


def _mark(item: ActionItem, stream: str) -> Hashable:
    """Return a ticket, block id or comment."""
    return (stream, item.mark) if item.mark else None


def _by_key(
    old: Sequence[TrackedItem],
    new: Sequence[Sighting],
    *,
    key: _Key,
    unique: bool = False,
    was: Mapping[str, str] = _NOWHERE,
) -> list[Pair]:
    """Pair equal keys in the order of their lines; live items before withdrawn ones.

    `unique`: only what is there once on either side; a live one outdoes withdrawn ones.
    """
    keys = [key(s.item, was.get(s.stream, s.stream)) for s in new]
    olds: dict[Hashable, deque[TrackedItem]] = {k: deque() for k in keys if k is not None}
    for tracked in sorted(old, key=lambda t: (not t.live, t.item.line, t.id)):
        waiting = olds.get(key(tracked.item, tracked.stream))
        if waiting is not None:
            waiting.append(tracked)
    often = Counter(keys)
    return [
        (olds[k].popleft(), sighting)
        for k, sighting in zip(keys, new, strict=True)
        if olds.get(k) and not (unique and (often[k] > 1 or not _only_one(olds[k])))
    ]


def _only_one(waiting: Sequence[TrackedItem]) -> bool:
    """Return whether the first, live before withdrawn, is alone of its kind."""
    return len(waiting) == 1 or (waiting[0].live and not waiting[1].live)


def _by_likeness(
    old: Sequence[TrackedItem], new: Sequence[Sighting], *, was: Mapping[str, str]
) -> list[Pair]:
    """Pair what is most alike in each document."""
    olds: dict[str, list[TrackedItem]] = defaultdict(list)
    news: dict[str, list[Sighting]] = defaultdict(list)
    for tracked in old:
        olds[tracked.stream] += [tracked] if tracked.live else []
    for sighting in new:
        news[was.get(sighting.stream, sighting.stream)].append(sighting)
    pairs: list[Pair] = []
    for stream in sorted(news.keys() & olds.keys()):
        went, came = olds[stream], news[stream]
        found = most_alike([t.item for t in went], [s.item for s in came])
        pairs += [(went[o], came[n]) for o, n in found]
    return pairs


def _twins_elsewhere(
    old: Sequence[TrackedItem], new: Sequence[Sighting], *, key: _Key
) -> list[Pair]:
    """Pair what vanishes just now with as many equals as come, where all went the same way."""
    went, came = defaultdict(list), defaultdict(list)
    for tracked in sorted(old, key=lambda t: (t.item.line, t.id)):
        if tracked.live:
            went[key(tracked.item, "")].append(tracked)
    for sighting in new:
        came[key(sighting.item, "")].append(sighting)
    return [
        pair
        for k, there in came.items()
        if len(went[k]) == len(there) and len(_streams(went[k])) == len(_streams(there)) == 1
        for pair in zip(went[k], there, strict=True)
        if _may_be(pair[0].item, pair[1].item)
    ]


def _streams(found: Sequence[TrackedItem | Sighting]) -> set[str]:
    return {one.stream for one in found}


def _by_text_elsewhere(
    old: Sequence[TrackedItem], new: Sequence[Sighting], *, key: _Key, reach: Reach | None
) -> list[Pair]:
    """Pair the same text in a renamed or split document; a text met twice proves nothing.

    What vanishes just now has moved.  Of what was withdrawn lately the text alone says too
    little: post-mortems share their wishes, so something else must agree.
    """
    near = [t for t in old if t.live or (reach and _lately(t, reach))]
    return [
        (tracked, sighting)
        for tracked, sighting in _by_key(near, new, key=key, unique=True)
        if _may_be(tracked.item, sighting.item)
        and (tracked.live or (reach and _agree(tracked, sighting, reach)))
    ]


def _lately(tracked: TrackedItem, reach: Reach) -> bool:
    return tracked.withdrawn_at is not None and tracked.withdrawn_at >= reach.since


def _may_be(a: ActionItem, b: ActionItem) -> bool:
    """Two different explicit marks are two items."""
    return not (a.mark and b.mark and a.mark != b.mark)


def _agree(tracked: TrackedItem, sighting: Sighting, reach: Reach) -> bool:
    """Return whether both are the same people's, or of documents with the same title."""
    owners, title = tracked.item.owners, reach.titles.get(tracked.stream)
    return bool(owners and owners == sighting.item.owners) or bool(
        title and title == reach.titles.get(sighting.stream)
    )
