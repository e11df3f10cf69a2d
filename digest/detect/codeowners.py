"""Teams as CODEOWNERS names them: `@northbeam/identity`.  It does not say who is in them."""

import os
import re
from pathlib import Path

from digest.errors import DigestError
from digest.sources import beneath

PLACES = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_MOST_BYTES = 3_000_000  # GitHub's own limit
_TEAM = re.compile(r"(?<!\S)@([A-Za-z0-9][\w.-]*(?:/[\w.-]+)+)(?!\S)")


def teams(top: Path) -> tuple[str, ...]:
    """Return the teams of a repository as its CODEOWNERS writes them, without `@`, in order."""
    found: dict[str, None] = {}
    for place in PLACES:
        for line in _text(top, place).splitlines():
            code = re.sub(r"(?:^|\s)#.*", "", line)
            found |= dict.fromkeys(_TEAM.findall(code))
    return tuple(found)


def _text(top: Path, place: str) -> str:
    """Return a file's text, empty where there is none that can be read."""
    parts = place.split("/")
    try:
        with beneath.folder(top, tuple(parts[:-1])) as parent:
            opened = beneath.open_file(parts[-1], parent)
            try:
                raw = beneath.read_whole(opened, _MOST_BYTES)[0]
            finally:
                os.close(opened)
    except (OSError, DigestError):
        return ""
    return raw.decode("utf-8-sig", errors="replace")
