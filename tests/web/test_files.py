"""digest.web.files: calendars as files hold what the web would serve to each person."""

from dataclasses import replace

import pytest

from digest.web.files import files
from digest.workflow.addresses import calendars
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.scope import parse_scope
from tests.workflow.company import DIRECTORY, Company, company
from tests.workflow.test_gather import ROW, table


@pytest.fixture
def work(store, tmp_path) -> Company:
    made = company(store, tmp_path / "docs", calendar_url="https://northbeam.example/cal")
    made.write("a.md", table(ROW))
    made.write("b.md", "---\naudience: [mei]\n---\n" + table(ROW.replace("@priya", "@mei")))
    gather(made.world, "docs")
    return made


def test_each_file_holds_what_its_person_may_see(work: Company):
    found = files(work.world)
    for key, person in DIRECTORY.people.items():
        for named, url in calendars(work.world, key).items():
            scope = parse_scope(named, DIRECTORY, work.world.sources)
            name = url.removeprefix("https://northbeam.example/cal/")

            assert found[name] == feed(work.world, Wanted(scope, viewer=person))


def test_what_is_for_some_alone_is_in_no_file_of_the_others(work: Company):
    own = {url.rpartition("/")[2] for url in calendars(work.world, "mei").values()}
    found = files(work.world)
    others = [raw for path, raw in found.items() if path.rpartition("/")[2] not in own]

    assert sum(raw.count(b"BEGIN:VEVENT") for raw in found.values()) > 0
    assert all(b"b.md" not in raw and b"Mei Tanaka" not in raw for raw in others)


def test_who_lives_in_another_zone_has_their_own_day(work: Company):
    away = replace(DIRECTORY.people["jonas"].schedule, zone="Pacific/Kiritimati")
    people = dict(DIRECTORY.people)
    people["jonas"] = replace(people["jonas"], schedule=away)
    directory = replace(DIRECTORY, people=people)
    world = replace(
        work.world, installation=replace(work.world.installation, directory=directory)
    )
    name = calendars(world, "jonas")["all"].rpartition("/")[2]
    scope = parse_scope("all", directory, world.sources)

    assert files(world)[f"c/{name}"] == feed(world, Wanted(scope, viewer=people["jonas"]))
