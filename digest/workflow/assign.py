"""Whom a reply names: exactly one person or team of the directory, or nobody."""

from collections.abc import Sequence

from digest.access import may_see
from digest.errors import Refusal
from digest.model.command import SetOwner
from digest.model.directory import Directory, Person, Resolution, Team, fold
from digest.model.document import Document
from digest.schedule.reading import policy_of
from digest.sentence import Sentence
from digest.workflow.world import World

_SELF = ("me", "myself", "@me")


def assigned(
    world: World, asked: SetOwner, person: Person, *, document: Document, source: str
) -> SetOwner:
    """Return the command with every spelling of whom it names.

    Raises:
        Refusal: nobody, or nobody sure, is known by that name; or they may not read it.
    """
    directory = world.installation.directory
    found = _resolved(asked.name, person, directory)
    owner, team = found.person, found.team
    readers = directory.members(team) if team else (owner,) if owner else ()
    policy = policy_of(world.installation, source)
    if not any(may_see(reader, policy, document, directory) for reader in readers):
        raise Refusal(
            Sentence(
                "{name} cannot read this document; name somebody who can", name=_called(found)
            )
        )
    return _spelled(found)


def _resolved(name: str, person: Person, directory: Directory) -> Resolution:
    if fold(name) in _SELF and person.acts_for:
        return Resolution(person.name, team=directory.teams[person.acts_for])
    if fold(name) in _SELF:
        return Resolution(person.name, person=person)
    found = directory.resolve(name)
    if found.candidates:
        raise Refusal(_several(name, [f"@{key}" for key in found.candidates]))
    if not found.found:
        raise Refusal(
            Sentence(
                "nobody is known as {name}: answer with a name, handle or address of the "
                "people file",
                name=repr(name),
            )
        )
    if found.person and found.person.left:
        who = found.person.name
        raise Refusal(Sentence("{name} has left: answer with somebody else", name=who))
    return found


def _several(name: str, handles: Sequence[str]) -> Sentence:
    return Sentence(
        "it is not plain who {name} is: answer with one of {handles}",
        name=repr(name),
        handles=", ".join(handles),
    )


def _called(found: Resolution) -> str:
    return found.person.name if found.person else found.team.name if found.team else ""


def _spelled(found: Resolution) -> SetOwner:
    """Return the name as it was typed, in its own spelling, and all others."""
    who: Person | Team | None = found.person or found.team
    if who is None:
        return SetOwner(found.written)
    plain = (who.name, *who.aliases, who.key)
    handles = (
        n if n.startswith("@") else f"@{n}" for n in (*who.aliases, who.key) if " " not in n
    )
    spellings = tuple(dict.fromkeys((*plain, *handles)))
    typed = found.written
    if not typed.startswith("@"):
        typed = next((n for n in spellings if fold(n) == fold(typed)), who.name)
    return SetOwner(typed, tuple(n for n in spellings if n != typed))
