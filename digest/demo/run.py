"""Run the demo: the processes of an installation, a mail host, and the guided page."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from digest.demo.stage import LOOPBACK, Ports, Stage, set_up
from digest.logs.choice import FORM as LOG_FORM
from digest.logs.choice import Form, chosen
from digest.rhythm import MOVABLE
from digest.settings.schema import Settings
from digest.supervise.broker import choose_broker
from digest.supervise.child import Child
from digest.supervise.children import Plan, service_children
from digest.supervise.lock import locked
from digest.supervise.ports import free_port
from digest.supervise.ready import accepts
from digest.supervise.screen import Screen
from digest.supervise.supervisor import Supervisor

WEB_PORT = 8025


@dataclass(frozen=True)
class Wish:
    """What the person who starts the demo asks for."""

    root: Path
    port: int | None = None
    fresh: bool = False
    of: Path | None = None  # what is copied; else the sample


def run(wish: Wish, *, now: datetime, out: TextIO, environ: Mapping[str, str]) -> int:
    """Run the demo until it is asked to stop; return an exit code."""
    root, form = wish.root.resolve(), chosen(environ, out, auto=Form.TEXT)
    with locked(root / "state") as held:
        ports, notes = _ports(wish.port)
        stage = set_up(root, ports, now=now, fresh=wish.fresh, of=wish.of)
        children = _children(stage, stage.settings({}), environ, form)
        screen = Screen(out, [child.name for child in children], form=form)
        for note in notes:
            screen.say("digest", note)

        def ready() -> None:
            screen.say("digest", f"open http://{LOOPBACK}:{ports.web}/ in a browser")
            screen.say("digest", f"the markdown is in {root} - Ctrl-C stops everything")

        supervisor = Supervisor(
            children, screen=screen, state=root / "state", on_ready=ready, held=(held,)
        )
        return supervisor.run()


def _ports(wanted: int | None) -> tuple[Ports, list[str]]:
    """Choose ports; a busy one is named, and the next free one taken."""
    web, note = free_port(LOOPBACK, WEB_PORT if wanted is None else wanted, strict=bool(wanted))
    taken = {web}
    others = []
    for _ in range(3):
        port, _note = free_port(LOOPBACK, 0, taken=taken)
        taken.add(port)
        others.append(port)
    return Ports(web, *others), [note] if note else []


def _children(
    stage: Stage, settings: Settings, environ: Mapping[str, str], form: Form
) -> tuple[Child, ...]:
    ports = stage.ports
    plan = Plan(
        state=settings.state,
        broker=choose_broker(environ.get("REDIS_URL"), settings.state),
        database_url=settings.database,
        web=(LOOPBACK, ports.web),
        inbound=((LOOPBACK, ports.smtp), (LOOPBACK, ports.lmtp)),
        watch=stage.folder is not None,
        config=stage.config,
        log=form,
        env={MOVABLE: "1"},
    )
    page = ("demo-page", "--state", str(stage.root))
    return (*service_children(plan, web=page), _mail_host(stage, settings, form))


def _mail_host(stage: Stage, settings: Settings, form: Form) -> Child:
    ports = stage.ports
    options = {
        "--port": str(ports.catcher),
        "--inbound-port": str(ports.smtp),
        "--inbound-domain": str(settings.inbound.domain),
        "--store": str(stage.mail),
        "--accounts": str(stage.accounts),
    }
    told = [word for option in options.items() for word in option]
    argv = (sys.executable, "-m", "digest.demo.catcher", *told)
    return Child("mailhost", argv, accepts((LOOPBACK, ports.catcher)), {LOG_FORM: form.value})
