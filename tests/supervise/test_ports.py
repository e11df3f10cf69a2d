import os
import socket
from collections.abc import Iterator

import pytest

from digest.errors import UsageError
from digest.supervise.ports import free_port

pytestmark = pytest.mark.enable_socket
HOST = "127.0.0.1"


@pytest.fixture
def busy() -> Iterator[int]:
    """A port that this process listens on."""
    with socket.create_server((HOST, 0)) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_taken_as_wanted():
    wanted, _ = free_port(HOST, 0)

    assert free_port(HOST, wanted) == (wanted, None)


def test_a_busy_port_is_named_with_its_holder_and_the_next_one_taken(busy):
    port, told = free_port(HOST, busy)

    assert busy < port <= busy + 50
    assert told
    assert told.startswith(f"port {busy} is in use by ")
    assert told.endswith(f"(pid {os.getpid()}): using {port}")


def test_a_port_that_must_be_had_is_refused_when_busy(busy):
    with pytest.raises(UsageError, match=f"--port {busy}: port {busy} is in use by "):
        free_port(HOST, busy, strict=True)


def test_a_port_promised_to_somebody_else_is_passed_over():
    wanted, _ = free_port(HOST, 0)

    assert free_port(HOST, wanted, taken=(wanted, wanted + 1))[0] > wanted + 1


def test_a_port_just_closed_can_be_had_again():
    with socket.create_server((HOST, 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address), server.accept()[0]:
            pass

    assert free_port(HOST, address[1])[0] == address[1]


def test_any_port_is_none_that_an_outgoing_connection_may_take():
    assert {free_port(HOST, 0)[0] // 32_768 for _ in range(5)} == {0}


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_of_somebody_else_is_a_usage_error(host):
    with pytest.raises(UsageError, match=host):
        free_port(host, 8025)
