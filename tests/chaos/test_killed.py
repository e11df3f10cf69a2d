"""Short storms: who takes replies, and who carries them out, is killed on the way."""

import multiprocessing
from pathlib import Path
from random import Random

import pytest

from digest.model.ids import checksum
from digest.model.ledger import InboxEntry
from digest.store import migrate, open_store
from tests.chaos.doomed import Place, work
from tests.chaos.entrances import DOMAIN, Entrances
from tests.chaos.repliers import Office, count
from tests.workflow.company import MONDAY

MESSAGES = 12
# A reply takes about a hundred steps to its receipt; each of these is somebody's last.
DOOMS = (3, 17, 31, 44, 53, 62, 71, 80, 92, 104)


@pytest.mark.parametrize("folder", [True, False], ids=["folder", "git"])
def test_a_reply_counts_once_wherever_its_worker_dies(tmp_path: Path, *, folder: bool):
    office = Office(Place(tmp_path), 1, 1, folder)
    office.set_up()
    fork = multiprocessing.get_context("fork")
    for person, doom in enumerate(DOOMS):
        digest = office.digest_of(person)
        office.world.store.accept(office.entry(digest, [*digest.handles], "note: rusty"))
        worker = fork.Process(target=work, args=(office.place, doom))
        worker.start()
        worker.join()
        office.place.forward(600)

    assert office.settle()
    assert len(office.replies) == len(DOOMS)
    assert count(office) == []


def entry(number: int) -> InboxEntry:
    author, to = "p1@northbeam.example", f"reply+{'a' * 32}@{DOMAIN}"
    head = f"From: {author}\r\nTo: {to}\r\nMessage-ID: <{number}@laptop.example>\r\n"
    raw = f"{head}\r\n#{number} done\r\n".encode()
    return InboxEntry(checksum(raw), "", raw, author, (to,), MONDAY)


def test_a_message_is_there_once_whenever_who_takes_it_dies(tmp_path: Path):
    place = Place(tmp_path)
    migrate(place.database)
    multiprocessing.get_context("forkserver").set_forkserver_preload(["tests.chaos.warm"])
    ways = Entrances(place, 1)
    ways.set_up()
    for number in range(MESSAGES):
        ways.hand_over(entry(number), Random(number))  # noqa: S311 - which way, no secret
    ways.close()

    arrived = sorted(found.id for found in open_store(place.database).arrivals())
    assert arrived == sorted(entry(number).id for number in range(MESSAGES))
