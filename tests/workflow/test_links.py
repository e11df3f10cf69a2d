"""digest.workflow.links: an address leads to the line on which an item stands."""

from digest.model.installation import SourcePolicy
from digest.store import SqlStore
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.links import Linker
from digest.workflow.readers import read_store
from digest.workflow.scope import Scope
from tests.workflow.company import company
from tests.workflow.test_gather import ROW, table

LINK = "https://git.example/{revision}/{path}#L{line}"


def test_a_link_names_the_revision_in_which_an_item_stands_on_that_line(
    store: SqlStore, tmp_path
):
    policies = {"docs": SourcePolicy("docs", link=LINK)}
    work = company(store, tmp_path / "docs", sources=policies)
    for text in (table(ROW), f"A line above.\n\n{table(ROW)}"):
        work.write("a.md", text)
        gather(work.world, "docs")
    reading = read_store(work.world)
    (item,), (document,) = reading.items, reading.documents.values()
    address = Linker(work.world.installation, reading, None)(item.id)

    assert item.revision != document.revision
    assert address == LINK.format(revision=document.revision, path="a.md", line=item.item.line)
    unfolded = feed(work.world, Wanted(Scope("all"))).replace(b"\r\n ", b"")
    assert f"URL:{address}".encode() in unfolded
