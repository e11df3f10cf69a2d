"""What the token in an address stands for, and why it may not count any more."""

from dataclasses import dataclass

from starlette.requests import Request

from digest.model.directory import Person
from digest.model.ledger import Purpose, TokenRecord
from digest.tokens import hashed, well_formed
from digest.workflow.world import World

UNKNOWN, GONE = 404, 410


@dataclass(frozen=True)
class Bearer:
    """A valid token, and the world it is valid in."""

    world: World
    record: TokenRecord


def world_of(request: Request) -> World:
    """Return the service that answers a request."""
    world: World = request.app.state.world
    return world


def bearer(request: Request, purpose: Purpose) -> Bearer | int:
    """Return the bearer of the token in the path, or the status that says why there is none.

    410 for a token that was rotated, revoked or has expired; 404 for one never given.
    """
    world, record = world_of(request), known(request, purpose)
    if record is None:
        return UNKNOWN
    expired = record.expires_at is not None and record.expires_at < world.clock.now()
    return GONE if record.revoked or expired else Bearer(world, record)


def known(request: Request, purpose: Purpose) -> TokenRecord | None:
    """Return what the token in the path stands for, also where it counts no more."""
    token = request.path_params["token"].lower()
    record = world_of(request).store.find(hashed(token)) if well_formed(token) else None
    return record if record and record.purpose is purpose else None


def person_of(world: World, key: str) -> Person | None:
    """Return a person who is still there: who leaves loses every token."""
    person = world.installation.directory.people.get(key)
    return person if person and not person.left else None
