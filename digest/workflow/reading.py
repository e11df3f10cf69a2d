"""Read what changed in a source, and nothing else."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from digest import __version__
from digest.errors import Permanent, Problem, Transient, Unsettled
from digest.logs import Log
from digest.markdown import texts
from digest.markdown.document import read
from digest.model.change import Touch
from digest.model.document import Document
from digest.model.ids import checksum
from digest.model.ledger import StoredDocument
from digest.ports import Snapshot, Step
from digest.workflow.apart import placed
from digest.workflow.assumed import assume
from digest.workflow.memory import Memory
from digest.workflow.touches import Touches
from digest.workflow.world import World

log = Log(__name__)


@dataclass(frozen=True)
class Changed:
    """What a step did to the documents."""

    documents: Mapping[str, Document]  # read anew, by path
    before: Mapping[str, StoredDocument]  # what was known of them and of the removed
    removed: tuple[str, ...]  # of those that were known
    problems: Mapping[str, tuple[Problem, ...]]  # of all that were written, by path


def reading(world: World, source: str) -> str:
    """Return what names the way a source is read: its words, its usual dates, the reader."""
    told = (__version__, world.vocabulary(source).mark, world.installation.default_due)
    return checksum(repr(told).encode())


def whole(
    world: World,
    name: str,
    snapshot: Snapshot,
    memory: Memory,
    *,
    among: Collection[str] | None = None,
) -> Step:
    """Return a snapshot as the step that leads to it from what is known.

    `among` are the paths that can differ, where that is known; all others are as they were.
    """
    source, now = world.sources[name], world.clock.now()
    known, there = memory.versions(among), snapshot.versions
    if among is not None:
        there = {path: there[path] for path in sorted(among) if path in there}
    removed = tuple(sorted(p for p in known if p not in there and not snapshot.keeps(p)))
    gone = {known[path]: path for path in removed}
    versions = {p: version for p, version in there.items() if known.get(p) != version}

    def touched(path: str) -> Touch:
        if path not in snapshot.versions:  # removed: nobody can be asked
            return Touch(at=now, revision=snapshot.revision)
        return source.touched(path, snapshot)

    return Step(
        revision=snapshot.revision,
        at=now,
        versions=versions,
        removed=removed,
        read=lambda path: source.read(path, snapshot),
        touched=touched,
        # A renamed file keeps its version.
        renamed={
            p: gone[v] for p, v in sorted(versions.items()) if p not in known and v in gone
        },
    )


def parts(step: Step, size: int) -> Iterator[Step]:
    """Yield a step in parts of so many documents; `number` says how many come before one."""
    paths = sorted(step.versions)
    for start in range(0, max(len(paths), 1), size):
        some = {path: step.versions[path] for path in paths[start : start + size]}
        yield replace(step, versions=some, number=start, of=len(paths))


def read_changed(
    world: World, source: str, step: Step, memory: Memory, touches: Touches
) -> Changed:
    """Return the documents a step wrote and removed."""
    before = memory.known([*step.versions, *step.removed])
    documents: dict[str, Document] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    for path in sorted(step.versions):
        # A renamed file keeps the day its phrases are read by.
        same = before.get(path) or before.get(step.renamed.get(path, ""))
        try:
            found = _read(world, source, path, step, touches, same)
            problems[path] = found.problems
            if not (same and same.document.items and texts.nothing_read(found.problems)):
                documents[path] = found
        except Unsettled as error:  # the next gather finds it finished, or gone
            told = str(error).removeprefix(f"{path}: ")
            problems[path] = (Problem(path, 0, told, rule="unreadable"),)
        except Transient:
            raise
        except Permanent as error:  # one bad file never hides the good ones
            problems[path] = (Problem(path, 0, str(error), rule="unreadable"),)
        except Exception as fault:  # noqa: BLE001 - nor does a fault of ours
            log.error("fault", source=source, path=path, error=placed(fault))  # noqa: TRY400
            problems[path] = (Problem(path, 0, f"a fault of Digest: {placed(fault)}"),)
    removed = tuple(path for path in step.removed if path in before)
    # What could not be read stays as it was: nobody has seen its items go.
    seen = {path: one for path, one in before.items() if path in documents or path in removed}
    return Changed(documents, seen, removed, problems)


def _read(
    world: World,
    source: str,
    path: str,
    step: Step,
    touches: Touches,
    before: StoredDocument | None,
) -> Document:
    raw = step.read(path)
    touches.saw(path, raw)
    vocabulary = world.vocabulary(source)
    ours = world.written.pop((source, path), None)
    known = ours is not None and ours.raw == raw
    document = ours if ours and known else read(raw, path=path, vocabulary=vocabulary)
    if document.date is None and (document.items or document.updates):
        # Phrases need a day to be resolved against: the one when the document was first met.
        day = (before.document.date if before else None) or touches(path).at.date()
        document = read(raw, path=path, vocabulary=vocabulary, date=day)
    return assume(document, world.installation.default_due)
