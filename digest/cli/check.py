"""`digest check`: does what is configured work?"""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.cli.probes import probes
from digest.errors import DigestError
from digest.rhythm import settings_of
from digest.settings.check import remarks
from digest.settings.schema import Settings


@dataclass(frozen=True)
class Found:
    """One thing that was tried, and what came of it."""

    what: str
    works: bool
    told: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@CONFIG
def check(as_json: bool, config: Path | None) -> None:
    """Try what is configured: store, sources, mail relay, broker, addresses.

    Nothing is sent, and no document is changed.  Exits with 1 when something does not work.

    \b
    digest check --config /etc/digest/digest.toml
    """
    settings = settings_of(config)
    works = True
    for found in _tried(settings):
        works = works and found.works
        click.echo(json.dumps(asdict(found)) if as_json else _line(found))
    sys.exit(0 if works else 1)


def _line(found: Found) -> str:
    mark = click.style("ok  ", fg="green") if found.works else click.style("FAIL", fg="red")
    return f"{mark} {found.what}: {found.told}"


def _tried(settings: Settings) -> Iterable[Found]:
    yield Found("settings", works=True, told=str(settings.path))
    for what, probe in probes(settings):
        yield _try(what, probe)
    for remark in remarks(settings):
        yield Found("note", works=True, told=remark)


def _try(what: str, probe: Callable[[], str]) -> Found:
    try:
        return Found(what, works=True, told=probe())
    except DigestError as error:
        return Found(what, works=False, told=str(error))
