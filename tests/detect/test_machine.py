"""The machine: its zone, its mail server."""

import socket

import pytest
import tzlocal

from digest.detect.relay import relay
from digest.detect.zone import zone


@pytest.mark.parametrize(
    ("told", "meant"), [("Europe/Dublin", "Europe/Dublin"), ("Etc/UTC", "UTC")]
)
def test_the_zone_is_a_name(monkeypatch: pytest.MonkeyPatch, told: str, meant: str):
    monkeypatch.setenv("TZ", told)
    tzlocal.reload_localzone()

    assert zone() == meant


def test_a_server_that_greets_otherwise_is_no_mail_server():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert relay([server.getsockname()[1]]) is None  # takes calls and says nothing
    assert relay([1]) is None
