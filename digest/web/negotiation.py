"""What a client takes and what it has (RFC 9110 §§12.5.3, 13.1.2)."""

import re
from functools import lru_cache

_TAG = re.compile(r'\s*(?:W/)?("[^"]*")\s*')  # §8.8.3
_REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0*)?\s*$")  # §12.4.2: weight 0


@lru_cache(maxsize=256)  # clients ask in few ways
def takes_gzip(accepted: str) -> bool:
    """Return whether gzip is named, or anything is, and not with a weight of 0 (§12.5.3)."""
    codings = [coding.strip().lower() for coding in accepted.split(",")]
    for name in ("gzip", "x-gzip", "*"):
        for coding in codings:
            if coding.partition(";")[0].strip() == name:
                return not _REFUSED.search(coding)
    return False


def matches(asked: str, etag: str) -> bool:
    """Return whether a tag is one of a list by weak comparison, or `*` (§13.1.2)."""
    return asked == etag or asked.strip() == "*" or etag in _TAG.findall(asked)
