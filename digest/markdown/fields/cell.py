"""A status cell taken apart: pictures and emphasis, the word, what follows it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from digest.markdown.fields import words
from digest.model.item import Status
from digest.model.vocabulary import Vocabulary

# Pictures mean the same in every language; a word beside one says more.
_PICTURES = {
    **dict.fromkeys("✅✔☑✓🟢", Status.DONE),
    **dict.fromkeys("🔄🚧🏗🟡", Status.IN_PROGRESS),
    **dict.fromkeys("⛔🛑🔴", Status.BLOCKED),
    **dict.fromkeys("🚫", Status.CANCELLED),
    **dict.fromkeys("⬜☐⏳❌", Status.OPEN),
}
_NAMED = {  # the same by their names, as `:x:`
    **dict.fromkeys(
        ("white_check_mark", "heavy_check_mark", "ballot_box_with_check", "green_circle"),
        Status.DONE,
    ),
    **dict.fromkeys(
        ("construction", "arrows_counterclockwise", "yellow_circle"), Status.IN_PROGRESS
    ),
    **dict.fromkeys(("no_entry", "octagonal_sign", "red_circle"), Status.BLOCKED),
    "no_entry_sign": Status.CANCELLED,
    **dict.fromkeys(
        ("x", "hourglass", "hourglass_flowing_sand", "white_large_square"), Status.OPEN
    ),
}
_SHORTCODE = re.compile(rf":({'|'.join(_NAMED)}):", re.IGNORECASE)
_MARKS = {
    **dict.fromkeys("xXvV", Status.DONE),
    **dict.fromkeys("/~", Status.IN_PROGRESS),
    **dict.fromkeys("-", Status.CANCELLED),
}
BOX = re.compile(r"(?P<lead>\s*\\?\[)(?P<mark>[^\]\\])(?P<close>\\?\])(?P<tail>.*)", re.DOTALL)
_LEAD = r"(?P<lead>(?:[^\w(\[:\\<]|_|:[\w+-]+:|<\w+>)*)"  # emphasis, emoji, :shortcode:, <b>
_CLOSE = r"(?![^\W_])(?P<close>(?:[*_~`]|</\w+>)*)(?P<tail>.*)"
_DOUBT = re.compile(r"\s*(?:\?|(?P<or>/)|\u2192|[-=]{1,3}>)")


@dataclass(frozen=True)
class Cell:
    """A status as written, in pieces that join to the whole, and its meaning."""

    lead: str
    word: str
    close: str  # emphasis that ends with the word
    tail: str
    value: Status

    @property
    def styled(self) -> str:
        """The word in its dress: what is written again elsewhere."""
        return self.lead + self.word + self.close


def split(raw: str, vocabulary: Vocabulary) -> Cell | None:
    """Take a cell apart; None where no word or picture of it means a status.

    Nor does "Done?", "open / done" or "open -> done"; what is struck through says nothing.
    """
    raw = words.unstruck(raw)
    found = _pattern(vocabulary).match(raw)
    value = _meaning(found["word"], vocabulary) if found else None
    if found is None or value is None:
        return _pictured(raw)
    if _unsure(found, value, vocabulary):
        return None
    return Cell(found["lead"], found["word"], found["close"], found["tail"], value)


def _unsure(found: re.Match[str], value: Status, vocabulary: Vocabulary) -> bool:
    """Say whether a question mark, an arrow or another status follows a word."""
    sign = _DOUBT.match(found.string, found.start("tail"))
    if sign is None or not sign["or"]:
        return sign is not None
    other = _pattern(vocabulary).match(found.string, sign.end())
    return other is not None and _meaning(other["word"], vocabulary) is not value


def mark(character: str) -> Status:
    """Return what stands between a task's brackets means; OPEN if it is strange.

    It is one character, or `N/A`.
    """
    if character.casefold() == "n/a":
        return Status.CANCELLED
    return _MARKS.get(character) or _PICTURES.get(character, Status.OPEN)


@lru_cache(maxsize=32)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    word = f"(?P<word>{words.any_of(vocabulary.statuses, _spaced)})"
    return re.compile(_LEAD + word + _CLOSE, re.IGNORECASE | re.DOTALL)


def _spaced(spelling: str) -> str:
    return r"[\s_-]*".join(map(re.escape, spelling.split()))


def _meaning(word: str, vocabulary: Vocabulary) -> Status | None:
    """Return what a word means that our pattern found; None where a dotless i is its i."""
    folded = words.fold(word)
    if folded in vocabulary.statuses:
        return vocabulary.statuses[folded]
    bare = re.sub(r"[\s_-]", "", folded)
    same = (s for s in vocabulary.statuses if re.sub(r"[\s_-]", "", s) == bare)
    return next((vocabulary.statuses[s] for s in same), None)


def _pictured(raw: str) -> Cell | None:
    for at, character in enumerate(raw):
        if code := _SHORTCODE.match(raw, at):
            return Cell(raw[:at], code[0], "", raw[code.end() :], _NAMED[code[1].lower()])
        if value := _PICTURES.get(character):
            end = at + 1 + raw[at + 1 :].startswith("\ufe0f")
            return Cell(raw[:at], raw[at:end], "", raw[end:], value)
        if character not in "*_~` ":
            return None
    return None
