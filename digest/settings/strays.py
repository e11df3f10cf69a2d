"""A setting of the whole file that stands below a [table], where TOML takes it for its part."""

import re
from collections.abc import Collection
from pathlib import Path

from digest.settings.table import Findings, Stray

_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+\s*(?:#.*)?$")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


def tell(findings: Findings, known: Collection[str], path: Path) -> None:
    """Say of each stray that is a setting of the whole file where it stands and belongs."""
    for stray in findings.strays:
        if stray.key in known and stray.table and stray.file == str(path):
            line = _line(stray, path.read_text("utf-8-sig"))
            where = f"{path}:{line}" if line else str(path)
            findings.lines[stray.at] = (
                f"{where}: {stray.key}: stands below [{stray.table}], so it is taken for a part"
                " of that (move it above the first [table])"
            )


def _line(stray: Stray, text: str) -> int:
    """Return the line of a key in a table, 1-based; 0 where it is written in another way."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = re.sub(r"[\"'\s]", "", header[1])
        elif (key := _KEY.match(line)) and (table, key[1]) == (stray.table, stray.key):
            return number
    return 0
