"""Words that announce an item at the beginning of a line: `AI:`, `ACTION:`, `TODO:`."""

import re
from functools import lru_cache

MOST_MARKED = 40  # characters up to the colon


@lru_cache(maxsize=64)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match a marker: short ones in capitals only, longer ones as a word with a colon."""
    shouted = "|".join(re.escape(w.upper()) for w in words if w.isascii())
    spoken = "|".join(re.escape(w) for w in words if len(w) > 2 or not w.isascii())  # noqa: PLR2004
    titled = "|".join(re.escape(w[:1].upper() + w[1:]) for w in words if len(w) > 2)  # noqa: PLR2004
    return re.compile(
        rf"[\s\[(]{{0,4}}(?:{shouted}|{spoken}|{titled})(?:\s*#?\d+)?[\s\])]{{0,4}}[:\uff1a]\s*"
    )
