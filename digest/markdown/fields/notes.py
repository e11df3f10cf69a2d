"""Notes back into words: one after the other."""

import re

from digest.markdown.fields import words

BETWEEN = "; "  # what stands between several notes of one item
_IN_TAIL = re.compile(r"(?:^\s*[(\[]|;\s*)note: (?P<said>.*)[)\]]\s*$", re.IGNORECASE)


def added(noted: str, text: str) -> str:
    """Return a place for notes, markdown, with what a person typed added."""
    new = words.literal(text)
    return f"{noted.rstrip()}{BETWEEN}{new}" if noted.strip() else new


def in_tail(tail: str, text: str) -> str:
    """Return what follows the word of a status, with a note in the brackets at its end."""
    new = f"note: {words.bracketed(words.literal(text))}"
    kept = tail.rstrip()
    if kept.endswith(")") and "(" in kept and "](" not in kept:
        return f"{kept[:-1]}; {new})"
    return f"{kept} ({new})"


def of_tail(tail: str) -> str:
    """Return the note in what follows the word of a status, in brackets; empty for none."""
    found = _IN_TAIL.search(tail)
    return f" (note: {found['said']})" if found else ""
