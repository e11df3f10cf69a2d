"""Read what changed in a source, and nothing else."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from digest.errors import Permanent, Problem, Transient
from digest.markdown.document import read
from digest.model.document import Document
from digest.model.ledger import StoredDocument
from digest.ports import Snapshot, Source
from digest.workflow.apart import placed
from digest.workflow.assumed import assume
from digest.workflow.touches import Touches
from digest.workflow.world import World

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Changed:
    """What differs between the store and a snapshot."""

    documents: Mapping[str, Document]  # read anew, by path
    before: Mapping[str, StoredDocument]  # what the store had for them and for the removed
    removed: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def read_changed(world: World, source: Source, snapshot: Snapshot, touches: Touches) -> Changed:
    """Return the documents of a snapshot that are not as the store knows them."""
    known, there = world.store.versions(source.name), snapshot.versions
    paths = [p for p, version in there.items() if known.get(p) != version]
    removed = tuple(sorted(p for p in known if p not in there and not snapshot.keeps(p)))
    before = {
        stored.document.path: stored
        for stored in world.store.documents(source.name, [*paths, *removed])
    }
    moved = {known[path]: before[path] for path in removed if path in before}
    documents: dict[str, Document] = {}
    problems = list(snapshot.problems)
    for path in sorted(paths):
        # A renamed file keeps its version, and with it the day its phrases are read by.
        same = before.get(path) or moved.get(there[path])
        try:
            documents[path] = _read(world, source, path, snapshot, touches, same)
        except Transient:
            raise
        except Permanent as error:  # one bad file never hides the good ones
            problems.append(Problem(path, 0, str(error), rule="unreadable"))
        except Exception as fault:  # noqa: BLE001 - nor does a fault of ours
            log.error("read path=%s: %s", path, placed(fault))  # noqa: TRY400
            problems.append(Problem(path, 0, f"a fault of Digest: {placed(fault)}"))
    return Changed(documents, before, removed, tuple(problems))


def _read(
    world: World,
    source: Source,
    path: str,
    snapshot: Snapshot,
    touches: Touches,
    before: StoredDocument | None,
) -> Document:
    raw = source.read(path, snapshot)
    touches.saw(path, raw)
    vocabulary = world.vocabulary(source.name)
    document = read(raw, path=path, vocabulary=vocabulary)
    if document.date is None and document.items:
        # Phrases need a day to be resolved against: the one when the document was first met.
        day = (before.document.date if before else None) or touches(path).at.date()
        document = read(raw, path=path, vocabulary=vocabulary, date=day)
    return assume(document, world.installation.default_due)
