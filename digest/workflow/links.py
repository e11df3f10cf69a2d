"""Where a line of a message leads: the source's own address, else a page of ours."""

from collections.abc import Callable
from functools import cached_property
from urllib.parse import quote

from digest.model.installation import Installation
from digest.schedule.entries import document_id
from digest.schedule.reading import Place, Reading


class Linker:
    """Finds the address of an item or a document by its id."""

    def __init__(
        self,
        installation: Installation,
        reading: Reading,
        page: Callable[[str], str | None] | None,
    ) -> None:
        self._installation, self._reading, self._page = installation, reading, page

    def __call__(self, id_: str) -> str | None:
        """Return an address; None where nothing could be read there."""
        id_, _, named = id_.partition("#L")  # a line of a document
        source, path, line, revision = self._places.get(id_, ("", "", 0, ""))
        line = int(named or line)
        told = linked(self._installation, (source, path), line, revision)
        return told or (self._page(id_) if self._page else None)

    @cached_property
    def _places(self) -> dict[str, tuple[str, str, int, str]]:
        """Source, path, line and revision of everything that can be linked."""
        places = {
            t.id: (t.source, t.path, t.item.line, t.revision) for t in self._reading.items
        }
        for (source, path), stored in self._reading.documents.items():
            places[document_id(source, path)] = (source, path, 1, stored.revision)
        return places


def linked(installation: Installation, place: Place, line: int, revision: str) -> str | None:
    """Return the address of a line where its source has addresses, else None."""
    source, path = place
    policy = installation.sources.get(source)
    return filled(policy.link, path, line, revision) if policy and policy.link else None


def filled(template: str, path: str, line: int, revision: str) -> str:
    """Return a source's link template with a place filled in, percent-encoded."""
    values = {"path": quote(path), "line": str(line), "revision": quote(revision, safe="")}
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template
