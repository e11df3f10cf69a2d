"""Who wrote a message, as far as that is proven, and whom the address belongs to."""

from digest.mail.inbound import Inbound
from digest.mail.sender import Least, Proof, proof
from digest.model.directory import Person
from digest.model.ledger import InboxEntry
from digest.workflow.world import World


def proven(world: World, entry: InboxEntry, inbound: Inbound) -> Proof:
    """Return what is proven of a message's author, by whoever vouches for how it came."""
    vouching = world.installation.vouching_of(entry.came)
    return proof(
        inbound,
        author=inbound.author,
        authserv_id=vouching.authserv_id,
        least=least(world, inbound.author),
        own_received=vouching.own_received,
    )


def least(world: World, author: str) -> Least:
    """Return the least proof that the domain of an address needs."""
    domain = author.rpartition("@")[2]
    return Least(world.installation.proof.get(domain, Least.SPF))


def theirs(world: World, person: Person, address: str) -> bool:
    """Return whether an address is a person's: registered, or confirmed by them."""
    registered = {known.casefold() for known in (person.mail, *person.other_mail) if known}
    if address.casefold() in registered:
        return True
    return any(alias.address == address.lower() for alias in world.store.aliases(person.key))
