"""digest.workflow.shelf: what is kept between two looks is what a fresh look finds."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.model.calendar import Choice, Kind
from digest.store import SqlStore
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.scope import Scope
from digest.workflow.shelf import Shelf
from tests.workflow.company import DIRECTORY, Company, company
from tests.workflow.test_gather import ROW, table

PRIYA = DIRECTORY.people["priya"]


def test_what_did_not_change_is_not_read_again(store: SqlStore, tmp_path):
    work = _work(store, tmp_path)
    shelf = Shelf(work.world)
    before = shelf.look()
    work.write("b.md", table(ROW.replace("keys", "locks")))
    gather(work.world, "docs")

    after = shelf.look()

    assert before.cards[0] in after.cards
    assert len(after.cards) == 2
    assert shelf.look() is after


def test_a_removed_document_takes_its_cards_along(store: SqlStore, tmp_path):
    work = _work(store, tmp_path)
    shelf = Shelf(work.world)
    shelf.look()
    work.write("b.md", "# Nothing\n")
    (work.root / "a.md").unlink()
    gather(work.world, "docs", accept=True)

    assert shelf.look().cards == ()


def test_another_store_in_the_place_of_the_old_is_read_whole(store: SqlStore, tmp_path):
    work = _work(store, tmp_path)
    shelf = Shelf(work.world)
    shelf._sheet = replace(shelf.look(), number=99)

    assert len(shelf.look().cards) == 1


def test_a_new_audience_hides_what_was_kept(store: SqlStore, tmp_path):
    work = _work(store, tmp_path)
    shelf, wanted = Shelf(work.world), Wanted(Scope("all"), viewer=PRIYA)
    assert b"Rotate the keys" in feed(work.world, wanted, shelf)
    work.write("a.md", "---\naudience: [mei]\n---\n" + table(ROW))
    gather(work.world, "docs")

    assert b"Rotate the keys" not in feed(work.world, wanted, shelf)


def _work(store: SqlStore, tmp_path) -> Company:
    work = company(store, tmp_path / "docs")
    work.write("a.md", table(ROW))
    gather(work.world, "docs")
    return work


_ROWS = st.lists(
    st.sampled_from(
        [
            ROW,
            ROW.replace("keys", "locks"),
            ROW.replace("@priya", "@mei"),
            ROW.replace("Not started", "Done"),
            ROW.replace("11-20", "12-24"),
        ]
    ),
    max_size=3,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["a.md", "b.md"]), _ROWS), min_size=1, max_size=5))
def test_a_kept_shelf_writes_what_a_new_one_writes(tmp_path_factory, edits):
    root = tmp_path_factory.mktemp("shelf")
    from digest.store import open_store  # noqa: PLC0415 - a store of its own for each example

    work = company(open_store(f"sqlite:///{root}/store.db"), root / "docs")
    shelf, wanted = Shelf(work.world), Wanted(Scope("all"), Choice(Kind.BOTH, review=True))
    for path, rows in edits:
        work.write(path, table(*rows))
        gather(work.world, "docs", accept=True)
        work.clock.forward(hours=1)

        assert feed(work.world, wanted, shelf) == feed(work.world, wanted)
    work.world.store.close()
