"""Who wrote a message, as far as that is proven, and whom the address belongs to."""

from dataclasses import replace

from digest.errors import Transient
from digest.mail.inbound import Inbound
from digest.mail.sender import Least, Proof, Verdict, proof
from digest.model.directory import Person
from digest.model.ledger import InboxEntry
from digest.ports import Resolver
from digest.workflow.world import World

_TRIES = 5  # with a DNS that does not answer


def proven(world: World, entry: InboxEntry, inbound: Inbound) -> Proof:
    """Return what is proven of a message's author, by whoever vouches for how it came."""
    vouching = world.installation.vouching_of(entry.came)
    if vouching.verify and world.resolver:
        return _by_us(world, entry, inbound, world.resolver)
    return proof(
        inbound,
        author=inbound.author,
        authserv_id=vouching.authserv_id,
        least=least(world, inbound.author),
        own_received=vouching.own_received,
    )


def _by_us(world: World, entry: InboxEntry, inbound: Inbound, resolver: Resolver) -> Proof:
    """Verify it; a DNS that does not answer is asked again, and given up in the end."""
    from digest.mail.verify import verified  # noqa: PLC0415 - slow to load, and few verify

    try:
        return verified(entry, inbound, resolver, least(world, inbound.author))
    except Transient as error:
        if entry.attempts < _TRIES:
            raise
        return Proof(Verdict.NONE, str(error))


def least(world: World, author: str) -> Least:
    """Return the least proof that the domain of an address needs."""
    domain = author.rpartition("@")[2]
    return Least(world.installation.proof.get(domain, Least.SPF))


def theirs(world: World, person: Person, address: str) -> bool:
    """Return whether an address is a person's: registered, or confirmed by them."""
    registered = {known.casefold() for known in (person.mail, *person.other_mail) if known}
    if address.casefold() in registered:
        return True
    if world.installation.directory.team_by_mail(address):  # never one person's
        return False
    return any(alias.address == address.lower() for alias in world.store.aliases(person.key))


def in_name_of(world: World, person: Person, address: str) -> Person | None:
    """Return a person as one who acts for a team of theirs, whose mailbox an address is."""
    team = world.installation.directory.team_by_mail(address)
    if team is None or team not in world.installation.directory.teams_of(person.key):
        return None
    return replace(
        person,
        name=team.name,
        mail=team.mail,
        aliases=team.aliases,
        other_mail=(),
        acts_for=team.key,
    )
