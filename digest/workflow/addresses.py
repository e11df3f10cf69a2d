"""Addresses that act or show something for one person: derived, and known to the store."""

from datetime import datetime, timedelta

from digest.model.ledger import Purpose, TokenRecord
from digest.tokens import derive, record
from digest.workflow.world import World


class Addresses:
    """Derives tokens, and keeps what the store is to remember of them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._now: datetime = world.clock.now()
        self.given: list[TokenRecord] = []
        self._generations: dict[tuple[str, str], int] = {}

    def expect(self, *wanted: tuple[Purpose, str]) -> None:
        """Ask the store for the generations of many subjects at once."""
        self._generations |= self._world.store.generations(wanted)

    def token(self, purpose: Purpose, subject: str, lives: timedelta | None = None) -> str:
        """Return the token of a subject in its present generation."""
        known = self._generations.get((purpose, subject))
        generation = self._world.store.generation(purpose, subject) if known is None else known
        token = derive(self._world.secret, purpose, subject, generation)
        expires = self._now + lives if lives else None
        self.given.append(
            record(token, purpose, subject, generation=generation, expires_at=expires)
        )
        return token

    def feed(self, viewer: str, scope: str) -> str | None:
        """Return the address of a calendar: each viewer has one of their own for each scope."""
        installation = self._world.installation
        base = installation.calendar_url or installation.public_url
        if not base:
            return None
        return f"{base}/c/{self.token(Purpose.FEED, f'{viewer}/{scope}')}.ics"


def offered(world: World, viewer: str) -> list[str]:
    """Return the scopes of the calendars that everybody is offered: their own, teams', all."""
    teams = world.installation.directory.teams_of(viewer)
    return [f"person:{viewer}", *(f"team:{team.key}" for team in teams), "all"]


def calendars(world: World, viewer: str) -> dict[str, str]:
    """Return scope to address of every calendar offered to a person, and record them."""
    addresses = Addresses(world)
    found = {scope: addresses.feed(viewer, scope) for scope in offered(world, viewer)}
    world.store.remember(addresses.given)
    return {scope: url for scope, url in found.items() if url}
