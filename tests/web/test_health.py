"""digest.web.health: alive is not ready."""

from pathlib import Path

import pytest

from digest.errors import Transient
from digest.store import SqlStore
from digest.store.schema import HEAD
from digest.web.looks import Looks
from digest.workflow.gather import gather
from digest.workflow.standing import beat
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

    told = unread.ask("/readyz")

    assert told.status_code == 200
    assert told.json() == {
        "store": "ok",
        "schema": HEAD,
        "broker": "ok",
        "beat": "no sign yet",
        "sources": {"docs": "ok"},
    }


def test_a_source_that_fails_later_is_told_and_the_last_state_serves(site):
    (site.work.root / "a.md").unlink()
    site.work.root.rmdir()
    gather(site.world, "docs")

    told = site.ask("/readyz")

    assert told.status_code == 200
    assert told.json()["sources"]["docs"].startswith("cannot be read since 2026-")


def test_it_is_not_ready_while_beat_is_silent(site):
    beat(site.world)
    site.work.clock.forward(minutes=3)

    told = site.ask("/readyz")

    assert told.status_code == 503
    assert told.json()["beat"] == "silent, the last sign was 180 s ago"


def test_it_is_not_ready_without_a_broker(site):
    def silent() -> int:
        raise Transient("the broker does not answer")

    site.app.state.looks = Looks(silent)

    told = site.ask("/readyz")

    assert (told.status_code, told.json()["broker"]) == (503, "does not answer")


def test_however_many_ask_it_looks_every_few_seconds(site):
    looks = Looks(lambda: 0)
    first, second = looks.now(site.world), looks.now(site.world)
    site.work.clock.forward(seconds=5)

    assert second is first
    assert looks.now(site.world) is not first


def test_it_is_not_ready_when_the_store_cannot_be_read(site):
    site.lose_store()

    told = site.ask("/readyz")

    assert (told.status_code, told.json()) == (503, {"store": "cannot be used"})
    assert site.ask("/healthz").status_code == 200


def test_what_is_true_now_is_not_kept(site):
    for path in ("/healthz", "/readyz"):
        assert site.ask(path).headers["cache-control"] == "no-store"


def test_robots_are_forbidden_nothing(site):
    assert site.ask("/robots.txt").text == "User-agent: *\nDisallow:\n"
