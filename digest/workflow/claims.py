"""An address that a person answers from and that is not known as theirs: confirmed once."""

from digest.mail import inbound as mail
from digest.mail.subaddress import bare, known
from digest.model.directory import Person
from digest.model.ledger import InboxEntry, InboxState
from digest.workflow.proven import theirs
from digest.workflow.world import World


def claimable(world: World, entry: InboxEntry, person: Person) -> str:
    """Return the address that a held message gives a person to confirm; empty if none.

    It must be nobody else's, for what two people write from is a shared mailbox.
    """
    if entry.state is not InboxState.HELD or not entry.raw:
        return ""
    author = mail.read(entry.raw).author
    if not author or _ours(world, author) or theirs(world, person, author):
        return ""
    if world.installation.directory.team_by_mail(author):
        return ""
    others = (p for p in world.installation.directory.people.values() if p.key != person.key)
    if any(theirs(world, other, author) for other in others):
        return ""
    return author


def claim(world: World, entry: InboxEntry, person: Person) -> str:
    """Know the address of a held message as the person's from now on; return it."""
    address = claimable(world, entry, person)
    if not address:
        return ""
    new = world.store.add_alias(address, person.key, since=world.clock.now())
    return address if new else ""


def _ours(world: World, address: str) -> bool:
    told = world.installation
    return bare(address) in told.mailboxes or bool(told.forms and known(address, told.forms))
