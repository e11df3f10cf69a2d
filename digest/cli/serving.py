"""`digest up`, and each of its processes by itself."""

import sys
from pathlib import Path

import click

from digest.cli.options import CONFIG
from digest.settings.schema import Settings
from digest.supervise import broker, children, lock, screen, supervisor
from digest.supervise.ports import free_port
from digest.web.server import serve
from digest.wiring import receiver, settings_of


@click.command()
@CONFIG
@click.option("--port", type=int, help="Listen for the web here, and nowhere else.")
def up(config: Path | None, port: int | None) -> None:
    """Run everything for the configured installation: broker, worker, beat, web, inbound.

    Ctrl-C or SIGTERM stops all of it within five seconds.
    """
    settings = settings_of(config)
    with lock.locked(settings.state) as held:
        web, note = free_port(
            settings.web.host, port or settings.web.port, strict=port is not None
        )
        if note:
            click.echo(note, err=True)
        code = _run(settings, (settings.web.host, web), held)
    sys.exit(code)


def _run(settings: Settings, web: tuple[str, int], held: int) -> int:
    chosen = broker.choose_broker(settings.broker, settings.state)
    plan = children.Plan(
        state=settings.state,
        broker=chosen,
        database_url=settings.database,
        web=web,
        inbound=_addresses(settings),
        config=settings.path.resolve(),
    )
    started = children.service_children(plan, web=("web", "--port", str(web[1])))
    shown = screen.Screen(sys.stdout, [child.name for child in started])

    def ready() -> None:
        shown.say("digest", f"ready: http://{web[0]}:{web[1]}/healthz")

    running = supervisor.Supervisor(
        started, screen=shown, state=settings.state, on_ready=ready, held=(held,)
    )
    return running.run()


def _addresses(settings: Settings) -> tuple[tuple[str, int] | Path, ...]:
    wanted = (settings.inbound.smtp, settings.inbound.lmtp) if settings.inbound.domain else ()
    return tuple(w.socket or (w.host, w.port) for w in wanted if w)


@click.command()
@CONFIG
@click.option("--host", help="Listen on this address instead of the configured one.")
@click.option("--port", type=int, help="Listen on this port instead of the configured one.")
def web(config: Path | None, host: str | None, port: int | None) -> None:
    """Serve feeds, pages, unsubscribing and health."""
    settings = settings_of(config)
    serve(settings, host or settings.web.host, port or settings.web.port)


@click.command()
@CONFIG
def inbound(config: Path | None) -> None:
    """Receive replies over SMTP and LMTP, from the installation's own mail host."""
    receiver(settings_of(config))
