"""Markdown text as words: markup taken off what was read, escaped in what is written."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

LONGEST = 300  # characters of what a person typed
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"

_MARKUP = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
  | (?P<entity>&\#?\w{1,32};)
  | <!--[^<>]*> | <(?!\w+:)/?[A-Za-z][^<>@]*>
  | !?\[\[(?:[^\[\]|]*\|)?(?P<wiki>[^\[\]|]*)\]\]
  | !?\[(?P<link>(?:\\.|[^\[\]\\])*)\](?:\([^()]*\)|\[[^\[\]]*\])
  | \*+ | ~~ | `+ | (?<!\w)_+(?=\S) | (?<=\S)_+(?!\w)
    """,
    re.VERBOSE,
)
_STRUCK = re.compile(r"~~[^~]*+~~")
_NEEDS_ESCAPE = re.compile(
    r"""
    [`*\[\]|]
  | \\(?=[!-/:-@\[-`{-~]|$)
  | <(?=[A-Za-z/!?])
  | &(?=\#?\w+;)
  | (?<![^\W_])_ | _(?![^\W_])
  | ~(?=.*~) | (?<=~)~ | \$(?=.*\$)
  | =(?==) | (?<==)= | %(?=%) | (?<=%)% | (?<=:):  # Obsidian's marks and comments, Dataview
    """,
    re.VERBOSE,
)
# What becomes a link or a mention without any brackets: @bob, a@b.example, https://…, www.…
_LINKS_ITSELF = re.compile(
    r"(?P<mention>@)(?=\w) | (?P<scheme>\b\w{2,9})(?=://) | (?P<www>\bwww)(?=\.\w)",
    re.VERBOSE | re.IGNORECASE,
)
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_ODD_CASES = "\u0131\u0130\u017f\u212a\u212b"  # of i, s, k and \xe5
_JOINERS = "\u200c\u200d"  # Persian words and many emoji are spelled with them


def plain(raw: str) -> str:
    """Return a piece of markdown as one line of plain text."""
    return " ".join(_MARKUP.sub(_said, raw).split())


def _said(match: re.Match[str]) -> str:
    if match["escaped"]:
        return match["escaped"]
    if match["entity"]:
        return html.unescape(match["entity"])
    if match[0].startswith("<"):
        return " "
    return match["wiki"] or plain(match["link"] or "")


def unstruck(raw: str) -> str:
    """Return markdown without what is struck through, where anything else stands beside it."""
    kept = _STRUCK.sub(" ", raw) if "~~" in raw else raw
    return kept if re.search(r"[^\s*_~`]", kept) else raw


def fold(raw: str) -> str:
    """Return markdown as vocabularies spell it: one case, no markup, single spaces."""
    return unicodedata.normalize("NFKC", plain(raw)).casefold().strip()


def any_of(phrases: Iterable[str], spelled: Callable[[str], str] = re.escape) -> str:
    """Return a pattern of phrases in any case, the longest first.

    At most words it fails by their first letter; `(?i:a|b)` would try each of the phrases.
    """
    either = (
        f"(?-i:[{_alike(first)}])(?i:{'|'.join(rest)})"
        for first, rest in _parted(phrases, spelled).items()
    )
    return f"(?:{'|'.join(either) or '(?!)'})"


def any_of_bytes(phrases: Iterable[str]) -> bytes:
    """Return a pattern as `any_of` does, of UTF-8: only ASCII letters have a case there."""
    either = (
        f"(?-i:{re.escape(first)}|{re.escape(first.upper())})(?i:{'|'.join(rest)})"
        for first, rest in _parted(phrases, re.escape).items()
    )
    return f"(?:{'|'.join(either) or '(?!)'})".encode()


def _parted(phrases: Iterable[str], spelled: Callable[[str], str]) -> dict[str, list[str]]:
    """Return patterns of what follows the first letter of phrases, by that letter."""
    parted: dict[str, list[str]] = {}
    for phrase in sorted(filter(None, dict.fromkeys(phrases)), key=len, reverse=True):
        rest = spelled(phrase)[len(re.escape(phrase[0])) :]
        parted.setdefault(phrase[0].lower(), []).append(rest)
    return parted


def _alike(letter: str) -> str:
    """Return the letters that are the same but for their case, as in a class of a pattern."""
    same = (c for c in dict.fromkeys((letter, letter.upper(), *_ODD_CASES)) if len(c) == 1)
    return "".join(
        re.escape(c) for c in same if re.fullmatch(re.escape(letter), c, re.IGNORECASE)
    )


def may_hold(text: str, begin: frozenset[str]) -> bool:
    """Say whether any of some phrases may stand in a text: a cheap question before a dear one.

    `begin` are their first words, as `begins` returns them.
    """
    words = _ascii_words(text)
    return words is None or not begin.isdisjoint(words)


def begins(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first words of phrases; those of other letters only other letters spell."""
    found = (_ASCII_WORD.search(phrase.lower()) for phrase in phrases if phrase.isascii())
    return frozenset(match[0] for match in found if match)


@lru_cache(maxsize=16)  # several readers ask of a line before the next one comes
def _ascii_words(text: str) -> list[str] | None:
    """Return the words of a text in lower case; None where letters may fold to ASCII ones."""
    return _ASCII_WORD.findall(text.lower()) if text.isascii() else None


def literal(text: str) -> str:
    """Return what a person typed as one line of markdown that reads as exactly that.

    Control and direction characters go, white space collapses, 300 characters stay.  Nothing
    in it is a mark, a link or a mention, by an address alone neither.
    """
    return _LINKS_ITSELF.sub(_unlinked, name(text))


def name(text: str) -> str:
    """Return a name as `literal` does; `@bob` stays a mention, which is what it is for."""
    visible = "".join(filter(_visible, " ".join(text[: LONGEST * 20].split())))
    line = " ".join(visible.split())
    if len(line) > LONGEST:
        line = line[: LONGEST - 1].rstrip() + "…"
    return _NEEDS_ESCAPE.sub(lambda match: "\\" + match[0], line)


def bracketed(markdown: str) -> str:
    """Return markdown for between round brackets: its own that are not in pairs are escaped."""
    opened: list[int] = []
    lonely: set[int] = set()
    for match in re.finditer(r"\\.|[()]", markdown):
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] == ")":
            lonely |= set() if opened else {match.start()}
            del opened[-1:]
    lonely |= set(opened)
    return "".join("\\" * (at in lonely) + c for at, c in enumerate(markdown))


def _unlinked(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match["mention"] else f"{match[0]}\\"


def _visible(character: str) -> bool:
    if character in _JOINERS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")
