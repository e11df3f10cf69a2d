"""Who may write what, asked again on the newest text."""

from digest.access import may_change, may_decide, may_see
from digest.errors import Refusal
from digest.model.change import TrackedItem
from digest.model.directory import Person
from digest.model.document import Document
from digest.schedule.choices import asked_by
from digest.schedule.concern import names_of, owners_of
from digest.schedule.reading import policy_of
from digest.sentence import Sentence
from digest.workflow.world import World

UNREADABLE = Sentence("you cannot read the document of this item any more")
_SOMEBODYS = Sentence("it belongs to somebody else, who can change it")
_ANNOUNCED = Sentence("it was announced by somebody else, whose team can answer it")


def must_see(world: World, person: Person, source: str, document: Document) -> None:
    """Ask again: somebody may have narrowed its audience.

    Raises:
        Refusal: the person may not read it.
    """
    directory = world.installation.directory
    if not may_see(person, policy_of(world.installation, source), document, directory):
        raise Refusal(UNREADABLE)


def must_change(world: World, person: Person, tracked: TrackedItem, document: Document) -> None:
    """Ask again: the item may be somebody else's by now.

    Raises:
        Refusal: the person may not change it.
    """
    directory = world.installation.directory
    if not may_change(person, tracked, document, directory):
        owners = ", ".join(names_of(owners_of(tracked, document, directory)))
        theirs = Sentence("it belongs to {owners}, who can change it", owners=owners)
        raise Refusal(theirs if owners else _SOMEBODYS)


def must_decide(world: World, person: Person, document: Document, title: str) -> None:
    """Ask again: somebody else may have signed it.

    Raises:
        Refusal: the person may not answer what it announces.
    """
    asked = asked_by(document, title)
    if not may_decide(person, document, world.installation.directory, asked):
        by = ", ".join(document.authors)
        theirs = Sentence("it was announced by {authors}, whose team can answer it", authors=by)
        raise Refusal(theirs if by else _ANNOUNCED)
