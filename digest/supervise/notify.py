"""Telling systemd that everything is ready (sd_notify(3))."""

import socket
from collections.abc import Mapping
from contextlib import suppress


def tell_ready(environ: Mapping[str, str]) -> None:
    """Say so to whoever listens at NOTIFY_SOCKET; without one nobody waits for it."""
    address = environ.get("NOTIFY_SOCKET", "")
    if address.startswith("@"):  # a name, not a path
        address = f"\0{address[1:]}"
    if address:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
            wire.sendto(b"READY=1", address)
