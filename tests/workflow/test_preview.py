"""digest.workflow.preview: the very message that would be sent, and nothing is recorded."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from digest.store import SqlStore, consult_store
from digest.store.schema import metadata
from digest.workflow.gather import gather
from digest.workflow.preview import preview
from digest.workflow.publish import publish
from tests.workflow.company import DIRECTORY, Company, company
from tests.workflow.test_gather import ROW, table

PRIYA, MEI = DIRECTORY.people["priya"], DIRECTORY.people["mei"]


@pytest.fixture
def told(at_work: Company) -> Company:
    at_work.write("a.md", table(ROW))
    gather(at_work.world, "docs")
    return at_work


def held(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that a store holds."""
    with store.database.reading() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(each))), key=repr)
            for name, each in metadata.tables.items()
        }


def test_it_is_to_the_byte_what_is_queued(told):
    seen = preview(told.world, PRIYA)
    publish(told.world)
    (queued,) = told.world.store.deliveries()

    assert seen
    assert seen.raw == queued.raw
    assert seen.words.subject == queued.title


def test_nothing_is_recorded_by_looking(told, url):
    before = held(told.world.store)
    consulted = consult_store(url)
    seen = preview(replace(told.world, store=consulted), PRIYA)
    consulted.close()

    assert seen
    assert held(told.world.store) == before


def test_nobody_is_subscribed_by_looking(told, url):
    newcomer = replace(MEI, key="kim", name="Kim Lee")
    consulted = consult_store(url)
    preview(replace(told.world, store=consulted), newcomer)
    consulted.close()

    assert "kim" not in repr(held(told.world.store))


def test_a_second_digest_is_previewed_as_a_second_one(told):
    publish(told.world)
    told.week()
    seen = preview(told.world, PRIYA)
    publish(told.world)

    assert seen
    assert seen.raw in [delivery.raw for delivery in told.world.store.deliveries()]


def test_a_rehearsal_is_shown_as_the_rehearsal_it_is(store, tmp_path):
    work = company(store, tmp_path / "docs", started=False)
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    seen = preview(work.world, PRIYA)

    assert seen
    assert seen.to.startswith("Jonas Weber")
    assert "This would have gone to Priya Nair" in " ".join(seen.words.text.split())


def test_with_nothing_to_say_there_is_none(told):
    assert preview(told.world, MEI) is None
