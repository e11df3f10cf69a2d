"""Sentences that say who will do something: "Kim will ask the port", "Lee to count the keys".

Only people count: those a document or the directory names, handles, and first names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from digest.markdown import asides, titles
from digest.markdown.called import BETWEEN, Names
from digest.markdown.fields import owner, words
from digest.model.vocabulary import Vocabulary

Range = tuple[int, int]  # characters, half-open

_LONGEST = 80  # characters of names
_MOST_WORDS = 3  # of a name
_WRAPPED = r"(?<=[\w,])\n(?=[^\S\n]*[^\W\d_A-Z])"  # a line that goes on in the next
_STOP = re.compile(rf"(?!{_WRAPPED})(?:[.;!?]\s|\n)")
# What may stand before the name that a promise begins with.
_BEGIN = re.compile(r"[.;!?:()\[\]\n>|\u2192\u21d2\u2013\u2014\u2022]|\s-(?=\s)")
_END = re.compile(rf"(?!{_WRAPPED})(?:[.!?;](?=\s|$)|[()\]\n]|\s[-\u2013\u2014]\s|$)")
_SOFT = re.compile(r"(?:also|then|now|still|just|auch|noch|dann|jetzt|aussi|también|também)\s+")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_NAME_WORD = re.compile(r"@?[^\W\d_][\w.'\u2019-]*")
_MYSELF = ("", "i")


@dataclass(frozen=True)
class Pledge:
    """Who will do something, and the characters of the sentence that says so."""

    who: Range
    start: int
    end: int
    label: Range | None = None  # "Kim: " before "I will ask the port"


def find(text: str, names: Names, vocabulary: Vocabulary) -> Iterator[Pledge]:
    """Yield what sentences of a text in which markup is blank say somebody will do."""
    does, done = cues(vocabulary)
    handed = (_agent(text, cue, names) for cue in done.finditer(text))
    promised = (_subject(text, cue, names, vocabulary) for cue in does.finditer(text))
    at = 0
    for pledge in sorted((p for p in (*handed, *promised) if p), key=lambda p: p.start):
        asked = "?" in text[pledge.end - 1 : pledge.end + 1]
        if pledge.start >= at and not asked and not repeated(text, pledge.start, vocabulary):
            yield pledge
            at = pledge.end


def _all(vocabulary: Vocabulary) -> tuple[str, ...]:
    return (*vocabulary.future, *vocabulary.pledging, *vocabulary.doing)


def group(plain: str, names: Names, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return whose the bullets below one such as "Kim and Lee to:" are, as written."""
    said = plain.rstrip(":\uff1a ")
    after = (*vocabulary.future, *vocabulary.pledging) if said != plain else ()
    who = next((said[: -len(w) - 1] for w in after if said.endswith(f" {w}")), "")
    return owner.read(who) if names.people(who) else ()


