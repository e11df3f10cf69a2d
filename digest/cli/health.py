"""`digest health`: whether one process on this machine does its work."""

import socket
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click

from digest import alive
from digest.cli.options import CONFIG, PORT
from digest.clock import SystemClock
from digest.errors import Transient
from digest.rhythm import settings_of
from digest.settings.schema import Listen, Settings

_SECONDS = 3.0  # that an answer may take
_ANY = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask then


@click.command()
@click.argument("process", type=click.Choice([*alive.PROCESSES, "web", "inbound"]))
@click.option("--port", type=PORT, help="Where the web listens, if not where configured.")
@CONFIG
def health(process: str, port: int | None, config: Path | None) -> None:
    """Tell whether PROCESS does its work here; for container and process supervisors.

    Exits with 1 when it does not.  It asks nothing but that process.

    \b
    digest health worker
    digest health web --port 8000
    """
    settings = settings_of(config)
    asked: dict[str, Callable[[], str]] = {
        "web": lambda: _web(settings.web.host, port or settings.web.port),
        "inbound": lambda: _inbound(settings),
    }
    click.echo(asked.get(process, lambda: _signs(settings.state, process))())


def _signs(state: Path, process: str) -> str:
    silence = alive.silence(alive.place(state, process), SystemClock().machine())
    if silence is None:
        raise Transient(f"{process}: there was no sign of life yet")
    told = f"{process}: the last sign of life was {max(silence.total_seconds(), 0):.0f} s ago"
    if silence > alive.SILENT_AFTER:
        raise Transient(told)
    return told


def _web(host: str, port: int) -> str:
    connection = HTTPConnection(_ANY.get(host, host), port, timeout=_SECONDS)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise Transient(f"web: port {port}: {error}") from error
    finally:
        connection.close()
    if status != 200:  # noqa: PLR2004 - HTTP
        raise Transient(f"web: port {port}: answers {status}")
    return f"web: answers on port {port}"


def _inbound(settings: Settings) -> str:
    wanted = (settings.inbound.smtp, settings.inbound.lmtp) if settings.inbound.domain else ()
    places = [place for place in wanted if place]
    if not places:
        raise Transient(f"{settings.path}: inbound: no mail is taken")
    for place in places:
        greeting = _greeting(place)
        if not greeting.startswith(b"220"):
            raise Transient(f"inbound: {_named(place)}: greets with {greeting!r}")
    return f"inbound: answers on {' and '.join(map(_named, places))}"


def _greeting(place: Listen) -> bytes:
    try:
        with _connected(place) as connection:
            return connection.recv(3)
    except OSError as error:
        raise Transient(f"inbound: {_named(place)}: {error}") from error


def _connected(place: Listen) -> socket.socket:
    if not place.socket:
        host = _ANY.get(place.host, place.host)
        return socket.create_connection((host, place.port), timeout=_SECONDS)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(_SECONDS)
    connection.connect(str(place.socket))
    return connection


def _named(place: Listen) -> str:
    return str(place.socket) if place.socket else f"port {place.port}"
