"""HTML mail to lines, each with what its markup says about who wrote it.

An own scanner: `html.parser` takes minutes for 256 kB of unclosed tags.  This one goes through
the text once and keeps no more than a list of open elements.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from digest.mail.lines import LineKind
from digest.mail.markup import meaning

MAX_HTML = 256 * 1024  # characters that are looked at
_TAGS = 10_000  # that are looked at
_ATTRIBUTES = 2000  # characters of an element's

_MARKUP = re.compile(r"<(?:(/?[a-z][a-z0-9:-]*)|[!?])", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = {"style", "script", "title", "template", "textarea", "noscript", "select"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "source"}
_INLINE = {
    *("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "label"),
    *("mark", "o:p", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "td", "th"),
    *("time", "tt", "u", "var", "wbr"),
}


@dataclass(frozen=True)
class Marked:
    """A line of text; `kind` is None where the markup says nothing."""

    text: str
    kind: LineKind | None = None


@dataclass
class _Page:
    limit: int  # of lines
    lines: list[Marked] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)  # in `open`, by name
    kinds: list[tuple[int, LineKind]] = field(default_factory=list)  # of those that have one
    rest: LineKind | None = None

    @property
    def kind(self) -> LineKind | None:
        return self.rest or (self.kinds[-1][1] if self.kinds else None)

    def add(self, text: str) -> None:
        """Add text; within `pre` its line ends are shown."""
        first, *more = text.split("\n", self.limit) if self.places.get("pre") else [text]
        self.words.append(first)
        for line in more:
            self.end_line(always=True)
            self.words.append(line)

    def end_line(self, *, always: bool = False) -> None:
        if not self.words and not always:
            return
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        if text or always:
            self.lines.append(Marked(text, self.kind))
        self.words.clear()


def flatten(html: str, limit: int) -> list[Marked]:
    """Return so many visible lines of an HTML message; takes time linear in its length."""
    page = _Page(limit)
    for tag, rest in _tokens(html[:MAX_HTML]):
        if len(page.lines) >= limit:
            return page.lines[:limit]
        if not tag:
            page.add(unescape(rest).replace("\u00a0", " "))
        elif tag.startswith("/"):
            _close(page, tag[1:])
        else:
            _open(page, tag, rest)
    page.end_line()
    return page.lines[:limit]


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """Yield ("", text), (name, attributes) and (/name, ""); unclosed markup ends the text."""
    at = 0
    for _ in range(_TAGS):
        found = _MARKUP.search(html, at)
        if not found:
            yield "", html[at:]
            return
        start = found.start()
        if start > at:
            yield "", html[at:start]
        name, end = found.group(1), found.end()
        comment = not name and html.startswith("<!--", start)
        stop = html.find("-->" if comment else ">", start)
        if stop < 0:
            return
        at = stop + (3 if comment else 1)
        if name:
            tag = name.lower()
            yield tag, html[end : min(stop, end + _ATTRIBUTES)]
            at = _after_hidden(html, tag, at) if tag in _HIDDEN else at


def _after_hidden(html: str, tag: str, at: int) -> int:
    """Return where the text goes on after an element nobody sees."""
    end = re.compile(f"</{tag}", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)


def _open(page: _Page, tag: str, attributes: str) -> None:
    kind, rest = meaning(tag, attributes)
    if page.kind is LineKind.QUOTED:  # so is whatever is in it, and no more than that
        kind, rest = kind and LineKind.QUOTED, False
    if tag not in _INLINE or kind or rest:
        page.end_line(always=tag == "br")
    elif tag in ("td", "th"):
        page.words.append(" ")
    if tag == "p" and page.lines and page.lines[-1].text:
        page.end_line(always=True)
    if rest and not page.rest:
        page.rest = LineKind.QUOTED
    if tag not in _VOID:
        page.places.setdefault(tag, []).append(len(page.open))
        page.kinds.extend([(len(page.open), kind)] if kind else [])
        page.open.append(tag)


def _close(page: _Page, tag: str) -> None:
    if tag not in _INLINE:
        page.end_line()
    places = page.places.get(tag)
    # A stray end tag does not end a quotation.
    if not places or (page.kinds and page.kinds[-1][0] > places[-1]):
        return
    at = places[-1]
    if page.kinds and page.kinds[-1][0] == at:
        page.end_line()
        page.kinds.pop()
    for name in page.open[at:]:
        page.places[name].pop()
    del page.open[at:]
