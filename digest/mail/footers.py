"""What nobody typed for this mail: signatures, greetings of programs, footers, banners."""

import re

from digest.mail import farewells
from digest.mail.phrases import fold

_RULE = 10  # characters of a line of underscores that begins a footer
_LONG_RULE = 30  # of dashes
_SENT_WORDS = 8
_DEVICE_WORDS = 6  # among which a device makes it a program's line
_OUTLOOK_WORDS = 12
_LEGAL_WORDS = 2  # of a lawyer's, that make a paragraph legal
_BANNER = 800  # characters
_LEGAL = 100  # characters, at least, of a lawyer's paragraph
_MARKUP = "*_- \u2013\u2014"  # around words: emphasis, dashes
_MENTION = re.compile(r"#\d")
_BETWEEN = re.compile(r"[][()\s<>,.;:!/'\u2019]+")


def signature_mark(line: str) -> bool:
    """Return whether everything below belongs to a signature (RFC 3676 §4.3).

    Clients lose the space of `-- `, so it is not asked for.
    """
    bare = line.strip()
    if line.rstrip() in ("--", "\u2014") or bare == "__,_._,___":
        return True
    return len(bare) >= _RULE and not bare.strip("_")


def long_rule(line: str) -> bool:
    """Return whether a line of dashes is so long that a program drew it."""
    bare = line.strip()
    return len(bare) >= _LONG_RULE and not bare.strip("-\u2014")


def sent_from(line: str, *, last: bool) -> bool:
    """Return whether a mail program signed; `last` when nothing typed follows."""
    bare = fold(line.replace("[", "").replace("](", " ")).strip(_MARKUP + "<>()")
    if _outlook(bare, last=last):
        return True
    if last and bare.endswith(farewells.SENT_FROM_ENDS) and len(bare.split()) <= _SENT_WORDS:
        return True
    if not bare.startswith(farewells.SENT_FROM):
        return False
    words = _BETWEEN.split(bare)
    named = farewells.DEVICES.intersection(words[1 : 2 + _DEVICE_WORDS])
    return bool(named) or (last and len(words) <= _SENT_WORDS)


def _outlook(bare: str, *, last: bool) -> bool:
    """Return whether a line offers a mail program: "Get Outlook for iOS", in any language."""
    if "outlook" not in bare or not ("ios" in bare or "android" in bare or "mobile" in bare):
        return False
    linked = "://" in bare or "aka.ms" in bare
    return (linked or last) and len(bare.split()) <= _OUTLOOK_WORDS


def closing(line: str) -> bool:
    """Return whether a line is nothing but the end of a letter."""
    return fold(line).strip(_MARKUP + ",.!;~") in farewells.CLOSINGS


def legal_heading(line: str) -> bool:
    """Return whether a line is the heading of a legal footer."""
    return fold(line).strip(_MARKUP + ":.!=#") in farewells.LEGAL_HEADINGS


def legal_last(line: str) -> bool:
    """Return whether the last line of a mail is a short legal footer."""
    text = fold(line)
    return not _MENTION.search(text) and any(said in text for said in farewells.LEGAL_LAST)


def legal(paragraph: str) -> bool:
    """Return whether a gateway or a lawyer wrote a paragraph, or the law asks for it."""
    text = fold(paragraph)
    if len(text) <= _BANNER and any(phrase in text for phrase in farewells.BANNERS):
        return True
    if _MENTION.search(text):
        return False
    said = sum(phrase in text for phrase in farewells.LEGAL)
    return (said >= _LEGAL_WORDS and len(text) >= _LEGAL) or _company(text)


def _company(text: str) -> bool:
    """Return whether a paragraph says where a company is registered."""
    if len(text) > _BANNER or not any(map(str.isdigit, text)):
        return False
    words = f" {' '.join(_BETWEEN.split(text))} "
    return sum(f" {word} " in words for word in farewells.COMPANY) >= _LEGAL_WORDS
