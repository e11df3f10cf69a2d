"""The processes a running installation consists of."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from digest.logs.choice import Form
from digest.supervise.broker import NAME as BROKER
from digest.supervise.broker import Broker
from digest.supervise.child import Child
from digest.supervise.ready import Place, accepts, answers

Address = tuple[str, int]
_DIGEST = (sys.executable, "-m", "digest.cli")
# Quiet: without the banner, and without the warning that every container's root would get.
_CELERY = (
    *(sys.executable, "-W", "ignore:You're running the worker with superuser"),
    *("-m", "celery", "--quiet", "-A", "tasks"),
)
# One worker needs none of what many workers tell each other.
_WORKER = (
    *("worker", "--pool", "prefork", "--concurrency", "2"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)


@dataclass(frozen=True)
class Plan:
    """What the standard children are told; addresses (or sockets) are those they listen on."""

    state: Path
    broker: Broker
    database_url: str = field(repr=False)  # may hold a password
    web: Address
    inbound: tuple[Place, ...]  # SMTP, LMTP; empty: replies are not taken
    watch: bool = True  # some folder is watched
    fetch: bool = False  # mail is fetched from some mailbox
    config: Path | None = None
    log: Form = Form.TEXT  # how they write their lines
    env: Mapping[str, str] = field(default_factory=dict)


def service_children(
    plan: Plan, *, web: tuple[str, ...] = ("web",), inbound: tuple[str, ...] = ("inbound",)
) -> tuple[Child, ...]:
    """Return broker (if it is our own), worker, beat, web, inbound receiver, watch and fetch.

    `web` and `inbound` are the arguments of the command `digest` that start those two.
    """
    env = _environment(plan)
    after = (BROKER,) if plan.broker.child else ()
    children = [
        Child("worker", (*_CELERY, *_WORKER), _said("worker ready"), env, after),
        Child("web", (*_DIGEST, *web), answers(*_reachable(plan.web)), env, after),
        Child("beat", (*_CELERY, "beat"), _said("beat ready"), env, after),
    ]
    if plan.inbound:
        ready = accepts(*(p if isinstance(p, Path) else _reachable(p) for p in plan.inbound))
        children.append(Child("inbound", (*_DIGEST, *inbound), ready, env, after))
    if plan.watch:
        children.append(Child("watch", (*_DIGEST, "watch"), _said("watch ready"), env, after))
    if plan.fetch:
        children.append(Child("fetch", (*_DIGEST, "fetch"), _said("fetch ready"), env, after))
    return (*((plan.broker.child,) if plan.broker.child else ()), *children)


def _said(event: str) -> re.Pattern[str]:
    """Return how a log line tells an event, as text or as JSON."""
    return re.compile(rf'(?:\] |"event": "){event}\b')


def _environment(plan: Plan) -> dict[str, str]:
    told = {
        "DATABASE_URL": plan.database_url,
        "REDIS_URL": plan.broker.url,
        "DIGEST_LOG": plan.log.value,
        "PYTHONUNBUFFERED": "1",  # log lines at once, though they go into a pipe
    }
    if plan.config:
        told["DIGEST_CONFIG"] = str(plan.config)
    return {**told, **plan.env}


def _reachable(address: Address) -> Address:
    """Return where to ask for somebody who listens on an address, which may be any."""
    host, port = address
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host), port  # noqa: S104
