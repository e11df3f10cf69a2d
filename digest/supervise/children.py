"""The processes a running installation consists of."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

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
    *("worker", "--loglevel", "INFO", "--pool", "prefork", "--concurrency", "2"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)
# Three lines for every tick of the clock; what a task did it logs itself.
_HUSH = re.compile(r"Scheduler: Sending due task|\] Task \S+ (received|succeeded in)")


@dataclass(frozen=True)
class Plan:
    """What the standard children are told; addresses (or sockets) are those they listen on."""

    state: Path
    broker: Broker
    database_url: str = field(repr=False)  # may hold a password
    web: Address
    inbound: tuple[Place, ...]  # SMTP, LMTP; empty: replies are not taken
    watch: bool = True  # some folder is watched
    config: Path | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def service_children(
    plan: Plan, *, web: tuple[str, ...] = ("web",), inbound: tuple[str, ...] = ("inbound",)
) -> tuple[Child, ...]:
    """Return broker (if it is our own), worker, beat, web, inbound receiver and watch.

    `web` and `inbound` are the arguments of the command `digest` that start those two.
    """
    env = _environment(plan)
    after = (BROKER,) if plan.broker.child else ()
    beat = (*_CELERY, "beat", "--loglevel", "INFO", "--schedule", str(plan.state / "beat"))
    children = [
        Child("worker", (*_CELERY, *_WORKER), re.compile(r" ready\.$"), env, after, hush=_HUSH),
        Child("web", (*_DIGEST, *web), answers(*_reachable(plan.web)), env, after),
        Child("beat", beat, re.compile(r"beat: Starting"), env, after, hush=_HUSH),
    ]
    if plan.inbound:
        ready = accepts(*(p if isinstance(p, Path) else _reachable(p) for p in plan.inbound))
        children.append(Child("inbound", (*_DIGEST, *inbound), ready, env, after))
    if plan.watch:
        watching = re.compile(r"^watching ")
        children.append(Child("watch", (*_DIGEST, "watch"), watching, env, after))
    return (*((plan.broker.child,) if plan.broker.child else ()), *children)


def _environment(plan: Plan) -> dict[str, str]:
    told = {
        "DATABASE_URL": plan.database_url,
        "REDIS_URL": plan.broker.url,
        "PYTHONUNBUFFERED": "1",  # log lines at once, though they go into a pipe
    }
    if plan.config:
        told["DIGEST_CONFIG"] = str(plan.config)
    return {**told, **plan.env}


def _reachable(address: Address) -> Address:
    """Return where to ask for somebody who listens on an address, which may be any."""
    host, port = address
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host), port  # noqa: S104
