"""Who works here, where no settings say so."""

from dataclasses import replace

from digest.glance.settings import NOBODY
from digest.model.directory import Directory, Person, fold
from digest.workflow.world import World


def peopled(world: World) -> World:
    """Let everybody who owns or wrote something be a person, where the settings know nobody."""
    if list(world.installation.directory.people) != [NOBODY]:
        return world
    held = world.store.contents()
    written = {name for tracked in held.items for name in tracked.item.owners}
    written |= {name for stored in held.documents for name in stored.document.authors}
    people = {fold(name): Person(fold(name), name.lstrip("@"), "") for name in sorted(written)}
    installation = replace(world.installation, directory=Directory(people), operator=None)
    return replace(world, installation=installation)
