"""Lines of the form `Label: value`, bold or not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.markdown import titles
from digest.markdown.inline import MARKUP, Inline
from digest.model.item import Span

_LABEL = re.compile(
    r"[\s\x02]*(?P<label>[^\s\x02:\uff1a][^:\uff1a\n]{0,70}?)[\s\x02]*"
    r"(?:[:\uff1a]|(?<=[\s\x02])\u00b7(?=\s))(?P<value>.*)"
)
_BOLD_ONLY = re.compile(r"\x02\x02(?P<label>[^\x02:\uff1a\n]{1,70})\x02\x02(?P<value>\s.*)")


@dataclass(frozen=True)
class Line:
    """One line of a paragraph: its label as the vocabulary spells it, and the rest."""

    label: str  # empty: the line has none
    written: str  # the label as it stands there
    bold: bool
    value: Span  # what follows the label, else the whole line
    whole: Span
    inline: Inline

    @property
    def text(self) -> str:
        """The value as plain text."""
        return self.inline.words(self.value)


def lines(inline: Inline) -> Iterator[Line]:
    """Yield the lines of a paragraph, taken apart at their label."""
    at = 0
    for line in inline.dressed.split("\n"):
        yield _line(inline, line, at)
        at += len(line) + 1


def _line(inline: Inline, line: str, at: int) -> Line:
    bold = line.lstrip().startswith(MARKUP * 2)
    labelled = ":" in line or "\uff1a" in line or "\u00b7" in line
    match = (_LABEL.match(line) if labelled else None) or (
        _BOLD_ONLY.match(line.lstrip()) if bold else None
    )
    whole = _span(inline, at, at + len(line))
    if match is None or (bold and _inside_bold(match)):
        return Line("", "", bold, whole, whole, inline)
    shift = at + len(line) - len(match.string)
    value = _span(inline, shift + match.start("value"), shift + match.end("value"))
    written = match["label"].replace(MARKUP, "")
    return Line(titles.key(written), written, bold, value, whole, inline)


def _inside_bold(match: re.Match[str]) -> bool:
    """Say whether the colon stands in the middle of a bold sentence."""
    value = match["value"]
    return not value.startswith(MARKUP) and MARKUP not in match[0][len(match["label"]) + 2 :]


def _span(inline: Inline, first: int, last: int) -> Span:
    """Return the bytes of some characters without space and markup before them."""
    dressed = inline.dressed
    while first < last and dressed[first] in " \t\x02":
        first += 1
    while last > first and dressed[last - 1] in " \t":
        last -= 1
    return inline.span(first, last)
