"""The services of docker-compose.yml do the work, started as the file starts them."""

import json
import re
import signal
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest

from digest.store import open_store
from tests.deploy.compose import ours
from tests.deploy.running import NOTES, Deployment, until
from tests.transport.relays import Server, running

pytestmark = [pytest.mark.enable_socket, pytest.mark.timeout(240)]


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """An empty database, its address written as the compose file has it."""
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute("CREATE DATABASE deployed")
    yield re.sub(r"/[^/?]*(\?|$)", r"/deployed\1", postgres, count=1)
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute("DROP DATABASE deployed WITH (FORCE)")


def owed(database: str, docs: Path) -> None:
    """Have somebody subscribed for a week, with something late to tell."""
    now = datetime.fromtimestamp(time.time(), UTC)
    (docs / "notes.md").write_text(NOTES.format(late=now.date() - timedelta(days=3)))
    store = open_store(database)
    store.choices("priya", now=now - timedelta(days=8))
    store.close()


def figures(deployed: Deployment) -> str:
    asked = urllib.request.Request(f"http://127.0.0.1:{deployed.ports['8000']}/metrics")
    asked.add_header("Authorization", f"Bearer {'m' * 40}")
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - http, ours
        return str(answer.read().decode())


def test_they_get_well_send_a_digest_and_stop(tmp_path: Path, database: str):
    relay = Server()
    with running(relay) as port:
        deployed = Deployment(tmp_path, database, port)
        owed(database, tmp_path / "docs")
        try:
            deployed.start()
            _get_well(deployed)
            until(lambda: relay.taken, lambda: deployed.log("worker"))
            _tell_figures(deployed)
        finally:
            codes = deployed.stop()

    assert relay.taken[0].rcpt_tos == ["priya@northbeam.example"]
    # uvicorn ends in order, and then by the signal that it was given.
    assert codes == {**dict.fromkeys(codes, 0), "web": -signal.SIGTERM}
    _tell_nothing_private(deployed)


def _get_well(deployed: Deployment) -> None:
    for name in ours():
        until(partial(deployed.healthy, name), partial(deployed.log, name))


def _tell_figures(deployed: Deployment) -> None:
    sent = 'digest_deliveries{kind="digest",reason="",state="sent"} 1.0'

    until(lambda: sent in figures(deployed), lambda: figures(deployed))
    assert "digest_broker_up 1.0" in figures(deployed)


def _tell_nothing_private(deployed: Deployment) -> None:
    """Every line of every process is JSON, names its process, and no address."""
    for name in ours():
        told = deployed.log(name)
        lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]

        assert {line["process"] for line in lines} == {name}, told
        assert not re.search(r"northbeam\.example|rotate the keys|[ms]{40}", told), told
