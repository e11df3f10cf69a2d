"""The guide's documents, ready to be filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digest.model.document import Kind
from digest.render import literal

KINDS = tuple(kind for kind in Kind if kind is not Kind.NOTES)
_NOBODY = "[who wrote this]"
_LONGEST = 200  # characters of a title


@dataclass(frozen=True)
class Known:
    """What is known before a document is written."""

    title: str
    day: date
    authors: Sequence[str] = ()
    links: Sequence[str] = ()
    pull_request: str | None = None  # as it is to be written: `#412`, or a link
    original: str = ""  # of a timeline update: what was promised
    new: str = ""  # what is promised now

    def words(self) -> dict[str, object]:
        """Return the variables of templates/documents."""
        return {
            "title": literal.line(self.title, _LONGEST),
            "day": self.day.isoformat(),
            "authors": ", ".join(self.authors) or _NOBODY,
            "links": tuple(self.links),
            "pr": self.pull_request,
            "original": self.original,
            "new": self.new,
        }
