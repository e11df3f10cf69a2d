"""HTML mail to lines, each with what its markup says about who wrote it.

An own scanner: `html.parser` takes minutes for 256 kB of unclosed tags.  This one goes through
the text once and keeps no more than a list of open elements.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from digest.mail.lines import LineKind

MAX_HTML = 256 * 1024  # characters that are looked at
_LOOK_BACK = 64  # open elements searched for the one that an end tag closes

_ATTRIBUTE = re.compile(
    r"(class|id|style|name|data-marker)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_NAME = re.compile(r"/?([a-z][a-z0-9:-]*)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = {"style", "script", "title", "template", "textarea", "noscript", "select"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "source"}
_INLINE = {
    *("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "label"),
    *("mark", "o:p", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "td", "th"),
    *("time", "tt", "u", "var", "wbr"),
}

# By class, id or name, where the element holds the quoted message; some are found with
# something before or after them: x_ of Outlook, ydp… of Yahoo.
_QUOTES = (
    *("yahoo_quoted", "protonmail_quote", "tutanota_quote", "zmail_extra", "zmail_quote"),
    *("moz-cite-prefix", "moz-forward-container", "moz-email-headers-table", "hmmessage_quote"),
    *("gmail_attr", "missive_quote", "front-blockquote", "nylas-quote", "mail-app-auto-quote"),
    *("isreplycontent", "isforwardcontent", "qmbox", "ntes_quote", "__quoted_text__"),
    *("messagereplysection", "edo-original", "quoted_header", "bluemail_quote", "hs_reply"),
)
# The same where the name is so short that it must be the whole.
_WHOLE_QUOTES = ("quote", "zimbra_quote", "replied-message")
# By id, where everything from the element on is the quoted message.
_REST = (
    *("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container"),
    *("ms-outlook-mobile-reference-message", "olk_src_body_section", "reply-intro"),
    *("stopspelling", "__divider__", "__headers__", "original-content", "includetail"),
)
_SIGNATURES = (
    *("gmail_signature", "moz-signature", "protonmail_signature", "applemailsignature"),
    *("ms-outlook-mobile-signature", "signature", "messagesignaturesection", "sh-signature"),
    *("front-signature", "tutanota_signature", "missive_signature", "composer_signature"),
)


@dataclass(frozen=True)
class Marked:
    """A line of text; `kind` is None where the markup says nothing."""

    text: str
    kind: LineKind | None = None


@dataclass
class _Page:
    lines: list[Marked] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[tuple[str, LineKind | None]] = field(default_factory=list)
    kinds: list[LineKind] = field(default_factory=list)  # of the open elements that have one
    rest: LineKind | None = None

    @property
    def kind(self) -> LineKind | None:
        return self.rest or (self.kinds[-1] if self.kinds else None)

    def end_line(self, *, always: bool = False) -> None:
        text = _SPACE.sub(" ", "".join(self.words)).strip()
        if text or always:
            self.lines.append(Marked(text, self.kind))
        self.words.clear()


def flatten(html: str) -> list[Marked]:
    """Return the visible lines of an HTML message; takes time linear in its length."""
    page = _Page()
    for tag, rest in _tokens(html[:MAX_HTML]):
        if not tag:
            page.words.append(unescape(rest).replace("\u00a0", " "))
        elif tag.startswith("/"):
            _close(page, tag[1:])
        else:
            _open(page, tag, rest)
    page.end_line()
    return page.lines


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """Yield ("", text), (name, attributes) and (/name, ""); unclosed markup ends the text."""
    at = 0
    while at < len(html):
        start = html.find("<", at)
        if start < 0:
            yield "", html[at:]
            return
        yield "", html[at:start]
        name = _NAME.match(html, start + 1)
        comment = html.startswith("<!--", start)
        if not name and html[start + 1 : start + 2] not in ("!", "?"):
            yield "", "<"
            at = start + 1
            continue
        stop = html.find("-->" if comment else ">", start)
        if stop < 0:
            return
        at = stop + (3 if comment else 1)
        if name:
            tag = name.group().lower()
            yield tag, html[name.end() : min(stop, name.end() + 2000)]
            at = _after_hidden(html, tag, at)


def _after_hidden(html: str, tag: str, at: int) -> int:
    """Return where the text goes on after an element nobody sees."""
    if tag not in _HIDDEN:
        return at
    end = re.compile(f"</{tag}", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)


def _open(page: _Page, tag: str, attributes: str) -> None:
    kind, rest = _meaning(tag, attributes)
    if tag not in _INLINE or kind or rest:
        page.end_line(always=tag == "br")
    elif tag in ("td", "th"):
        page.words.append(" ")
    if tag == "p" and page.lines and page.lines[-1].text:
        page.end_line(always=True)
    if rest and not page.rest:
        page.rest = LineKind.QUOTED
    if tag not in _VOID:
        page.open.append((tag, kind))
        page.kinds.extend([kind] if kind else [])


def _close(page: _Page, tag: str) -> None:
    if tag not in _INLINE:
        page.end_line()
    for back in range(len(page.open) - 1, max(-1, len(page.open) - 1 - _LOOK_BACK), -1):
        name, kind = page.open[back]
        if name == tag:
            if kind:
                page.end_line()
                page.kinds.pop()
            del page.open[back:]
            return
        if kind:  # a stray end tag does not end a quotation
            return


def _meaning(tag: str, attributes: str) -> tuple[LineKind | None, bool]:
    """Return what an element's text is, and whether all that follows is quoted."""
    if tag == "blockquote":
        return LineKind.QUOTED, False
    if "=" not in attributes:
        return None, False
    values = {
        found.group(1).lower(): (
            found.group(2) or found.group(3) or found.group(4) or ""
        ).lower()
        for found in _ATTRIBUTE.finditer(attributes)
    }
    style = values.get("style", "").replace(" ", "")
    if "display:none" in style or "mso-hide:all" in style:
        return LineKind.QUOTED, False  # nobody typed what nobody sees
    if tag == "div" and _line_above(style):
        return None, True
    return _named(tag, values)


def _line_above(style: str) -> bool:
    """Return whether an element is what Word writes its printed header into."""
    only = "border:none" in style and "border-top:solid" in style
    return only or "border-style:solidnonenone" in style


def _named(tag: str, values: dict[str, str]) -> tuple[LineKind | None, bool]:
    marks = [*values.get("class", "").split(), values.get("id", ""), values.get("name", "")]
    names = [mark.removeprefix("x_") for mark in [*marks, values.get("data-marker", "")]]
    if any(name.startswith(_REST) for name in names):
        return None, True
    quoting = tag not in ("a", "input") and any(name in _WHOLE_QUOTES for name in names)
    if quoting or any(quote in name for name in names for quote in _QUOTES):
        return LineKind.QUOTED, False
    # Inside Gmail's container the quoted text is in a blockquote; beside it may be answers.
    if any(name.startswith("gmail_quote") for name in names):
        return LineKind.UNSURE, False
    if any(name.startswith(_SIGNATURES) for name in names):
        return LineKind.SIGNATURE, False
    return None, False
