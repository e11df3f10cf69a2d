"""What an answer to a delay notice writes: a reason beside its item, a part of an update."""

from collections.abc import Iterator, Sequence
from datetime import date

from digest.errors import Refusal
from digest.model.change import TrackedItem
from digest.model.command import AddNote, Asked, Because, Choose, Tell
from digest.model.directory import Person
from digest.model.item import ActionItem, Form
from digest.model.update import Option
from digest.schedule.announcements import Announced, announced, options, signed
from digest.schedule.choices import blocker_of
from digest.schedule.entries import document_id
from digest.sentence import Sentence
from digest.workflow.world import World

_OPTION, _BESIDE = 120, 100  # characters of an option, and of what was said besides
_NOT_ANNOUNCED = Sentence("a timeline update is answered with “option 2”, or “because …”")


def announcement_of(world: World, id_: str) -> Announced | None:
    """Return the timeline update that a handle stands for, or that is about its item."""
    documents = world.store.documents()
    items = world.store.tracked()
    found = [one for one in announced(documents, items) if id_ in (one.id, one.item)]
    return max(found, key=_written, default=None) or _blocker(world, id_)


def _blocker(world: World, id_: str) -> Announced | None:
    """Return the blocker with options that an item stands in."""
    item = next(iter(world.store.tracked(ids=[id_])), None)
    stored = next(iter(world.store.documents(item.source, [item.path])), None) if item else None
    there = stored and stored.removed_at is None
    update = blocker_of(stored.document, item.item) if item and stored and there else None
    return Announced(stored, update, id_) if stored and update else None


def _written(one: Announced) -> date:
    return one.update.day or one.stored.document.date or date.min


def as_item(one: Announced) -> TrackedItem:
    """Return an update as what an edit is about: it has a place and a title."""
    stored, update = one.stored, one.update
    return TrackedItem(
        id=_edited_as(one),
        source=stored.source,
        path=stored.document.path,
        stream=stored.document.path,
        item=ActionItem(update.title, update.line, update.end_line, Form.PARAGRAPH),
        seen_at=stored.seen_at,
        changed_at=stored.seen_at,
    )


def _edited_as(one: Announced) -> str:
    """Return the id an edit of it goes by: of a blocker that of the item answered."""
    if one.update.chooses and one.item:
        return one.item
    return document_id(one.stored.source, one.stored.document.path)


def announced_as(world: World, id_: str) -> TrackedItem | None:
    """Return the timeline update that was edited under this id, as what an edit is about."""
    every = announced(world.store.documents(), world.store.tracked())
    return next((item for one in every if (item := as_item(one)).id == id_), None)


def of_item(asked: Asked) -> Asked:
    """Return what is done to an item: a reason is noted beside it, in its own words."""
    return AddNote(f"because {asked.text}") if isinstance(asked, Because) else asked


def of_update(asked: Asked, one: Announced, person: Person, day: date) -> Tell:
    """Return what is written into a timeline update.

    Raises:
        Refusal: it has no such option, or the command is one for items.
    """
    if isinstance(asked, Because):
        return Tell("reason", asked.text)
    if not isinstance(asked, Choose):
        raise Refusal(_NOT_ANNOUNCED)
    option = _named(asked.option, options(one.update))
    said = f"Option {option.name}, {_cut(option.text, _OPTION)}"
    said += f": {_cut(asked.detail, _BESIDE)}" if asked.detail else ""
    return Tell("decision", signed(said, person.name, day))


def _named(name: str, among: Sequence[Option]) -> Option:
    found = [option for option in among if option.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    known = ", ".join(_names(among))
    if not known:
        raise Refusal(Sentence("the update has no options"))
    there = Sentence("the update has no option {name}; it has {known}", name=name, known=known)
    raise Refusal(there)


def _names(among: Sequence[Option]) -> Iterator[str]:
    yield from dict.fromkeys(option.name for option in among)


def _cut(text: str, limit: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= limit else f"{plain[: limit - 1].rstrip()}…"
