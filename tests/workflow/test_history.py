"""digest.workflow.gather: a repository's history is known on day one, and told to nobody."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import Transient
from digest.model.calendar import Choice, Kind
from digest.model.change import ChangeKind
from digest.model.installation import Mailbox
from digest.model.place import GitPlace
from digest.sources.git import GitSource
from digest.store import SqlStore
from digest.workflow.deliver import deliver
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.publish import publish
from digest.workflow.report import Progress
from digest.workflow.scope import Scope
from tests.sources.upstream import SEALED, Upstream
from tests.workflow.company import Company, company
from tests.workflow.test_gather import ROW, items, table

START = int(datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp())
DAY = 86_400
BOT = Mailbox("Northbeam Follow-ups", "digest@northbeam.example")

Hired = Callable[[SqlStore], Company]


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    return Upstream.create(tmp_path / "upstream.git")


@pytest.fixture
def hired(upstream: Upstream, tmp_path: Path) -> Hired:
    """Open a service over the repository, with a clone of its own."""

    def hire(store: SqlStore) -> Company:
        place = GitPlace("docs", str(upstream.path))
        source = GitSource(place, tmp_path / "clone", BOT, environ={"PATH": SEALED["PATH"]})
        return company(store, tmp_path / "docs", source)

    return hire


@pytest.fixture
def slipped(upstream: Upstream, hired: Hired, store: SqlStore) -> Company:
    """Three promises of one item, then done: by three people, a day apart, and gathered."""
    days = ("2026-03-20", "2026-04-03", "2026-04-10")
    people = ("Mei Tanaka", "Priya Nair", "Jonas Weber")
    for number, (day, by) in enumerate(zip(days, people, strict=True)):
        upstream.commit({"a.md": due(day)}, at=START + number * DAY, by=by)
    upstream.commit({"a.md": due(days[-1], "Done")}, at=START + 3 * DAY)
    at_work = hired(store)
    gather(at_work.world, "docs")
    return at_work


_NOTICE = b"""# Timeline Update: Search

**Date**: 2026-03-02
**Original ETA**: 2026-03-20
**New ETA**: 2026-03-27
**Reason**: The vendor is late
"""
_TOLD = (
    {"a.md": b"# Nothing yet\n", "notice.md": _NOTICE},
    {"a.md": table(ROW.replace("11-20", "03-02"), ROW.replace("keys", "locks")).encode()},
    {"a.md": table(ROW.replace("11-20", "03-06")).encode()},
    {"a.md": table(ROW.replace("11-20", "03-06").replace("P1", "P0")).encode()}
    | {"notice.md": _NOTICE.replace(b"03-27", b"04-03")},
    {"b.md": table(ROW.replace("keys", "lamps").replace("11-20", "03-01")).encode()},
)


def due(day: str, status: str = "Not started") -> bytes:
    return table(ROW.replace("2026-11-20", day).replace("Not started", status)).encode()


def test_day_one_knows_the_first_date_every_move_and_when_it_was_closed(slipped):
    found = items(slipped)["Rotate the keys"]

    assert (str(found.first_due), found.moves, found.slip_days) == ("2026-03-20", 2, 21)
    assert (found.seen_at.timestamp(), found.closed_at.timestamp()) == (START, START + 3 * DAY)


@pytest.mark.usefixtures("slipped")
def test_every_change_has_its_author_and_moment(store):
    told = store.changes(news_only=False)

    assert [(c.kind, c.touch.person, (c.touch.at.timestamp() - START) / DAY) for c in told] == [
        (ChangeKind.ADDED, "mei", 0),
        (ChangeKind.DUE, "priya", 1),
        (ChangeKind.DUE, "jonas", 2),
        (ChangeKind.STATUS, "mei", 3),
    ]


def test_nobody_is_mailed_about_history(store, slipped):
    slipped.clock.forward(minutes=30)
    publish(slipped.world)
    deliver(slipped.world)

    assert store.changes() == []
    assert slipped.post.offered == []


def test_a_new_commit_is_news_by_its_author(store, upstream, slipped):
    upstream.commit({"a.md": due("2026-04-24")}, at=START + 5 * DAY, by="Priya Nair")
    gather(slipped.world, "docs")

    assert {(c.kind, c.touch.person) for c in store.changes()} == {
        (ChangeKind.DUE, "priya"),
        (ChangeKind.STATUS, "priya"),
    }


def test_what_happened_between_two_gathers_is_told_commit_by_commit(upstream, slipped):
    for day in ("2026-05-01", "2026-05-08"):
        upstream.commit({"a.md": due(day)}, at=START + 5 * DAY)
    gather(slipped.world, "docs")

    assert items(slipped)["Rotate the keys"].moves == 4


def test_what_was_removed_left_when_its_commit_says(store, upstream, slipped):
    upstream.commit({"b.md": b"# Notes\n"}, at=START + 9 * DAY, removed=("a.md",))
    gather(slipped.world, "docs")

    left = datetime.fromtimestamp(START + 9 * DAY, UTC)
    assert items(slipped)["Rotate the keys"].withdrawn_at == left
    removed = store.documents("docs", removed=True)[0]
    assert (removed.document.path, removed.removed_at) == ("a.md", left)


def busy(upstream: Upstream, commits: int) -> None:
    upstream.commit_all(
        ({f"{number % 3}.md": table(*hosts(number % 7 + 1)).encode()}, START + number * 3600)
        for number in range(commits)
    )


def hosts(number: int) -> list[str]:
    return [
        ROW.replace("keys", f"keys of host {n}").replace("11-20", f"11-{n + 10:02}")
        for n in range(number)
    ]


class Killed(BaseException):
    """What a worker's end looks like from within."""


