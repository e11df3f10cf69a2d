"""Rewrite documents: read the newest bytes, amend what was asked, compare and replace."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from digest.errors import Closed, Permanent, Refusal, StaleEdit, Transient, Unsettled
from digest.markdown.amend import Amended, amend
from digest.markdown.document import read
from digest.markdown.restore import restore, restore_part
from digest.markdown.tell import tell
from digest.model.command import (
    Because,
    Choose,
    Later,
    NotMine,
    Restore,
    SetOwner,
    Tell,
    Undo,
)
from digest.model.directory import Person
from digest.model.document import Document
from digest.model.receipt import Outcome, Result
from digest.ports import Draft, Rewritten, Source
from digest.sentence import Sentence
from digest.workflow.assign import assigned
from digest.workflow.edit import Edit, Replier, refused, told
from digest.workflow.permitted import must_change, must_decide, must_see
from digest.workflow.remembered import remember, remembered
from digest.workflow.saying import note_of
from digest.workflow.waiting import Waiting
from digest.workflow.whereabouts import index_of
from digest.workflow.world import World

_TRIES = 4
_PARTS = ("reason", "decision")  # of updates


def rewrite(
    world: World, source: Source, asked: Mapping[str, Sequence[Edit]], by: Replier
) -> dict[int, Outcome]:
    """Return what became of each edit; `asked` has those of each document, by its path.

    All are one change of the source.  When it changes under us they are made again on the
    newest text, by meaning; when its branch is closed to us they are proposed on another, if
    that may be.

    Raises:
        StaleEdit, Unsettled: it changed every time.
        Transient, Permanent: as `Draft.land`.
    """
    aside = False
    for remaining in reversed(range(_TRIES)):
        try:
            draft = _drafted(source, by, aside=aside)
            return _once(world, (source.name, draft), asked, by)
        except (StaleEdit, Unsettled):
            if not remaining:
                raise
        except Closed as closed:
            if not closed.aside or aside or not remaining:
                raise
            aside = True
    raise AssertionError("unreachable: the last try returns or raises")


def _drafted(source: Source, by: Replier, *, aside: bool) -> Draft:
    """Return the newest text; a source that cannot be read keeps the reply until it can.

    A folder may be mounted again, a password be mended: that is the operator's trouble, who
    hears of it, and no reason to give up what somebody wrote.
    """
    try:
        return source.draft(by.entry.id, aside=aside)
    except Permanent as problem:
        raise Transient(str(problem)) from problem


def _once(
    world: World,
    place: tuple[str, Draft],
    asked: Mapping[str, Sequence[Edit]],
    by: Replier,
) -> dict[int, Outcome]:
    """Make all edits on the newest text, and land them together."""
    name, draft = place
    files: list[Rewritten] = []
    documents: list[Document] = []
    outcomes: dict[int, Outcome] = {}
    waiting = Waiting(world, draft)
    for path, edits in asked.items():
        seen = draft.read(path)
        new, told = _amended(waiting, _read(world, name, path, seen), (edits, by.person))
        documents += [new] if new.raw != seen else []
        files += [Rewritten(path, seen, new.raw)] if new.raw != seen else []
        outcomes |= {n: remembered(world, by.entry.id, n, o) for n, o in told.items()}
    changed = [one for one in outcomes.values() if one.result is Result.CHANGED]
    if not files and not (draft.aside and changed):
        return outcomes
    remember(world, name, by, (files, outcomes))
    landed = draft.land(files, note_of(by, changed, world.clock.now()))
    if not draft.aside:
        world.written.update({(name, one.path): one for one in documents})
    return waiting.landed(name, landed, outcomes)


def _read(world: World, source: str, path: str, raw: bytes) -> Document:
    """Read as the gather does, so that phrases resolve against the same day."""
    stored = next(iter(world.store.documents(source, [path])), None)
    day = stored.document.date if stored else None
    return read(raw, path=path, vocabulary=world.vocabulary(source), date=day)


def _amended(
    waiting: Waiting, document: Document, asked: tuple[Sequence[Edit], Person]
) -> tuple[Document, dict[int, Outcome]]:
    """Make one edit after the other, each on the text the one before left.

    Of what a line asks of one item all is done, or nothing.
    """
    edits, person = asked
    outcomes: dict[int, Outcome] = {}
    for _, line in groupby(edits, key=lambda edit: edit.asked):
        document = _line(waiting, document, [*line], person, outcomes=outcomes)
    return document, outcomes


def _line(
    waiting: Waiting,
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
            done = _one(waiting.world, after, edit, person)
        except Refusal as refusal:
            outcomes |= {each.position: refused(each, document, refusal) for each in edits}
            return document
        outcome = told(edit, after, done)
        proposed = waiting.already(outcome)
        found[edit.position] = proposed or outcome
        after = after if proposed else done.document
    outcomes |= found
    return after


def _one(world: World, document: Document, edit: Edit, person: Person) -> Amended:
    """Make one edit.

    Raises:
        Refusal: the item is not there, is somebody else's, or cannot be changed like that.
    """
    source, action = edit.tracked.source, edit.command.action
    must_see(world, person, edit.tracked.source, document)
    if isinstance(action, Tell):
        title = edit.tracked.item.text
        must_decide(world, person, document, title)
        return tell(document, title, action, vocabulary=world.vocabulary(source))
    if isinstance(action, Restore) and action.field in _PARTS:
        must_decide(world, person, document, action.title)
        return restore_part(document, action, vocabulary=world.vocabulary(source))
    index = index_of(world, document, edit.tracked)
    must_change(world, person, replace(edit.tracked, item=document.items[index]), document)
    if isinstance(action, Restore):
        return restore(document, index, action, vocabulary=world.vocabulary(source))
    if isinstance(action, Because | Choose | Later | NotMine | Undo):
        raise Refusal(Sentence("this answers a delay notice, and changes nothing by itself"))
    if isinstance(action, SetOwner):
        action = assigned(world, action, person, document=document, source=source)
    vocabulary = world.vocabulary(source)
    return amend(document, index, action, vocabulary=vocabulary, today=edit.day)
