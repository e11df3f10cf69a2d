"""The words that headings of coming work are put together of, language by language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from digest.model.vocabulary import Vocabulary

Kinds = frozenset[str]
_Kept = dict[str, set[str]]

ANY = "any"  # the words of all languages
# One of these is in all such headings.
_SIGNALS = frozenset(("next", "left", "now", "this", "until"))
_NUMBER = re.compile(r"#?\d[\d.]*(?:st|nd|rd|th)?")
NOTHING: Kinds = frozenset()


@dataclass(frozen=True, eq=False)
class Tongue:
    """The words of one language, each with what it may mean; those a star ends or begins."""

    whole: Mapping[str, Kinds]
    starts: Mapping[str, Kinds]
    ends: Mapping[str, Kinds]
    sizes: tuple[int, ...]  # characters of what begins or ends words
    unlike: Kinds  # words that are no slips of others
    joined: re.Pattern[str] | None  # any of the words, where they stand without space

    def means(self, said: str) -> Kinds | None:
        """Return what a word or phrase may mean; None for one that is unknown."""
        if said in self.whole:
            return self.whole[said]
        if " " in said:
            return None
        for size in self.sizes:
            found = self.starts.get(said[:size]) or self.ends.get(said[-size:])
            if found and len(said) >= size:
                return found
        return NOTHING if _NUMBER.fullmatch(said) else None

    def part(self, said: str) -> Kinds | None:
        """Return what a word means, with what stands beside its apostrophe: "l'action"."""
        found = self.means(said)
        if found is not None or "'" not in said:
            return found
        first, _, last = said.partition("'")
        both = self.means(first), self.means(last) if last != "s" else NOTHING
        return None if None in both else (both[0] or NOTHING) | (both[1] or NOTHING)


@lru_cache(maxsize=32)
def signals(vocabulary: Vocabulary) -> tuple[Mapping[str, frozenset[int]], tuple[int, ...]]:
    """Return the first words of phrases that every such heading holds, and whose they are."""
    found: dict[str, set[int]] = {}
    for number, tongue in enumerate(of(vocabulary)):
        words = [*tongue.whole.items(), *((f"{w}*", k) for w, k in tongue.starts.items())]
        for word, kinds in words:
            if not kinds.isdisjoint(_SIGNALS):
                found.setdefault(word.split(" ")[0], set()).add(number)
    sizes = {len(word) - 1 for word in found if word.endswith("*")}
    return {word: frozenset(of) for word, of in found.items()}, tuple(sorted(sizes))


@lru_cache(maxsize=32)
def of(vocabulary: Vocabulary) -> tuple[Tongue, ...]:
    """Return the languages that a vocabulary knows such words of."""
    shared = vocabulary.coming.get(ANY, {})
    own = ((name, t) for name, t in vocabulary.coming.items() if name != ANY)
    return tuple(_tongue((shared, table)) for _, table in own)


def _tongue(tables: Iterable[Mapping[str, tuple[str, ...]]]) -> Tongue:
    whole, starts, ends = _Kept(), _Kept(), _Kept()
    unlike: frozenset[str] = frozenset()
    joined = False
    for table in tables:
        unlike |= frozenset(table.get("unlike", ()))
        joined = joined or "joined" in table
        for kind, spellings in table.items():
            if kind in ("unlike", "joined"):
                continue
            for spelling in spellings:
                into = starts if spelling.endswith("*") else whole
                into = ends if spelling.startswith("*") else into
                into.setdefault(spelling.strip("*"), set()).add(kind)
    longest_first = sorted(whole, key=len, reverse=True)
    return Tongue(
        whole=_frozen(whole),
        starts=_frozen(starts),
        ends=_frozen(ends),
        sizes=tuple(sorted({len(w) for w in (*starts, *ends)}, reverse=True)),
        unlike=unlike,
        joined=re.compile("|".join(map(re.escape, longest_first))) if joined else None,
    )


def _frozen(kept: _Kept) -> dict[str, Kinds]:
    return {word: frozenset(kinds) for word, kinds in kept.items()}
