"""digest.workflow.links: an address leads to the line on which an item stands."""

import re
from pathlib import Path

import pytest

from digest.model.installation import Mailbox, SourcePolicy
from digest.model.place import GitPlace
from digest.sources.git import GitSource
from digest.store import SqlStore
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.links import Linker
from digest.workflow.page import item_page
from digest.workflow.readers import read_store
from digest.workflow.scope import Scope
from tests.sources.upstream import SEALED, Upstream
from tests.workflow.company import DIRECTORY, Company, company
from tests.workflow.test_gather import ROW, table

LINK = "https://git.example/{revision}/{path}#L{line}"
BOT = Mailbox("Northbeam Follow-ups", "digest@northbeam.example")
DOCUMENT = table(ROW)


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    return Upstream.create(tmp_path / "upstream.git")


@pytest.fixture
def work(upstream: Upstream, store: SqlStore, tmp_path: Path) -> Company:
    place = GitPlace("docs", str(upstream.path))
    source = GitSource(place, tmp_path / "clone", BOT, environ={"PATH": SEALED["PATH"]})
    policies = {"docs": SourcePolicy("docs", link=LINK)}
    return company(store, tmp_path / "docs", source, sources=policies)


def pushed(work: Company, upstream: Upstream, **files: str) -> str:
    """Push documents, gather, and return the commit."""
    told = {f"{name}.md": text.encode() for name, text in files.items()}
    commit = upstream.commit(told)
    gather(work.world, "docs")
    return commit


def addresses(work: Company) -> set[str]:
    """Return what mail, the page and the feed give as the address of the one item."""
    reading = read_store(work.world)
    (item,) = reading.items
    page = item_page(work.world, item.id, DIRECTORY.people["priya"])
    told = feed(work.world, Wanted(Scope("all"))).replace(b"\r\n ", b"").decode()
    mailed = Linker(work.world.installation, reading, None)(item.id)
    found = re.findall(r"^(?:URL|DESCRIPTION):(https:.*?)(?:\\n|\r)", told, re.MULTILINE)
    assert len(found) == 2
    return {mailed or "", (page and page.url) or "", *found}


def line_at(upstream: Upstream, address: str) -> str:
    """Return the line to which an address leads."""
    place, _, line = address.removeprefix("https://git.example/").partition("#L")
    return upstream.git("show", place.replace("/", ":", 1)).split("\n")[int(line) - 1]


def test_an_address_leads_to_the_line_of_the_item_when_lines_came_in_above(work, upstream):
    pushed(work, upstream, a=DOCUMENT)
    commit = pushed(work, upstream, a=f"Two lines.\n\n{DOCUMENT}")
    (address,) = addresses(work)

    assert f"/{commit}/" in address
    assert "Rotate the keys" in line_at(upstream, address)


def test_what_is_pushed_elsewhere_changes_no_address(work, upstream):
    pushed(work, upstream, a=DOCUMENT)
    before = addresses(work)
    pushed(work, upstream, a=f"{DOCUMENT}\nA line below.\n", b="# Nothing\n")

    assert addresses(work) == before
    assert len(before) == 1


def test_an_item_that_is_gone_leads_to_where_it_stood_last(work, upstream):
    pushed(work, upstream, a=DOCUMENT)
    commit = pushed(work, upstream, a=f"Two lines.\n\n{DOCUMENT}")
    pushed(work, upstream, a=table())
    reading = read_store(work.world)
    (item,) = work.world.store.tracked()
    address = Linker(work.world.installation, reading, None)(item.id)

    assert not item.live
    assert address == LINK.format(revision=commit, path="a.md", line=item.item.line)
