"""What a look for owed digests costs, of which there are many and nearly all find nothing."""

import tempfile
from pathlib import Path

from digest.model.directory import Directory
from digest.model.schedule import Schedule
from digest.schedule.slots import due_slot
from digest.store import open_store
from digest.workflow.editions import owed
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.readers import eligible
from digest.workflow.world import World
from tests.benchmarks.frame import Rival, cpu, report
from tests.workflow.company import company, person

PEOPLE = 10_000
AIM = 1 / 100
_SHARE = 20  # of so many people one is asked, and the rest are taken to cost as much


def run() -> bool:
    """Measure a look that finds nothing against one that asks the store of everybody."""
    with tempfile.TemporaryDirectory() as place:
        world = _company(Path(place))
        (ours,) = cpu(lambda: publish(world))
        (share,) = cpu(lambda: _some(world), rounds=3)
        theirs = share * _SHARE
        return report(
            f"a look among {PEOPLE:,} people", ours * 1000, "ms CPU", _rival(theirs * 1000)
        )


def _rival(figure: float) -> Rival:
    return Rival("asking of everybody", figure, AIM)


def _company(place: Path) -> World:
    """Return a service whose people have all had their digest."""
    people = {f"p{n}": person(f"p{n}", f"Person {n}") for n in range(PEOPLE)}
    store = open_store(f"sqlite:///{place}/store.db")
    directory = Directory(people)
    work = company(store, place / "docs", directory=directory, operator="p0")
    work.write("a.md", "# Minutes\n\n- [ ] Rotate the keys @p1 2026-12-01\n")
    gather(work.world, "docs")
    # Everybody is subscribed from an hour after Monday's digests: nothing is owed this week.
    work.clock.forward(hours=1)
    store.choices_of([*people], now=work.clock.at)
    if owed(work.world):
        raise RuntimeError("nobody was to be owed anything")
    return work.world


def _some(world: World) -> int:
    """Ask three things of each of some people, as one does without a table of what is due."""
    now, found = world.clock.now(), 0
    for one in [*world.installation.directory.people.values()][::_SHARE]:
        choices = world.store.choices(one.key, now=now)
        started = world.store.started(one.key)
        last = world.store.last_edition(one.key)
        slot = due_slot(
            Schedule(), now=now, since=choices.since, last=last.slot.day if last else None
        )
        found += bool(slot and started and eligible(one, choices, "digest"))
    return found
