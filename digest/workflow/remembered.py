"""What was about to be written, noted in case nobody lives to record it."""

from collections.abc import Mapping, Sequence

from digest.model.receipt import Outcome, Result
from digest.ports import Rewritten
from digest.workflow.edit import Replier
from digest.workflow.outcomes import from_json, to_json
from digest.workflow.touches import note_key, written_note
from digest.workflow.world import World


def remember(
    world: World,
    source: str,
    by: Replier,
    about: tuple[Sequence[Rewritten], Mapping[int, Outcome]],
) -> None:
    """Note what is about to be written, in case nobody lives to record it.

    Also by whom: the gather that follows knows whose change it reads.
    """
    files, outcomes = about
    whose = by.person.acts_for or by.person.key
    notes = {note_key(source, each.path): written_note(each.new, whose) for each in files}
    for position, outcome in outcomes.items():
        if outcome.result is Result.CHANGED:
            notes[f"edit/{by.entry.id}/{position}"] = to_json(outcome)
    world.store.set_notes(notes)


def remembered(world: World, entry: str, position: int, outcome: Outcome) -> Outcome:
    """Return what an earlier try wrote, when it died before it could say so."""
    noted = None
    if outcome.result is Result.UNCHANGED:
        noted = world.store.note(f"edit/{entry}/{position}")
    wrote = from_json(noted) if noted else outcome
    return wrote if wrote.after == outcome.after else outcome
