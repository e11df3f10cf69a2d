"""Which words are the names of people and teams: by who is known, by their shape."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from digest.model.directory import fold
from digest.model.vocabulary import Vocabulary

_AND = r"(?:and|und|et|y|e)\s+"
BETWEEN = re.compile(rf"\s*[,/&+]\s*(?:{_AND})?|\s+{_AND}")
_WORD = re.compile(r"[^\W\d_][\w'\u2019.-]*")
_FIRST = re.compile(r"[\s,/&+]*([^\s,/&+]*)")  # what begins the first of several names
_HANDLE = re.compile(r"@[A-Za-z0-9_][\w./-]*")
_HYPHEN = re.compile(r"['\u2019-]")
# Capitals inside a name: McKay, O'Brien, DeSouza; elsewhere, as in FastAPI, it is a product.
_PREFIX = re.compile(
    r"(?:Ma?c|D[aeiu]|L[ae]|V[ao]n|Fitz|[A-Z]['\u2019])(?=[^\W\d_a-z][^\W\d_A-Z])"
)
_OPS = re.compile(r"[A-Z][A-Za-z]*(?:Ops|Rel|Ex)")  # teams such as DevOps
_TEAM = re.compile(
    r"teams?|squad|group|guild|wg|sig|tribe|equipos?|[e\u00e9]quipes?|equipa?|grupo|group[eo]"
    r"|grupp[eo]n?|squadra|zesp\u00f3\u0142|t\u00fdm|tiimi|teamet|echipa|csapat|ekip|ekibi"
    r"|\u043a\u043e\u043c\u0430\u043d\u0434\u0430|\u0433\u0440\u0443\u043f\u043f\u0430"
)
_ABSTRACT = (
    *("ing", "ise", "ize", "ism", "ogy", "ics", "tion"),
    *("tions", "sion", "ity", "ness", "ance", "ence", "ments"),
)
_MOST_WORDS = 3
_INITIALS = 4  # letters; a longer word in capitals is none


@dataclass(frozen=True, eq=False)  # by identity: what is worked out for one is kept
class Names:
    """Which words are names: those known, and others by their shape but for some."""

    known: frozenset[str]  # folded; of people and teams, whatever their case or shape
    never: frozenset[str]  # words that stand where a name might and are none
    shapes: bool = True  # False: only those known
    honorifics: tuple[str, ...] = ()  # what follows a name without case
    teams: frozenset[str] = frozenset()  # folded; of those known
    doubtful: frozenset[str] = frozenset()  # names that are as often other words
    connecting: frozenset[str] = frozenset()  # words that go on with what is no sentence
    initials: frozenset[str] = frozenset()  # of those known, folded
    given: frozenset[str] = frozenset()  # first names
    everybody: frozenset[str] = frozenset()  # words for all who are there

    def are(self, said: str, *, most: int = _MOST_WORDS) -> bool:
        """Say whether words could be the names of people or teams, nothing else."""
        parts = [part for part in BETWEEN.split(said.strip()) if part]
        return self.all_known(said) or (
            self.shapes and bool(parts) and all(self.is_one(part, most) for part in parts)
        )

    def all_known(self, said: str) -> bool:
        """Say whether words are names that are known."""
        if not self.known:
            return False
        if fold(said) in self.known:
            return True
        parts = [part for part in BETWEEN.split(said.strip()) if part]
        return parts not in ([], [said]) and all(fold(part) in self.known for part in parts)

    def may_begin(self, said: str) -> bool:
        """Say whether what begins so may be names that are known: a cheap question."""
        return bool(self.known) and _first(fold(_first(said))) in self._firsts

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(map(_first, self.known))

    def is_one(self, part: str, most: int = _MOST_WORDS) -> bool:
        """Say whether words could be one name."""
        words = part.split()
        if fold(part) in self.known or self._honoured(part, words):
            return True
        if not 1 <= len(words) <= most or not all(map(_WORD.fullmatch, words)):
            return False
        if _TEAM.fullmatch(words[-1].casefold()) or _TEAM.fullmatch(words[0].casefold()):
            return self._team(words)
        if any(w.casefold().rstrip(".") in self.never for w in (part, *words)):
            return False
        if len(words) > 1:
            return _full(words)
        return _short(words[0]) and (fold(part) in self.given or not part.endswith(_ABSTRACT))

    def all_of_us(self, said: str) -> bool:
        """Say whether words mean all who are there: "Everyone"."""
        return said.strip().casefold() in self.everybody

    def people(self, said: str) -> bool:
        """Say whether words are nothing but people: known ones, handles, first names.

        Beside one of these, what looks like a name is one.
        """
        parts = BETWEEN.split(said.strip())
        sure = [self._person(part) for part in parts if part]
        return any(sure) and (all(sure) or all(map(self.is_one, filter(None, parts))))

    def _person(self, part: str) -> bool:
        return self.person_known(part) or (
            fold(part).split(" ")[0] in self.given and self.is_one(part)
        )

    def person_known(self, said: str) -> bool:
        """Say whether words are one person who is known, or a handle."""
        folded = fold(said)
        if handles(said) or (said.isupper() and folded in self.initials):
            return True
        return folded in self.known and folded not in self.never

    def _team(self, words: list[str]) -> bool:
        """Say whether such words name a team: "Platform team" does, "The team" does not."""
        rest = [w for w in words if not _TEAM.fullmatch(w.casefold())]
        return bool(rest) and all(
            w[0].isupper() and w.casefold() not in self.connecting for w in rest
        )

    def _honoured(self, part: str, words: list[str]) -> bool:
        if not part.endswith(self.honorifics):
            return False
        name = next((part[: -len(h)] for h in self.honorifics if part.endswith(h)), "")
        return bool(name.strip()) and len(words) <= _MOST_WORDS


def _first(said: str) -> str:
    match = _FIRST.match(said)
    return match[1] if match else ""


def handles(part: str) -> bool:
    """Say whether words are a handle and nothing else."""
    return bool(_HANDLE.fullmatch(part.strip()))


def _short(word: str) -> bool:
    acronym = word.isupper() and word.isalpha() and len(word) <= _INITIALS
    return acronym or _shaped(word) or bool(_OPS.fullmatch(word))


def _full(words: list[str]) -> bool:
    """Say whether some words are a full name."""
    shaped = all(_shaped(word) or _initials(word) for word in words)
    return shaped and not words[-1].endswith(_ABSTRACT)


def _initials(word: str) -> bool:
    return word.isupper() and len(word.replace(".", "")) <= 2  # noqa: PLR2004 - "J.", "JR"


def _shaped(word: str) -> bool:
    """Say whether each part of a word has one capital, at its beginning."""
    bare = _PREFIX.sub("", word.rstrip("."))
    if not bare[:1].isupper():
        return False
    # "Jean-Luc" is a name, "Pre-work" is none.
    return all(part[:1].isupper() for part in bare.split("-")) and all(
        part[1:].islower() or len(part) <= 1 for part in _HYPHEN.split(bare)
    )


def _initialled(name: str) -> str:
    """Return the initials of a full name."""
    words = name.split()
    return "".join(word[0] for word in words) if 1 < len(words) <= _INITIALS else ""


@lru_cache(maxsize=16)
def _never(vocabulary: Vocabulary) -> frozenset[str]:
    """Return what is no name: such words, and what stands before a colon and tells of it."""
    labels = (*vocabulary.column_of, *vocabulary.explaining, *vocabulary.assigning)
    return frozenset((*vocabulary.not_names, *labels))


@lru_cache(maxsize=16)
def _given(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.given)


@lru_cache(maxsize=64)
def names(known: frozenset[str], vocabulary: Vocabulary, *, shapes: bool = True) -> Names:
    """Return what tells names from other words; without `shapes` only those known are."""
    return Names(
        known,
        _never(vocabulary),
        shapes=shapes,
        honorifics=vocabulary.honorifics,
        teams=frozenset(vocabulary.teams),
        doubtful=frozenset(vocabulary.doubtful),
        connecting=frozenset(vocabulary.connecting),
        initials=frozenset(filter(None, map(_initialled, known))),
        given=_given(vocabulary),
        # Indonesian "tim" is a team, Tim is somebody.
        everybody=frozenset(vocabulary.everybody) - _given(vocabulary),
    )
