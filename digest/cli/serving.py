"""`digest up`, and each of its processes by itself."""

import os
import sys
from pathlib import Path

import click

from digest.cli.options import CONFIG, PORT
from digest.cli.watching import watched
from digest.errors import UsageError
from digest.logs import life
from digest.logs.choice import Form, chosen
from digest.logs.setup import set_up
from digest.rhythm import broker_of, settings_of
from digest.settings.schema import Listen, Settings
from digest.settings.state import make_state
from digest.supervise import broker, children, lock, screen, supervisor
from digest.supervise.notify import tell_ready
from digest.supervise.ports import free_port
from digest.transport.inbound import Receiver, run_receiver
from digest.transport.listen import Address
from digest.transport.queue import CeleryWake
from digest.web.server import serve
from digest.wiring import wire


@click.command()
@CONFIG
@click.option("--port", type=PORT, help="Listen for the web here, and nowhere else.")
def up(config: Path | None, port: int | None) -> None:
    """Run everything for the configured installation: broker, worker, beat, web, inbound.

    Ctrl-C or SIGTERM stops all of it within five seconds.

    \b
    digest up --config /etc/digest/digest.toml
    """
    form = chosen(os.environ, sys.stdout)
    settings = settings_of(config)
    make_state(settings)
    with lock.locked(settings.state) as held:
        web, note = free_port(
            settings.web.host, port or settings.web.port, strict=port is not None
        )
        if note:
            click.echo(note, err=True)
        code = _run(settings, (settings.web.host, web), held, form)
    sys.exit(code)


def _run(settings: Settings, web: tuple[str, int], held: int, form: Form) -> int:
    chosen = broker.choose_broker(settings.broker, settings.state)
    plan = children.Plan(
        state=settings.state,
        broker=chosen,
        database_url=settings.database,
        web=web,
        inbound=_addresses(settings),
        watch=bool(watched(settings)),
        fetch=bool(settings.boxes and settings.inbound.domain),
        config=settings.path.resolve(),
        log=form,
    )
    started = children.service_children(plan, web=("web", "--port", str(web[1])))
    shown = screen.Screen(sys.stdout, [child.name for child in started], form=form)

    def ready() -> None:
        shown.say("digest", f"ready: http://{web[0]}:{web[1]}/healthz")
        tell_ready(os.environ)

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
@click.option("--port", type=PORT, help="Listen on this port instead of the configured one.")
def web(config: Path | None, host: str | None, port: int | None) -> None:
    """Serve feeds, pages, unsubscribing and health; one process of `digest up` by itself.

    \b
    REDIS_URL=redis://localhost:6379/0 digest web --port 8080
    """
    set_up("web")
    settings = settings_of(config)
    serve(settings, host or settings.web.host, port or settings.web.port)


@click.command()
@CONFIG
def inbound(config: Path | None) -> None:
    """Receive replies over SMTP and LMTP, from the installation's own mail host.

    One process of `digest up` by itself.

    \b
    REDIS_URL=redis://localhost:6379/0 digest inbound
    """
    set_up("inbound")
    settings = settings_of(config)
    domain, places = settings.inbound.domain, settings.inbound
    if not domain or not (places.smtp or places.lmtp):
        raise UsageError(
            f"{settings.path}: inbound: no mail is taken; set domain, and smtp or lmtp,"
            " below [inbound]"
        )
    world = wire(settings, wake=CeleryWake(broker_of(settings)))
    receiver = Receiver(
        world.store.accept,
        world.clock.now,
        world.wake,
        domain,
        places.max_bytes,
        world.installation.mailboxes,
        world.installation.forms,
    )
    try:
        run_receiver(
            receiver,
            _listening(places.smtp),
            _listening(places.lmtp),
            on_ready=lambda listening: life.info("inbound ready", places=len(listening)),
        )
    except OSError as error:
        raise UsageError(f"{settings.path}: inbound: cannot listen: {error}") from error


def _listening(place: Listen | None) -> Address | None:
    return Address(place.host, place.port, place.socket) if place else None
