"""Tickets and other explicit names of an item in its text."""

import re
from collections.abc import Sequence

from digest.markdown.blocks import Cell
from digest.markdown.inline import Inline

_KEY = re.compile(
    r"(?<![\w-])(?!(?:UTF|ISO|SHA|RFC|CVE|GPT|PEP|AES|RSA|TLS|HTTP|WCAG|COVID|UTC|GMT|MD|PM|SEV|P|Q|H|V)-)[A-Z][A-Z0-9]{1,9}-\d{1,6}(?![\w-])"
)
_NUMBER = re.compile(r"(?<![\w&/#])#\d{1,7}(?!\w)")
_ADDRESS = re.compile(
    r"https?://[^\s<>()\[\]\"']{1,300}?(?:/(?:issues|pull|pulls|merge_requests|browse|tickets?|c|t|story|task|work_items)/[\w#-]+)",
    re.IGNORECASE,
)
_COMMENT_ID = re.compile(r"id\s*[:=]\s*([\w./#-]{1,80})", re.IGNORECASE)
_OF_A_CHANGE = re.compile(
    r"(?:\bPRs?|\bMR|pull request|merge request|merged in|fixed in)\s*$", re.IGNORECASE
)


def of_cell(cell: Cell | None) -> str | None:
    """Return the ticket a cell of a ticket column holds: its address, else its words."""
    if cell is None:
        return None
    links = cell.inline.links
    if links and "://" in links[0].target:
        return links[0].target
    plain = cell.inline.plain
    found = re.search(r"https?://\S+", plain) or _KEY.search(plain) or _NUMBER.search(plain)
    return found[0] if found else None


def anywhere(inlines: Sequence[Inline]) -> str | None:
    """Return the first ticket that any of some texts mentions."""
    for inline in inlines:
        for link in inline.links:
            if _ADDRESS.match(link.target):
                return link.target
    for inline in inlines:
        plain = inline.plain
        if ("#" in plain or "-" in plain or "://" in plain) and (
            found := _ADDRESS.search(plain) or _KEY.search(plain) or _NUMBER.search(plain)
        ):
            return found[0]
    return None


def explicit(inlines: Sequence[Inline]) -> str | None:
    """Return the identity that a comment gives, as `<!-- id: login-42 -->` does."""
    for inline in inlines:
        for comment in inline.comments:
            if match := _COMMENT_ID.fullmatch(comment):
                return match[1]
    return None


def at_an_end(text: str) -> str | None:
    """Return the ticket a text begins or ends with; a pull request names no item."""
    for sign, pattern in (("-", _KEY), ("#", _NUMBER)):
        for match in pattern.finditer(text) if sign in text else ():
            before, after = text[: match.start()], text[match.end() :]
            alone = not re.search(r"\w", before) or not re.search(r"\w", after)
            if alone and not _OF_A_CHANGE.search(before):
                return match[0]
    return None
