"""`digest health`: one process, asked on its own machine."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from digest import alive
from tests.cli.conftest import Run

pytestmark = pytest.mark.enable_socket


@contextmanager
def answering(words: bytes) -> Iterator[int]:
    """Listen on loopback, and answer whoever connects first."""

    def answer() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(words)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("process", alive.PROCESSES)
def test_a_process_that_leaves_signs_is_well(place: Path, run: Run, process: str):
    alive.sign(alive.place(place / "state", process))

    told = run("health", process)

    assert told.code == 0
    assert told.out.startswith(f"{process}: the last sign of life was ")


def test_one_that_never_did_is_not(run: Run):
    told = run("health", "worker")

    assert (told.code, told.err) == (1, "worker: there was no sign of life yet\n")


def test_nor_is_one_that_fell_silent(place: Path, run: Run):
    file = alive.place(place / "state", "beat")
    alive.sign(file)
    long_ago = time.time() - 90
    os.utime(file, (long_ago, long_ago))

    told = run("health", "beat")

    assert (told.code, "beat: the last sign of life was 9" in told.err) == (1, True)


def test_the_web_has_to_answer(run: Run):
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as port:
        well = run("health", "web", "--port", str(port))
    gone = run("health", "web", "--port", str(port))

    assert (well.code, well.out) == (0, f"web: answers on port {port}\n")
    assert (gone.code, "refused" in gone.err) == (1, True)


def test_the_receiver_has_to_greet(place: Path, run: Run):
    with answering(b"220 here\r\n") as port:
        settings = place / "digest.toml"
        more = f'\n[inbound]\ndomain = "in.northbeam.example"\nsmtp = "127.0.0.1:{port}"\n'
        settings.write_text(f'{settings.read_text()}{more}lmtp = "off"\n')
        well = run("health", "inbound")

    assert (well.code, well.out) == (0, f"inbound: answers on port {port}\n")


def test_a_receiver_that_is_not_wanted_is_not_well(run: Run):
    told = run("health", "inbound")

    assert (told.code, "no mail is taken" in told.err) == (1, True)
