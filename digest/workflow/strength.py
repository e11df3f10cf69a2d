"""The strength of a command follows the strength of its proof."""

from dataclasses import replace

from digest.mail.inbound import Inbound
from digest.model.command import (
    Choose,
    Help,
    Later,
    NotMine,
    Parsed,
    SetDue,
    SetOwner,
    TakeBack,
    Undo,
)
from digest.model.ledger import InboxEntry, InboxState
from digest.workflow.asked import asked
from digest.workflow.judge import Judged
from digest.workflow.world import World

_OWN = (Later, NotMine, Undo)  # what a person decides or did

SEVERAL = 3  # commands of one message that are no bulk change yet


def beyond_weak(request: Parsed) -> str:
    """Return what of a request needs full proof; empty where the reply address is enough."""
    if any(isinstance(command.action, SetDue) for command in request.commands):
        return "a date is moved"
    if any(isinstance(command.action, SetOwner | Choose) for command in request.commands):
        return "an owner or an option is chosen"
    if any(isinstance(wish, TakeBack) for wish in request.wishes):
        return "a reply is taken back"
    if len(request.commands) > SEVERAL:
        return f"more than {SEVERAL} commands"
    return ""


def beyond_team(request: Parsed) -> str:
    """Return what of a request only a person can ask; empty where a team's is enough."""
    if any(not isinstance(wish, Help) for wish in request.wishes):
        return "a person's own mail or reply is meant"
    if any(isinstance(command.action, _OWN) for command in request.commands):
        return "a person's own choice or reply is meant"
    return ""


def strong_enough(world: World, entry: InboxEntry, inbound: Inbound, judged: Judged) -> Judged:
    """Hold the whole of a message whose sender may not ask for a part of it."""
    person = judged.person
    if person is None or judged.state or not (judged.weak or person.acts_for):
        return judged
    request = asked(world, entry, inbound, person, judged.delivery)
    if person.acts_for:
        why, short = beyond_team(request), "from a shared mailbox"
        own = world.installation.directory.people[person.key]  # who is asked, and by name
    else:
        why, short, own = beyond_weak(request), "not proven", person
    if not why:
        return judged
    return replace(judged, state=InboxState.HELD, note=f"{short}, and {why}", person=own)
