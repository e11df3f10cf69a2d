"""digest.web.health: alive is not ready."""

from pathlib import Path

import pytest

from digest.store import SqlStore
from digest.workflow.gather import gather
from tests.web.site import Site
from tests.workflow.company import company


@pytest.fixture
def unread(store: SqlStore, tmp_path: Path) -> Site:
    """A service that has read nothing."""
    return Site(company(store, tmp_path / "docs"))


def test_it_lives(unread):
    assert unread.ask("/healthz").text == "ok\n"


def test_it_is_not_ready_before_everything_was_read_once(unread):
    told = unread.ask("/readyz")

    assert (told.status_code, told.headers["retry-after"]) == (503, "60")
    assert told.json()["sources"] == {"docs": "not read yet"}


def test_it_is_ready_then(unread):
    gather(unread.world, "docs")

    assert unread.ask("/readyz").json() == {"store": "ok", "sources": {"docs": "ok"}}


def test_a_source_that_fails_later_is_told_and_the_last_state_serves(site):
    (site.work.root / "a.md").unlink()
    site.work.root.rmdir()
    gather(site.world, "docs")

    told = site.ask("/readyz")

    assert (told.status_code, "no folder" in told.json()["sources"]["docs"]) == (200, True)


def test_it_is_not_ready_when_the_store_cannot_be_read(site, tmp_path):
    site.world.store.close()
    (tmp_path / "store.db").write_bytes(b"no database at all" * 400)

    told = site.ask("/readyz")

    assert (told.status_code, "is damaged" in told.json()["store"]) == (503, True)
    assert site.ask("/healthz").status_code == 200


def test_what_is_true_now_is_not_kept(site):
    for path in ("/healthz", "/readyz"):
        assert site.ask(path).headers["cache-control"] == "no-store"


def test_robots_are_forbidden_nothing(site):
    assert site.ask("/robots.txt").text == "User-agent: *\nDisallow:\n"
