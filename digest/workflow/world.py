"""Everything a use case works with: values, and the edges behind their ports."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.model.document import Document
from digest.model.installation import Installation
from digest.model.vocabulary import Vocabulary
from digest.ports import Clock, Resolver, Snapshot, Source, Store, Transport, Wake
from digest.render import Renderer
from digest.tokens import Secret


@dataclass(frozen=True)
class World:
    """One running service; built by `digest.wiring`, or by a test."""

    installation: Installation
    store: Store
    sources: Mapping[str, Source]
    transport: Transport
    wake: Wake
    clock: Clock
    secret: Secret
    render: Renderer
    resolver: Resolver | None = None  # None: nothing is verified by us
    # By source, what this process last found the store to hold: the same again needs no look.
    settled: dict[str, Snapshot] = field(default_factory=dict, repr=False, compare=False)
    # By source and path, what this process has just written there: the next gather has read it.
    written: dict[tuple[str, str], Document] = field(
        default_factory=dict, repr=False, compare=False
    )

    def vocabulary(self, source: str) -> Vocabulary:
        """Return the words of a source."""
        return self.installation.words_of(source)
