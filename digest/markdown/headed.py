"""What headings and the names of files say of all that stands below them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.markdown import coming, stages, stems, titles
from digest.markdown.fields import due
from digest.markdown.inline import Inline
from digest.markdown.outline import LABEL, Section
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

_MONTH = 27  # days: what is shorter is when something was released
_PIECES = re.compile(r"[,()\[\]:\uff1a|\u2014]|\s[-\u2013]\s")
_MOST_WORDS = 3  # of a file's name that say what it is
_LONGEST = 200  # characters of a heading
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt")
_BETWEEN = re.compile(r"[\s_.+-]+")
_NUMBER = re.compile(r"v?\d+")
_BRACKETS = re.compile(r"[(\[\uff08]([^()\[\]\uff08\uff09]{2,80})")
_DASH = re.compile(r"\s[-\u2013\u2014]\s|\s*[,;:]\s")
_TICKS = ("\u2705", "\u2714", "\u2611")
# A span of months in brackets is when it is planned for, a day more often that of a meeting.
_QUARTER = re.compile(
    r"\(((?i:[QH][1-4])[\s/-]*\d{0,4}(?:\s*[-\u2013]\s*[QqHh][1-4]\s*\d{0,4})?)\)"
)
_WIDE_COLON = "\uff1a".encode()
_SENTENCE = re.compile(r"[.!?\u3002]\s*(?=\S)")
_RELEASE = re.compile(
    r"\[?v?\d+(?:\.\d+)+[\w.+-]*\]?[\s(\u2013\u2014-]+(?:released?\s+)?(?:on\s+)?"
    r"\d{4}-\d{2}-\d{2}\)?"
)


def lists_tasks(path: str, sections: Sequence[Section], vocabulary: Vocabulary) -> bool:
    """Say whether a file is a list of tasks by its name: `TODO.md`, `next-steps.md`.

    A page about something of that name, such as `tasks.md` titled "Background jobs", is none.
    """
    stem = _stem(path)
    words = _words(stem).split(" ")
    ends = {
        " ".join(end)
        for count in range(1, _MOST_WORDS + 1)
        for end in (words[:count], words[-count:])
    }
    if not ends.isdisjoint(vocabulary.files):
        return True
    # Of a path that was made a name only the end counts.
    if _words(stem.rpartition("__")[2]) in vocabulary.plans:
        return True
    title = next((s.key for s in sections if 0 < s.level < LABEL), "")
    named = names_tasks(path, vocabulary)
    return named and (not title or titles.holds_actions(title, vocabulary))


def names_tasks(path: str, vocabulary: Vocabulary) -> bool:
    """Say whether a file's name, or the end of one made of a path, is a heading for tasks."""
    stem = _stem(path)
    return any(_words(s) in vocabulary.headings for s in (stem, stem.rpartition("__")[2]))


def _stem(path: str) -> str:
    stem = path.rpartition("/")[2].casefold()
    for ending in _MARKDOWN:
        stem = stem.removesuffix(ending)
    return stem


@lru_cache(maxsize=1024)
def planned(title: str, vocabulary: Vocabulary) -> str:
    """Return the words for the month or quarter that a heading of a plan is for, or ""."""
    if len(title) > _LONGEST or not any(map(str.isdigit, title)):
        return ""
    for piece in map(str.strip, _PIECES.split(title)):
        said = due.read(piece, None, vocabulary) if not _RELEASE.fullmatch(piece) else None
        if said and said.start and said.end and (said.end - said.start).days >= _MONTH:
            return piece
    return ""


def _words(stem: str) -> str:
    return " ".join(w for w in _BETWEEN.split(stem) if w and not _NUMBER.fullmatch(w))


def status(plain: str, vocabulary: Vocabulary) -> Status | None:
    """Return how far a heading says that what stands below it is: "Repairs (done)"."""
    for match in _BRACKETS.finditer(plain[:_LONGEST]):
        word = _DASH.split(match[1])[0].casefold().strip()
        said = vocabulary.statuses.get(word, Status.OPEN)
        if said is not Status.OPEN and (said.closed or word in vocabulary.boards):
            return said
    return Status.DONE if plain.rstrip("\ufe0f ").endswith(_TICKS) else None


def column(key: str, vocabulary: Vocabulary) -> Status | None:
    """Return how far an action heading says its items are: "Tasks in progress"."""
    bare = titles.bare(key)
    beside, finished = stems.beside(bare, vocabulary)
    status = Status.DONE if finished else stages.parted(beside.split(), vocabulary)[1]
    # "To be finished by the next meeting" is not.
    ahead = status is Status.DONE and coming.says(bare, vocabulary)
    return None if ahead else status


def released(title: str) -> bool:
    """Say whether a heading is a release and its day: what stands below it is done."""
    return bool(_RELEASE.fullmatch(title.strip()))


@lru_cache(maxsize=1024)
def until(plain: str, vocabulary: Vocabulary) -> str:
    """Return the words for the day until which a heading or a group's bullet says, or ""."""
    if len(plain) > _LONGEST:
        return ""
    where = due.find(plain, vocabulary)
    if where:
        return plain[slice(*where)]
    quarter = _QUARTER.search(plain)
    return quarter[1] if quarter else ""


@lru_cache(maxsize=16)
def _announcing(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, vocabulary.announcements)) or "(?!)")


def announces(inline: Inline, vocabulary: Vocabulary) -> bool:
    """Say whether a paragraph ends with "we will do the following:", or begins as a heading."""
    raw = inline.bytes
    leads = raw.endswith((b":", _WIDE_COLON))
    if not leads and b"." not in raw:
        return False
    plain = inline.plain.casefold().replace("\u2019", "'")
    last = _SENTENCE.split(plain)[-1]
    if _announcing(vocabulary).search(last):
        return leads or any(noun in last.split() for noun in vocabulary.nouns)
    first, stop, _ = plain.partition(".")
    return not leads and bool(stop) and first in vocabulary.headings
