"""What was proposed on branches and waits there; and what could not be written at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from digest.logs import Log
from digest.model.receipt import Outcome, Result
from digest.ports import Draft, Landed
from digest.workflow.outcomes import from_json, to_json
from digest.workflow.world import World

log = Log(__name__)


@dataclass(frozen=True)
class Waiting:
    """The proposals about the items of one draft: none is made twice."""

    world: World
    draft: Draft

    def already(self, outcome: Outcome) -> Outcome | None:
        """Return an outcome as proposed where another reply proposed the same before it."""
        if not self.draft.aside or outcome.result is Result.REFUSED:
            return None
        if outcome.result is Result.UNCHANGED and not self.draft.ahead:
            return None
        noted = self.world.store.note(_key(outcome))
        known = from_json(noted) if noted else outcome
        if known.after != outcome.after or not self.draft.waits(known.branch):
            return None
        return replace(known, line=outcome.line, handle=outcome.handle)

    def landed(
        self, source: str, landed: Landed, outcomes: Mapping[int, Outcome]
    ) -> dict[int, Outcome]:
        """Return outcomes with where they stand now; note what waits, and what went wrong."""
        unwritten(self.world, source, landed.trouble)
        return {n: self._stands(outcome, landed) for n, outcome in outcomes.items()}

    def _stands(self, outcome: Outcome, landed: Landed) -> Outcome:
        if outcome.result is not Result.CHANGED:
            return outcome
        if not landed.branch:
            return replace(outcome, revision=landed.revision)
        told = replace(
            outcome,
            result=Result.PROPOSED,
            revision=landed.revision,
            branch=landed.branch,
            request=landed.url,
        )
        self.world.store.set_note(_key(outcome), to_json(told))
        return told


def _key(outcome: Outcome) -> str:
    return f"proposed/{outcome.item_id}/{outcome.field}"


def unwritten(world: World, source: str, reason: str) -> None:
    """Note why replies cannot be written into a source; empty: they can again."""
    key = f"unwritten/{source}"
    if reason:
        log.warning("not written", source=source, reason=reason)
    if reason or world.store.note(key):
        world.store.set_note(key, reason)


def why_unwritten(world: World, source: str) -> str:
    """Return why the last reply could not be written into a source, empty where it could."""
    return world.store.note(f"unwritten/{source}") or ""
