"""Owners told by handle or mail address in a line of a list."""

import re

from digest.markdown.asides import ARROW

Range = tuple[int, int]

_HANDLE = r"@[A-Za-z0-9_][\w.-]*(?:/[\w.-]+)?(?<![.\-/])"
_HANDLES = rf"{_HANDLE}(?:(?:\s*[,/&+]\s*|\s+and\s+|\s+){_HANDLE}){{0,20}}+"
_FIRST_HANDLES = re.compile(
    rf"^\s*[(\[]?({_HANDLES})(?![\w/])[)\]]?(?:\s*{ARROW}\s|[\s:\uff1a,\u2013\u2014-]*)"
)
_LAST_HANDLES = re.compile(rf"(?:^|[\s(\[])(?:{ARROW}\s*)?({_HANDLES})[)\]]?[\s.]*$")
_MIDDLE_HANDLES = re.compile(rf"\s[-\u2013\u2014]\s+({_HANDLES})(?=\s+[-\u2013\u2014(]|\s*$)")
# `Kim Park (@kim): `, in bold or not.
_NAMED_HANDLE = re.compile(
    rf"^\s*((?:[^\W\d_][\w.'\u2019-]*\s+){{1,4}}[(\[]{_HANDLE}[)\]])"
    r"\s?(?:[:\uff1a]|\s?[\u2013\u2014-])\s+(?=\S)"
)
# `Sam Lo <sam@northbeam.example>: `; the angles are markup and blank.
_MAIL = re.compile(
    r"^\s*((?:[^\W\d_][\w.'-]*\s+){0,4}[<\s]?[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60})+[>\s]?)"
    r"\s?(?:[:\uff1a]|\s[-\u2013\u2014])\s+(?=\S)"
)


def find(rest: str) -> tuple[Range, Range] | None:
    """Return where handles or an address stand, and what goes from the text with them."""
    match = _MAIL.match(rest)
    if match:
        return match.span(1), match.span()
    for pattern in (_FIRST_HANDLES, _NAMED_HANDLE, _MIDDLE_HANDLES, _LAST_HANDLES):
        match = pattern.search(rest.rstrip(" -\u2013\u2014\u00b7,;\x01"))
        if match:
            return match.span(1), match.span()
    return None
