"""What programs of others show of a calendar that they subscribe to, and when it changes."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from digest.model.calendar import Choice, Kind
from digest.store import open_store
from digest.workflow.feed import Wanted, feed
from digest.workflow.gather import gather
from digest.workflow.scope import Scope
from tests.ical.clients import Clients, served
from tests.web.site import Site, table
from tests.workflow.company import company

KEYS = "| P1 | Rotate the keys | @priya | 2026-11-20 | Not started |"
LOCKS = "| P1 | Change the locks of the server room | @priya | 2026-11-24 | Not started |"
PHONES = "| P2 | Order new phones | @mei | 2026-12-01 | Not started |"
LAMPS = "| P3 | Mend the lamps | @mei | | Not started |"
HOSTILE = r"| P1 | Read C:\new; then, ask: 🔑 “why”? | @priya | 2026-11-27 | Not started |"


@dataclass(frozen=True)
class Shown:
    """What the clients did and showed, first and after three changes."""

    first: list[str]
    again: list[str]
    before: dict[str, tuple[str, str]]
    todos: set[tuple[str, bool]]
    after: dict[str, tuple[str, str]]
    copies: list[tuple[str, str]]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A subscription to everything: synchronised, again, and after what can happen to items."""
    root = tmp_path_factory.mktemp("clients")
    store = open_store(f"sqlite:///{root}/store.db")
    site = Site(company(store, root / "docs"))
    site.write("b.md", table(PHONES, LAMPS))
    site.write("a.md", table(KEYS, LOCKS, HOSTILE))
    with served(site.app) as address:
        yield _watched(site, Clients.at(root, f"{address}{site.feed(scope='all')}?kind=both"))
    store.close()


def _watched(site: Site, clients: Clients) -> Shown:
    def sync() -> list[str]:
        return clients.sync(feed(site.world, Wanted(Scope("all"), Choice(Kind.BOTH))))

    first, again = sync(), sync()
    before, todos = clients.events("events"), clients.todos()
    slipped, reworded = KEYS.replace("11-20", "12-04"), LOCKS.replace("Change", "Replace")
    site.work.clock.forward(seconds=3)
    site.work.write("a.md", table(slipped, reworded, HOSTILE))
    (site.work.root / "b.md").rename(site.work.root / "moved.md")
    gather(site.world, "docs")
    sync()
    copies = sorted(clients.events("copies").values())
    return Shown(first, again, before, todos, clients.events("events"), copies)


def test_every_item_is_copied_once_and_no_second_sync_touches_it(shown: Shown):
    assert len(shown.first) == 2 * (4 + 5)  # events and to-dos, from the address and the file
    assert shown.again == []


def test_khal_shows_every_dated_item_on_its_day(shown: Shown):
    assert sorted(shown.before.values()) == [
        ("2026-11-20", "Rotate the keys (Priya Nair)"),
        ("2026-11-24", "Change the locks of the server room (Priya Nair)"),
        (
            "2026-11-27",
            "Read C:\N{FULLWIDTH REVERSE SOLIDUS}new; then, ask: 🔑 “why”? (Priya Nair)",
        ),
        ("2026-12-01", "Order new phones (Mei Tanaka)"),
    ]


def test_todoman_shows_what_has_a_day_and_what_has_none(shown: Shown):
    assert len(shown.todos) == 5
    assert ("Mend the lamps (Mei Tanaka)", False) in shown.todos
    assert ("Order new phones (Mei Tanaka)", True) in shown.todos


def test_a_slip_new_words_and_a_moved_file_keep_the_uid(shown: Shown):
    uids = {title: uid for uid, (_, title) in shown.before.items()}
    changed = {title: shown.after[uid] for title, uid in uids.items()}

    assert shown.after.keys() == shown.before.keys()
    assert changed["Rotate the keys (Priya Nair)"] == (
        "2026-12-04",
        "[slipped] Rotate the keys (Priya Nair)",
    )
    assert changed["Change the locks of the server room (Priya Nair)"] == (
        "2026-11-24",
        "Replace the locks of the server room (Priya Nair)",
    )


def test_a_subscription_shows_nothing_twice(shown: Shown):
    assert shown.copies == sorted(shown.after.values())
