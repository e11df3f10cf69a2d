"""Headings of coming work, put together of words in any order: "Our goals for next week".

Each language says of its words whether they mean what comes next, what is left, a period, an
occasion such as a meeting, work, aims, or nothing; a heading of such words alone is told by
what they mean together.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from digest.markdown import slips, tongues
from digest.markdown.tongues import NOTHING, Kinds, Tongue
from digest.model.vocabulary import Vocabulary

_LONGEST = 90  # characters of a heading
_MOST_WORDS = 14
_PHRASE = 3  # words of a phrase
_SHORT_SLIP = 3  # words of a heading in which a word may be spelt wrong
_REMEMBERED = 4096
_LEGEND = re.compile(r"\s*(?:->|=>|[\u2192\u21d2]).*")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BETWEEN = re.compile(r"[\s\d.,\u3001\u30fb'\"\u300c\u300d_-]+")


def says(title: str, vocabulary: Vocabulary, *, bare: bool = True) -> bool:
    """Say whether a heading, as the vocabulary spells it, announces coming work.

    `bare`: it may do so by naming a period alone, as "Next week".
    """
    return len(title) <= _LONGEST and _says(title, vocabulary, bare=bare)


def spans(title: str, vocabulary: Vocabulary) -> bool:
    """Say whether a heading begins with a numbered period: "Sprint 2: the gate"."""
    words = _WORD.findall(title[:_LONGEST])[:2]
    return (
        len(words) > 1
        and words[1].isdigit()
        and any("periods" in (one.part(words[0]) or NOTHING) for one in tongues.of(vocabulary))
    )


def meets(plain: str, vocabulary: Vocabulary) -> bool:
    """Say whether a line begins with the next meeting: "Next call: Monday"."""
    words = _WORD.findall(plain[:_LONGEST].casefold())[:2]
    return any(
        _means(words, one)[0] >= {"next", "occasions"} for one in _candidates(words, vocabulary)
    )


@lru_cache(maxsize=_REMEMBERED)
def _says(title: str, vocabulary: Vocabulary, *, bare: bool) -> bool:
    said = _LEGEND.sub("", title)
    if not said.isascii() and _JOINED.search(said):
        return any(
            _fit(_joined(said, one), bare=bare) for one in tongues.of(vocabulary) if one.joined
        )
    words = _WORD.findall(said)
    if not words or len(words) > _MOST_WORDS:
        return False
    return any(_spaced(words, one, bare=bare) for one in _candidates(words, vocabulary))


def _spaced(words: list[str], tongue: Tongue, *, bare: bool) -> bool:
    """Say whether words of a language announce work, one of them perhaps spelt wrong."""
    kinds, unknown = _means(words, tongue)
    if not unknown:
        return _fit(kinds, bare=bare)
    if len(unknown) > 1 or len(words) < _SHORT_SLIP or unknown[0] in tongue.unlike:
        return False
    return any(
        _fit(kinds | tongue.whole[word], bare=False)
        for word in slips.of(unknown[0], tongue.whole)
    )


def _means(words: list[str], tongue: Tongue) -> tuple[Kinds, list[str]]:
    """Return what words mean together, and those that are unknown."""
    kinds, unknown, at = set[str](), [], 0
    while at < len(words):
        for size in range(min(_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            found = tongue.part(phrase) if size == 1 else tongue.whole.get(phrase)
            if found is not None:
                kinds |= found
                break
        else:
            unknown.append(words[at])
        at += size
    return frozenset(kinds), unknown


def _joined(said: str, tongue: Tongue) -> Kinds:
    """Return what words without space mean together; nothing where one is unknown."""
    kinds, at = set[str](), 0
    while at < len(said):
        match = (tongue.joined and tongue.joined.match(said, at)) or _BETWEEN.match(said, at)
        if match is None:
            return NOTHING
        kinds |= tongue.whole.get(match[0], NOTHING)
        at = match.end()
    return frozenset(kinds)


def _fit(kinds: Kinds, *, bare: bool) -> bool:
    """Say whether words that mean all this announce work.

    "Next meeting" is only a date, "work this week" may be what was done.
    """
    work = "work" in kinds
    period = "periods" in kinds or "phases" in kinds
    if "next" in kinds:
        # A word may be next and a period itself.
        aims = "aims" in kinds and ("occasions" not in kinds or "until" in kinds)
        alone = bare and period and "occasions" not in kinds
        until = "occasions" in kinds and "until" in kinds
        if work or "labour" in kinds or aims or alone or until:
            return True
    if work and ("left" in kinds or ("until" in kinds and "occasions" in kinds)):
        return True
    if "left" in kinds and "labour" in kinds:
        return True
    near = "now" in kinds or ("this" in kinds and "periods" in kinds)
    return near and (work or "aims" in kinds)


def _candidates(words: Iterable[str], vocabulary: Vocabulary) -> Iterator[Tongue]:
    """Yield the languages in which a word says that something is to come, or is work."""
    signals, sizes = tongues.signals(vocabulary)
    found: set[int] = set()
    for word in words:
        found |= signals.get(word, frozenset())
        for size in sizes:
            found |= signals.get(word[:size] + "*", frozenset())
    all_of_them = tongues.of(vocabulary)
    yield from (all_of_them[number] for number in sorted(found))
