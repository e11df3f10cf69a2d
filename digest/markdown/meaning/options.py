"""Ways out to choose from: of a blocker, of a delay."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digest.markdown import asks
from digest.markdown.entries import Entry
from digest.markdown.fields import length
from digest.markdown.lines import Lines
from digest.markdown.parts import Part
from digest.model.update import Option
from digest.model.vocabulary import Vocabulary

_CHOSEN = ("preference", "recommendation")
_ENDS = r"(?:\s*[:.)\u2013\u2014-](?=\s|$)|\s*$)\s*"
_NUMBER = re.compile(rb"(\d{1,3})[.)]")
_LONGEST = 500  # characters of a choice
_MOST = 50  # options that a choice is among
_FEWEST = 4  # characters of an option that a choice may repeat


def read(parts: Sequence[Part], *, lines: Lines, vocabulary: Vocabulary) -> tuple[Option, ...]:
    """Return the options in order: `Option A: …` anywhere, every line below "Options"."""
    said = [e.text for part in parts if part.name in _CHOSEN for e in part.entries]
    choice = " ".join(said)
    found: list[tuple[Entry, str, str]] = []
    asking = 0
    for part in parts:
        if part.name in ("need", "options"):
            found += _named(part, len(found), vocabulary)
            asking = len(found) if part.name == "need" else asking
    chosen = chosen_in(choice, [(name, text) for _, name, text in found], vocabulary)
    return tuple(
        Option(
            line=lines.at(entry.span.start),
            name=name,
            text=text,
            who=asks.whom(text, always=True, vocabulary=vocabulary) if at < asking else (),
            cost=length.spent(entry.full, vocabulary),
            chosen=at == chosen,
        )
        for at, (entry, name, text) in enumerate(found)
    )


def _named(part: Part, before: int, vocabulary: Vocabulary) -> Iterator[tuple[Entry, str, str]]:
    for entry in part.entries:
        by_word = named(entry.text, vocabulary)
        if by_word is not None:
            yield entry, *by_word
        elif part.name == "options":
            before += 1
            yield entry, _number(entry) or str(before), entry.text


def named(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the name of an option and what it is, where a line names one: "Option A: …"."""
    match = _option(vocabulary.parts.get("options", ())).match(text)
    return (match["name"].upper(), text[match.end() :]) if match else None


def _number(entry: Entry) -> str:
    """Return the number a list gives an entry, empty for a bullet."""
    raw = entry.inline.raw if entry.inline else b""
    match = _NUMBER.match(raw, entry.block.start) if entry.block else None
    return match[1].decode() if match else ""


def chosen_in(
    said: str, among: Sequence[tuple[str, str]], vocabulary: Vocabulary
) -> int | None:
    """Return which option a preference, recommendation or decision names first, if any.

    The options are told by name and text.
    """
    choice = said[:_LONGEST].casefold()
    if not choice:
        return None
    word = _word(vocabulary.parts.get("options", ()))
    at: list[tuple[int, int]] = []
    for index, (name, text) in enumerate(among[:_MOST]):
        label = re.escape(name.casefold())
        match = re.search(rf"{word}\s*#?{label}(?!\w)|^#?{label}(?=\s*(?:[.,:;)]|$))", choice)
        first = re.split(r"[,;:.(]|\s[-\u2013\u2014]\s", text.casefold(), maxsplit=1)[0].strip()
        if match:
            at.append((match.start(), index))
        elif len(first) >= _FEWEST and first in choice:
            at.append((choice.index(first), index))
    return min(at)[1] if at else None


@lru_cache(maxsize=16)
def _option(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s*{_word(words)}\s*(?P<name>[A-Z]|\d{{1,2}}){_ENDS}", re.IGNORECASE)


def _word(words: tuple[str, ...]) -> str:
    single = sorted((re.escape(w) for w in words if " " not in w), key=len, reverse=True)
    return rf"(?:{'|'.join(single) or '(?!)'})"
