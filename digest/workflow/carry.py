"""Carry commands out: find each item in the newest text, amend it, write it back, gather."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.errors import Permanent, Refusal, StaleEdit, Transient
from digest.model.command import Asked, Choose, Command, Parsed, Restore
from digest.model.directory import Person
from digest.model.ledger import Delivery, InboxEntry
from digest.model.receipt import Outcome, Result
from digest.schedule.slots import local_day
from digest.sentence import Sentence, foreign
from digest.workflow.answers import announcement_of
from digest.workflow.duty import chosen
from digest.workflow.edit import Edit, Replier
from digest.workflow.gather import freshen, gather
from digest.workflow.outcomes import from_json, to_json
from digest.workflow.rewrite import rewrite
from digest.workflow.takeback import taking_back, undoing_key, undone_key
from digest.workflow.targets import target
from digest.workflow.waiting import unwritten
from digest.workflow.world import World


def carry_out(
    world: World, entry: InboxEntry, request: Parsed, person: Person, delivery: Delivery
) -> tuple[Outcome, ...]:
    """Return what became of every command, in order; what was done before is not done again."""
    request = taking_back(world, entry, request, (person, delivery))
    done = {n: from_json(told) for n, told in world.store.outcomes(entry.id).items()}
    waiting = [(n, c) for n, c in enumerate(request.commands) if n not in done]
    fresh = _all(world, entry, waiting, (person, delivery))
    for position, outcome in fresh.items():
        if outcome.result is not Result.KEPT:
            world.store.record_outcome(entry.id, position, to_json(outcome))
            _note_undone(world, entry, request.commands[position].action, outcome)
    both = done | fresh
    return tuple(both[position] for position in sorted(both))


def _note_undone(world: World, entry: InboxEntry, action: Asked, outcome: Outcome) -> None:
    """Note which mail took an edit back: it is not taken back again."""
    if isinstance(action, Restore) and outcome.result is not Result.REFUSED:
        world.store.set_note(undone_key(action.undoes), entry.id)
        world.store.set_note(undoing_key(entry.id), "")


def _all(
    world: World,
    entry: InboxEntry,
    waiting: list[tuple[int, Command]],
    asked: tuple[Person, Delivery],
) -> dict[int, Outcome]:
    """Amend source by source: all that is asked of one is one change of it."""
    person, delivery = asked
    for source in _sources(world, [command for _, command in waiting], delivery):
        freshen(world, source)  # so that places are those of the newest text
    found, by_source = planned(world, entry, waiting, asked)
    for source, wanted in by_source.items():
        found |= _written(world, source, wanted, Replier(person, entry))
    return found


Planned = tuple[dict[int, Outcome], dict[str, dict[str, list[Edit]]]]


def planned(
    world: World,
    entry: InboxEntry,
    waiting: Sequence[tuple[int, Command]],
    asked: tuple[Person, Delivery],
) -> Planned:
    """Return what is settled already, and the edits of the others by source and path."""
    person, delivery = asked
    day = local_day(chosen(world, person).schedule, entry.received_at)
    found: dict[int, Outcome] = {}
    by_source: dict[str, dict[str, list[Edit]]] = defaultdict(lambda: defaultdict(list))
    for position, command in waiting:
        aim = target(world, command, (person, delivery), day)
        if isinstance(aim, Outcome):
            found[position] = aim
        else:
            tracked, meant = aim
            edit = Edit(position, meant, tracked, entry.id, day)
            by_source[tracked.source][tracked.path].append(edit)
    for by_path in by_source.values():
        found |= _with_their_line(found, by_path)
    wanted = {
        source: {path: edits for path, edits in by_path.items() if edits}
        for source, by_path in by_source.items()
    }
    return found, {source: by_path for source, by_path in wanted.items() if by_path}


def _with_their_line(
    refused: dict[int, Outcome], by_path: dict[str, list[Edit]]
) -> dict[int, Outcome]:
    """Take out the edits whose line asks something else too that is refused; never half."""
    why = {(outcome.handle, outcome.line): outcome.reason for outcome in refused.values()}
    taken: dict[int, Outcome] = {}
    for path, edits in by_path.items():
        taken |= {e.position: _refused(e, why[e.asked]) for e in edits if e.asked in why}
        by_path[path] = [edit for edit in edits if edit.asked not in why]
    return taken


def _sources(world: World, commands: list[Command], delivery: Delivery) -> set[str]:
    meant = [(delivery.handles[c.handle], c) for c in commands if c.handle in delivery.handles]
    meant += [(c.action.item, c) for c in commands if isinstance(c.action, Restore)]
    ids = [id_ for id_, _ in meant]
    places = {t.id: t.source for t in world.store.tracked(ids=ids)} if ids else {}
    told = {id_ for id_, c in meant if id_ not in places or isinstance(c.action, Choose)}
    updates = (announcement_of(world, id_) for id_ in told)
    found = {*places.values(), *(one.stored.source for one in updates if one)}
    return found & set(world.sources)


def _written(
    world: World, source: str, by_path: Mapping[str, list[Edit]], by: Replier
) -> dict[int, Outcome]:
    """Amend documents and gather them at once; trouble keeps or refuses, never loses."""
    edits = [edit for some in by_path.values() for edit in some]
    try:
        found = rewrite(world, world.sources[source], by_path, by)
    except (Transient, StaleEdit) as error:
        return {e.position: _kept(e, _troubled(error)) for e in edits}
    except Permanent as error:
        if len(by_path) > 1:  # what stops one document must not stop the others
            alone = (_written(world, source, {p: some}, by) for p, some in by_path.items())
            return {n: outcome for told in alone for n, outcome in told.items()}
        unwritten(world, source, str(error))
        return {e.position: _refused(e, _troubled(error)) for e in edits}
    if any(outcome.result in (Result.CHANGED, Result.PROPOSED) for outcome in found.values()):
        gather(world, source)
    return found


def _troubled(error: Exception) -> Sentence:
    """Return why a source could not be written: our own words, or a program's as they are."""
    if isinstance(error, Refusal):
        return error.reason
    if isinstance(error, StaleEdit):
        return Sentence("somebody else is changing the file right now")
    return Sentence("the file could not be written: {words}", words=foreign(str(error)))


def _kept(edit: Edit, why: Sentence) -> Outcome:
    return replace(_refused(edit, why), result=Result.KEPT)


def _refused(edit: Edit, why: Sentence) -> Outcome:
    tracked = edit.tracked
    return Outcome(
        line=edit.command.line,
        result=Result.REFUSED,
        handle=edit.command.handle,
        item_id=tracked.id,
        title=tracked.item.text,
        source=tracked.source,
        path=tracked.path,
        number=tracked.item.line,
        reason=why,
    )
