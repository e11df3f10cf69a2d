"""Rewrite one document: read the newest bytes, amend what was asked, compare and replace."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import shorten

from digest.access import may_change, may_decide, may_see
from digest.errors import Refusal, StaleEdit
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.markdown.tell import tell
from digest.model.change import Touch, TrackedItem
from digest.model.command import Because, Choose, SetOwner, Tell
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.receipt import Outcome, Result
from digest.ports import Source
from digest.schedule.concern import names_of, owners_of
from digest.schedule.reading import policy_of
from digest.workflow.assign import assigned
from digest.workflow.edit import Edit, refused, told
from digest.workflow.outcomes import from_json, to_json
from digest.workflow.touches import note_key, written_note
from digest.workflow.whereabouts import index_of
from digest.workflow.world import World

_TRIES = 4


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
        new, outcomes = _amended(world, document, (edits, person))
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
    world: World, document: Document, asked: tuple[Sequence[Edit], Person]
) -> tuple[bytes, dict[int, Outcome]]:
    """Make one edit after the other, each on the text the one before left.

    Of what a line asks of one item all is done, or nothing.
    """
    edits, person = asked
    outcomes: dict[int, Outcome] = {}
    for _, line in groupby(edits, key=lambda edit: edit.asked):
        document = _line(world, document, [*line], person, outcomes=outcomes)
    return document.raw, outcomes


def _line(
    world: World,
    document: Document,
    edits: Sequence[Edit],
    person: Person,
    *,
    outcomes: dict[int, Outcome],
) -> Document:
    """Make the edits of one line, and note what became of each; return the document."""
    found, after = {}, document
    for edit in edits:
        try:
            done = _one(world, after, edit, person)
        except Refusal as refusal:
            outcomes |= {each.position: refused(each, document, refusal) for each in edits}
            return document
        found[edit.position] = told(edit, after, done)
        after = done.document
    outcomes |= found
    return after


def _one(world: World, document: Document, edit: Edit, person: Person) -> Amended:
    """Make one edit.

    Raises:
        Refusal: the item is not there, is somebody else's, or cannot be changed like that.
    """
    source, action = edit.tracked.source, edit.command.action
    _may_see(world, person, edit.tracked.source, document)
    if isinstance(action, Tell):
        _may_decide(world, person, document)
        title = edit.tracked.item.text
        return tell(document, title, action, vocabulary=world.vocabulary(source))
    index = index_of(world, document, edit.tracked)
    _may_change(world, person, replace(edit.tracked, item=document.items[index]), document)
    if isinstance(action, Because | Choose):
        raise Refusal("this answers a delay notice, and changes nothing by itself")
    if isinstance(action, SetOwner):
        action = assigned(world, action, person, document=document, source=source)
    vocabulary = world.vocabulary(source)
    return amend(document, index, action, vocabulary=vocabulary, today=edit.day)


def _may_see(world: World, person: Person, source: str, document: Document) -> None:
    """Ask again on the newest text: somebody may have narrowed its audience.

    Raises:
        Refusal: the person may not read it.
    """
    directory = world.installation.directory
    if not may_see(person, policy_of(world.installation, source), document, directory):
        raise Refusal("you cannot read the document of this item any more")


def _may_change(world: World, person: Person, tracked: TrackedItem, document: Document) -> None:
    """Ask again on the newest text: the item may be somebody else's by now.

    Raises:
        Refusal: the person may not change it.
    """
    directory = world.installation.directory
    if not may_change(person, tracked, document, directory):
        owners = names_of(owners_of(tracked, document, directory))
        raise Refusal(
            f"it belongs to {', '.join(owners) or 'somebody else'}, who can change it"
        )


def _may_decide(world: World, person: Person, document: Document) -> None:
    """Ask again on the newest text: somebody else may have signed it.

    Raises:
        Refusal: the person may not answer what it announces.
    """
    if not may_decide(person, document, world.installation.directory):
        authors = ", ".join(document.authors) or "somebody else"
        raise Refusal(f"it was announced by {authors}, whose team can answer it")


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