def test_a_killed_gather_goes_on_where_it_was(store, upstream, hired, new_store):
    busy(upstream, 260)
    whole = hired(new_store())
    gather(whole.world, "docs")
    at_work, told = hired(store), []

    def killed(progress: Progress) -> None:
        told.append(progress)
        raise Killed

    with pytest.raises(Killed):
        gather(at_work.world, "docs", progress=killed)
    assert not store.sources()["docs"].baselined
    gather(at_work.world, "docs")

    assert (told[0].number, told[0].of) == (100, 260)
    assert store.tracked() == whole.world.store.tracked()
    assert store.changes(news_only=False) == whole.world.store.changes(news_only=False)


def test_a_store_that_is_gathered_again_writes_the_same_calendar(
    store, upstream, hired, new_store
):
    slowly = hired(store)
    for number, files in enumerate(_TOLD):
        upstream.commit(files, at=START + number * DAY)
        slowly.clock.at = datetime.fromtimestamp(START + number * DAY + 3600, UTC)
        gather(slowly.world, "docs")
    again = hired(new_store())
    again.clock.at = slowly.clock.at
    gather(again.world, "docs")

    wanted = Wanted(Scope("all"), Choice(Kind.BOTH, review=True))
    assert feed(again.world, wanted) == feed(slowly.world, wanted)
    assert feed(slowly.world, wanted).count(b"LAST-MODIFIED:20260305T090000Z") == 3


def test_a_rewritten_branch_keeps_our_history(upstream, slipped):
    before = items(slipped)["Rotate the keys"]
    upstream.git("update-ref", "-d", "refs/heads/main")
    upstream.commit({"a.md": due("2026-05-01")})
    gather(slipped.world, "docs")

    found = items(slipped)["Rotate the keys"]
    assert (found.id, found.moves, found.first_due) == (before.id, 3, before.first_due)


def test_a_clone_that_breaks_on_the_way_is_to_be_tried_again(slipped, tmp_path):
    source = slipped.world.sources["docs"]
    steps = source.history("", source.snapshot())
    step = next(steps)
    for stored in (tmp_path / "clone" / "docs.git" / "objects").rglob("*"):
        if stored.is_file():
            stored.unlink()

    with pytest.raises(Transient):
        step.read("a.md")