@lru_cache(maxsize=16)
def cues(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match the words after a name with which it promises, and those up to "done by" one."""
    passive, agents, ends = (
        "|".join(re.escape(w) for w in sorted(said, key=len, reverse=True)) or "(?!)"
        for said in (vocabulary.passive, vocabulary.agents, vocabulary.tenses)
    )
    does = words.any_of(_all(vocabulary))
    return (
        re.compile(
            r"(?:(?<=\S)\s{1,5}|(?<=\w)(?=['\u2019]))"
            rf"(?P<does>{does}|[^\W\d_]{{1,30}}(?:{ends}))\s+(?=[^\W\d_])"
        ),
        re.compile(
            rf"(?<=[\s:])(?:{passive})\s(?:[^\W\d_][\w-]*\s){{0,5}}?(?:{agents})\s+"
            r"(?=@?[^\W\d_])"
        ),
    )


def _subject(
    text: str, cue: re.Match[str], names: Names, vocabulary: Vocabulary
) -> Pledge | None:
    """Return the promise of those who stand before the cue."""
    if not _promises(text, cue, vocabulary):
        return None
    first = max(0, cue.start() - _LONGEST)
    begins = [first, *(m.end() for m in _BEGIN.finditer(text, first, cue.start()))]
    clause = (begins[-1], cue.start())
    if text[slice(*clause)].strip().casefold() in _MYSELF:
        spoken = text[begins[-1] - 1 : begins[-1]] == ":"
        return _spoken(text, (begins[-2], begins[-1]), cue.end(), names) if spoken else None
    who = _tight(text, clause)
    if _sure(text[slice(*who)], cue["does"], names, vocabulary):
        return None if begins[-1] == first > 0 else _pledge(text, who, cue.end())
    late = _late(text, clause, names, vocabulary)
    return _pledge(text, late, cue.end()) if late and cue["does"] in vocabulary.future else None


def _sure(said: str, does: str, names: Names, vocabulary: Vocabulary) -> bool:
    """Say whether words are people; what is told in the present only those who are known do."""
    if does in vocabulary.future or does in vocabulary.pledging:
        return names.people(said)
    return all(names.person_known(part) for part in BETWEEN.split(said.strip()))


def _late(text: str, clause: Range, names: Names, vocabulary: Vocabulary) -> Range | None:
    """Return the people a clause ends with that begins otherwise: "Before that Kim"."""
    words = [m.span() for m in _NAME_WORD.finditer(text, *clause)]
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        who = (words[-count][0], words[-1][1])
        before = text[slice(*words[-count - 1])].casefold()
        if before not in vocabulary.subordinate and names.person_known(text[slice(*who)]):
            return who
    return None


def _spoken(text: str, label: Range, after: int, names: Names) -> Pledge | None:
    """Return what a speaker promises: "Kim: I'll ask the port"."""
    who = _tight(text, (label[0], label[1] - 1))
    if not names.people(text[slice(*who)]):
        return None
    return Pledge(who, who[0], _end(text, after), (who[0], label[1]))


def _promises(text: str, cue: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Say whether what follows the cue is something to do: neither "be ..." nor "not ..."."""
    at = cue.end()
    soft = _SOFT.match(text, at)
    at = soft.end() if soft else at
    word = _WORD.match(text, at)
    does = cue["does"]
    if does[0].isupper() and (
        does.casefold() not in vocabulary.future or text[cue.start() - 1] != ":"
    ):
        return False
    if word is None or (cue["does"].endswith("to") and not word[0][0].islower()):
        return False
    idle = vocabulary.idle
    return word[0].casefold() not in idle and cue["does"].casefold() not in idle


def _agent(text: str, cue: re.Match[str], names: Names) -> Pledge | None:
    """Return what will be done by those who stand after the cue."""
    who = _leading(text, cue.end(), names)
    if who is None:
        return None
    stops = [m.end() for m in _STOP.finditer(text, 0, cue.start())]
    start = stops[-1] if stops else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    return Pledge(who, start, _end(text, who[1]))


def _leading(text: str, at: int, names: Names) -> Range | None:
    """Return the longest name a text goes on with."""
    words: list[int] = []
    end = at
    while len(words) < _MOST_WORDS and (word := _NAME_WORD.match(text, end)):
        words.append(word.end())
        end = word.end() + len(text[word.end() :]) - len(text[word.end() :].lstrip(" "))
    ends = (e - len(text[at:e]) + len(text[at:e].rstrip(".")) for e in reversed(words))
    return next(((at, e) for e in ends if names.people(text[at:e])), None)


def _pledge(text: str, who: Range, after: int) -> Pledge:
    return Pledge(who, who[0], _end(text, after))


def _end(text: str, at: int) -> int:
    """Return where a sentence ends: before its full stop where another follows."""
    match = _END.search(text, at)
    while match and match[0] == "(":
        match = _END.search(text, asides.closed(text, match.end()) + 1)
    end = match.start() if match else len(text)
    return end if text[end + 1 :].strip() else len(text.rstrip())


def _tight(text: str, where: Range) -> Range:
    said = text[slice(*where)]
    start = where[0] + len(said) - len(said.lstrip())
    return start, start + len(said.strip())


def repeated(text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Say whether a label before it makes a promise one of last time: "Last week's AI: "."""
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    return line.endswith(":") and titles.repeats(titles.key(line), vocabulary)
