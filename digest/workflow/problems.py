"""What could not be read of a source: told once, and known for as long as it stands."""

from collections.abc import Iterator, Mapping, Sequence

from digest.errors import Problem
from digest.model.ledger import StoredDocument
from digest.ports import Snapshot, Step
from digest.workflow.reading import Changed
from digest.workflow.world import World

_ONCE = "rewritten"  # an event, not a state
_AT_ONCE = 200  # documents held at once, of however many


class Problems:
    """Collects the problems of one gather.  Those of a document stay with the document."""

    def __init__(self, known: Sequence[Problem]) -> None:
        self._known = frozenset(known)  # of files that could not be read at all
        self._unread: dict[str, tuple[Problem, ...]] = {}
        self._told: dict[str, tuple[Problem, ...]] = {}  # new ones in documents, by path

    def saw(self, step: Step, changed: Changed) -> None:
        """Take in what a step met."""
        documents = changed.documents
        for path in (*step.removed, *documents):
            self._unread.pop(path, None)
        self._unread |= {p: some for p, some in changed.problems.items() if p not in documents}
        self._told |= dict.fromkeys(changed.removed, ())
        for path in documents:
            before = changed.before.get(path) or changed.before.get(step.renamed.get(path, ""))
            self._told[path] = self._new(changed.problems[path], before)

    def _new(
        self, found: Sequence[Problem], before: StoredDocument | None
    ) -> tuple[Problem, ...]:
        """Return what was not there before; a line that only moved is no other problem."""
        if before is None:
            return tuple(found)
        path = before.document.path
        told = {_gist(problem) for problem in self._told.get(path, ())}
        known = {_gist(problem) for problem in before.document.problems} - told
        return tuple(problem for problem in found if _gist(problem) not in known)

    def standing(self, snapshot: Snapshot | None = None) -> tuple[Problem, ...]:
        """Return what could not be read, as it is to be remembered."""
        return (*(lasting(snapshot) if snapshot else ()), *_all(self._unread))

    def news(self, snapshot: Snapshot) -> tuple[Problem, ...]:
        """Return what nobody was told before."""
        found = (*snapshot.problems, *_all(self._unread))
        return (*(p for p in found if p not in self._known), *_all(self._told))


def lasting(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Return what a snapshot says that is so for as long as it is not mended."""
    return tuple(problem for problem in snapshot.problems if problem.rule != _ONCE)


def _all(by_path: Mapping[str, tuple[Problem, ...]]) -> Iterator[Problem]:
    return (problem for some in by_path.values() for problem in some)


def _gist(problem: Problem) -> tuple[str, str]:
    return problem.rule, problem.message


def standing(world: World, source: str) -> tuple[Problem, ...]:
    """Return every problem a source has now, told or not."""
    state, paths = world.store.sources().get(source), sorted(world.store.versions(source))
    some = (paths[at : at + _AT_ONCE] for at in range(0, len(paths), _AT_ONCE))
    documents = (stored for each in some for stored in world.store.documents(source, each))
    found = (problem for stored in documents for problem in stored.document.problems)
    return (*(state.problems if state else ()), *found)
