import socket
from pathlib import Path

import pytest

from digest.supervise.notify import tell_ready


@pytest.mark.enable_socket
def test_whoever_waits_is_told(tmp_path: Path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as waiting:
        waiting.bind(str(tmp_path / "notify"))
        waiting.settimeout(5)
        tell_ready({"NOTIFY_SOCKET": str(tmp_path / "notify")})

        assert waiting.recv(100) == b"READY=1"


@pytest.mark.enable_socket
def test_a_name_without_a_path_is_reached_too(tmp_path: Path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as waiting:
        waiting.bind(f"\0{tmp_path}")
        waiting.settimeout(5)
        tell_ready({"NOTIFY_SOCKET": f"@{tmp_path}"})

        assert waiting.recv(100) == b"READY=1"


@pytest.mark.parametrize("told", [{}, {"NOTIFY_SOCKET": "/nowhere/at/all"}])
def test_that_nobody_waits_is_no_trouble(told: dict[str, str]):
    tell_ready(told)
