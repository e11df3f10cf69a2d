"""Which items that went are which that came: the most alike, over a whole document.

Whatever a document holds, the work is bounded: only the beginnings of texts are compared, and
where even that would be too much nothing is.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.model.item import ActionItem
from digest.reconcile.assign import assign

ALIKE = 0.55  # below this likeness two texts are two items
_READ = 400  # characters of a text whose words are compared
_LETTERS = 160  # of them, characters whose order is compared; nine items in ten are shorter
_IN_ORDER = 0.95  # worth of letters in order against shared words: chance gives some
# Steps for one document, well under a second: 140 ordinary items for 140 others.  Nobody
# rewords so many at once; beyond it only equal texts are the same item.
_MOST_STEPS = 2_500_000
_STEPS_A_PAIR = 80  # besides those for the characters


@dataclass(frozen=True)
class _Gist:
    """What of an item is compared, read once."""

    item: ActionItem
    size: int  # characters read
    words: Counter[str]
    count: int  # of words, each time it occurs
    letters: str
    places: dict[str, int]  # letter to where it stands, bit by bit


@lru_cache(maxsize=20_000)  # a text is compared at every step
def folded(text: str) -> str:
    """Return a text as identity compares it: no case, no punctuation, single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", plain).strip() or plain.strip()


def most_alike(olds: Sequence[ActionItem], news: Sequence[ActionItem]) -> list[tuple[int, int]]:
    """Return pairs (index of old, index of new): best as a whole, never one by one."""
    came = [_gist(item) for item in news]
    if len(olds) * sum(_STEPS_A_PAIR + gist.size for gist in came) > _MOST_STEPS:
        return []
    likeness = [[_likeness(old, new) for new in came] for old in map(_gist, olds)]
    # Pairs that are too unlike cost the same as none, so that they never crowd out good ones.
    costs = [[1.0 - v if v >= ALIKE else 1.0 for v in row] for row in likeness]
    return [pair for pair in assign(costs) if likeness[pair[0]][pair[1]] >= ALIKE]


def _gist(item: ActionItem) -> _Gist:
    text = folded(item.text[:_READ])[:_READ]
    words, letters = text.split(), text[:_LETTERS]
    places: dict[str, int] = {}
    for place, letter in enumerate(letters):
        places[letter] = places.get(letter, 0) | 1 << place
    return _Gist(item, len(text), Counter(words), len(words), letters, places)


def _likeness(a: _Gist, b: _Gist) -> float:
    """Return 0 to 1: mostly the words, a little the owner, the date and the place.

    Two different explicit marks are two items, however alike their words.
    """
    if a.item.mark and b.item.mark and a.item.mark != b.item.mark:
        return 0.0
    # A row that keeps its owner and date in its place has probably been reworded.
    kept = 0.05 * (a.item.owners == b.item.owners and bool(a.item.owners)) + 0.05 * (
        a.item.day == b.item.day is not None
    )
    words = 2 * (a.words & b.words).total() / ((a.count + b.count) or 1)
    share = 2 * _IN_ORDER / ((len(a.letters) + len(b.letters)) or 1)
    most = min(len(a.letters), len(b.letters)) * share  # were all of the shorter in the longer
    if most > words and most * 0.9 + kept >= ALIKE:
        words = max(words, _in_order(a, b) * share)
    return min(1.0, words * 0.9 + kept)


def _in_order(a: _Gist, b: _Gist) -> int:
    """Return how many letters both have in the same order: a longest common subsequence.

    One step for each letter of `b`, all of `a` at once as the bits of a number (Hyyrö 2004).
    """
    everything = unmatched = (1 << len(a.letters)) - 1
    for letter in b.letters:
        here = unmatched & a.places.get(letter, 0)
        unmatched = (unmatched + here) | (unmatched - here)
    return len(a.letters) - (unmatched & everything).bit_count()
