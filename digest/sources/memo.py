"""What files held when they were last read, so that an unchanged one is not read again."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from digest.sources.beneath import Sign

_WORTH = 50  # new marks for which the file is written again

Mark = tuple[Sign, str]
"""The sign of a file, and the checksum of what it held under that sign."""


@dataclass
class Memo:
    """Marks by path; in a file too, which is a cache: without it everything is read once."""

    file: Path | None = None
    _marks: Mapping[str, Mark] | None = field(default=None, repr=False)
    _new: int = field(default=0, repr=False)  # marks since the file was written

    def marks(self) -> Mapping[str, Mark]:
        """Return what is remembered."""
        if self._marks is None:
            self._marks = _load(self.file) if self.file else {}
        return self._marks

    def keep(self, marks: Mapping[str, Mark], fresh: Iterable[str]) -> None:
        """Remember these and no others; only `fresh` ones can be other than they were."""
        before, self._marks = self.marks(), marks
        self._new += sum(1 for path in fresh if marks.get(path) not in (None, before.get(path)))
        if self.file is None or self._new < _WORTH:
            return
        with suppress(OSError):  # a disk that is full costs time, nothing else
            _save(self.file, marks)
            self._new = 0


def _load(file: Path) -> dict[str, Mark]:
    try:
        told = json.loads(file.read_bytes())
        return {path: ((int(m), int(s), int(i), int(c)), h) for path, (m, s, i, c, h) in told}
    except (OSError, ValueError, TypeError):  # never written, or damaged
        return {}


def _save(file: Path, marks: Mapping[str, Mark]) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    told = [(path, (*sign, checksum)) for path, (sign, checksum) in marks.items()]
    try:
        beside.write_text(json.dumps(told))
        os.replace(beside, file)  # noqa: PTH105 - Path.replace says less plainly what it does
    finally:
        beside.unlink(missing_ok=True)
