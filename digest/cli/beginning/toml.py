"""Values as TOML has them, and foreign text that can stand in a comment."""

import json
import unicodedata

_LONGEST = 80  # characters of foreign text


def quoted(text: str) -> str:
    """Return a basic string: JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)


def plain(text: str) -> str:
    """Return foreign text on one line, such as may stand in a comment."""
    kept = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    return " ".join(kept.split())[:_LONGEST]
