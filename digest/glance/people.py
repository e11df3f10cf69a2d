"""Who works here, where no settings say so."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.detect.ground import look
from digest.detect.owners import teams_told
from digest.detect.people import Found, people
from digest.detect.zone import zone
from digest.glance.settings import NOBODY
from digest.model.directory import Directory, Person
from digest.model.schedule import Schedule
from digest.workflow.world import World

_NOWHERE = "unknown.invalid"  # where nobody has an address (RFC 2606 §2)


def peopled(world: World, path: Path) -> tuple[World, str | None]:
    """Let everybody who owns or wrote something be a person, where the settings know nobody.

    With the world comes the key of git's user, None where that is none of them.
    """
    ground = look(path, os.environ)
    directory = world.installation.directory
    if list(directory.people) != [NOBODY]:
        user = directory.by_mail(ground.user_mail)
        return world, user.key if user else None
    documents = [stored.document for stored in world.store.contents().documents]
    told = [team for document in documents for team in teams_told(document)]
    today = world.clock.now().date()
    found = people(ground, (*_written(world), *told), today=today, told=told)
    usual = _schedule(world.clock.now())
    installation = replace(world.installation, directory=_told(found, usual), operator=None)
    return replace(world, installation=installation), found.me


def _written(world: World) -> Iterator[str]:
    held = world.store.contents()
    for tracked in held.items:
        yield from tracked.item.owners
    for stored in held.documents:
        yield from stored.document.authors


def _schedule(now: datetime) -> Schedule:
    """Return a schedule by which a digest is due today, where this machine is."""
    here = zone() or "UTC"
    return Schedule(weekday=now.astimezone(ZoneInfo(here)).weekday(), zone=here)


def _told(found: Found, usual: Schedule) -> Directory:
    """Return everybody; a team of whom no member is known gets what is for it by itself."""
    known, teams = found.directory.people, found.directory.teams
    lone = [Person(t.key, t.name, "", t.aliases) for t in teams.values() if not t.members]
    people = {
        one.key: replace(
            one,
            name=one.name.lstrip("@") or one.name,
            mail=one.mail or f"{one.key}@{_NOWHERE}",
            schedule=usual,
        )
        for one in (*known.values(), *lone)
    }
    return Directory(people, {key: team for key, team in teams.items() if team.members})
