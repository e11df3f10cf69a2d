"""Rewrite one document: read the newest bytes, amend what was asked, compare and replace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from digest.access import may_change, may_see
from digest.errors import Refusal, StaleEdit
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.model.change import Touch, TrackedItem
from digest.model.command import Command, SetDue
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.edition import Outcome, Result
from digest.ports import Source
from digest.reconcile import match
from digest.schedule.concern import names_of, owners_of
from digest.schedule.reading import policy_of
from digest.workflow.outcomes import from_json, to_json
from digest.workflow.series import standing, stream_of
from digest.workflow.touches import note_key, written_note
from digest.workflow.world import World

_TRIES = 4


@dataclass(frozen=True)
class Edit:
    """One command on one item of the document."""

    position: int  # of the command in its mail
    command: Command
    tracked: TrackedItem
    entry: str  # the mail it came in


def rewrite(
    world: World, source: Source, path: str, edits: Sequence[Edit], person: Person
) -> dict[int, Outcome]:
    """Return what became of each edit.

    When the file changes under us the edits are made again on the newest text, by meaning.

    Raises:
        StaleEdit: it changed every time; nothing was written.
        Transient, Permanent: as `Source.replace`.
    """
    for remaining in reversed(range(_TRIES)):
        snapshot = source.snapshot()
        seen = source.read(path, snapshot)
        document = _read(world, source, path, seen)
        new, outcomes = _amended(world, source, document, (edits, person))
        if new == seen:
            return {n: _remembered(world, edits[0].entry, n, o) for n, o in outcomes.items()}
        _remember(world, edits[0].entry, outcomes)
        try:
            _replace(world, source, path, (seen, new), (edits, person))
        except StaleEdit:
            if not remaining:
                raise
        else:
            return outcomes
    raise AssertionError("unreachable: the last try returns or raises")


def _read(world: World, source: Source, path: str, raw: bytes) -> Document:
    """Read as the gather does, so that phrases resolve against the same day."""
    stored = next(iter(world.store.documents(source.name, [path])), None)
    day = stored.document.date if stored else None
    return read(raw, path=path, vocabulary=world.vocabulary(source.name), date=day)


def _amended(
    world: World, source: Source, document: Document, asked: tuple[Sequence[Edit], Person]
) -> tuple[bytes, dict[int, Outcome]]:
    """Make one edit after the other, each on the text the one before left."""
    edits, person = asked
    outcomes: dict[int, Outcome] = {}
    for edit in edits:
        try:
            index = _index(world, document, edit.tracked)
            _permit(world, person, replace(edit.tracked, item=document.items[index]), document)
            done = amend(
                document,
                index,
                edit.command.action,
                vocabulary=world.vocabulary(source.name),
            )
        except Refusal as refusal:
            outcomes[edit.position] = _told(edit, document, None, str(refusal))
            continue
        outcomes[edit.position] = _told(edit, document, done, "")
        document = _read(world, source, document.path, done.raw)
    return document.raw, outcomes


def _index(world: World, document: Document, tracked: TrackedItem) -> int:
    """Return where an item stands now, found by identity among all of its document.

    Raises:
        Refusal: it is not there any more.
    """
    stream = stream_of(document)
    now = standing(document)
    pairs, _, _ = match(world.store.tracked(tracked.source, streams=[stream]), now)
    for known, sighting in pairs:
        if known.id == tracked.id:
            return next(i for i, one in enumerate(document.items) if one is sighting.item)
    where = f"{document.path}:{tracked.item.line}"
    raise Refusal(f"{where}: this item is not in the document any more")


def _permit(world: World, person: Person, tracked: TrackedItem, document: Document) -> None:
    """Ask again on the text that is changed: the item may be somebody else's by now.

    Raises:
        Refusal: the person may not read or not change it.
    """
    directory = world.installation.directory
    policy = policy_of(world.installation, tracked.source)
    if not may_see(person, policy, document, directory):
        raise Refusal("you cannot read the document of this item any more")
    if not may_change(person, tracked, document, directory):
        owners = names_of(owners_of(tracked, document, directory))
        raise Refusal(
            f"it belongs to {', '.join(owners) or 'somebody else'}, who can change it"
        )


def _remember(world: World, entry: str, outcomes: Mapping[int, Outcome]) -> None:
    """Note what is about to be written, in case nobody lives to record it."""
    for position, outcome in outcomes.items():
        if outcome.result is Result.CHANGED:
            world.store.set_note(f"edit/{entry}/{position}", to_json(outcome))


def _remembered(world: World, entry: str, position: int, outcome: Outcome) -> Outcome:
    """Return what an earlier try wrote, when it died before it could say so."""
    noted = world.store.note(f"edit/{entry}/{position}")
    wrote = from_json(noted) if noted else outcome
    return wrote if wrote.after == outcome.after else outcome


def _told(edit: Edit, document: Document, done: Amended | None, reason: str) -> Outcome:
    result = Result.REFUSED
    if done:
        result = Result.CHANGED if done.changed else Result.UNCHANGED
    return Outcome(
        line=edit.command.line,
        result=result,
        handle=edit.command.handle,
        item_id=edit.tracked.id,
        title=edit.tracked.item.text,
        field="due" if isinstance(edit.command.action, SetDue) else "status",
        before=done.before if done else "",
        after=done.after if done else "",
        source=edit.tracked.source,
        path=document.path,
        number=done.line if done else edit.tracked.item.line,
        before_line=done.before_line if done else "",
        after_line=done.after_line if done else "",
        reason=reason,
    )


def _replace(
    world: World,
    source: Source,
    path: str,
    texts: tuple[bytes, bytes],
    told: tuple[Sequence[Edit], Person],
) -> None:
    (seen, new), (edits, person) = texts, told
    # Written down first: the gather that follows knows whose change it reads.
    world.store.set_note(note_key(source.name, path), written_note(new, person.key))
    touch = Touch(world.clock.now(), person.name, person.mail, person=person.key)
    source.replace(path, seen=seen, new=new, subject=_subject(edits), author=touch)


def _subject(edits: Sequence[Edit]) -> str:
    """Return the line a commit bears: what was asked, about what."""
    if len(edits) > 1:
        return f"Update {len(edits)} action items by reply"
    asked = " ".join(edits[0].command.line.split())
    return f"{shorten(edits[0].tracked.item.text, 50, placeholder='…')}: {asked[:60]}"
