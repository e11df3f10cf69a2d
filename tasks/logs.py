"""Celery's processes log like all others; what a task logs carries the task's id."""

import sys
from typing import Any

from celery import Task
from celery.signals import (
    beat_init,
    setup_logging,
    task_failure,
    task_postrun,
    task_prerun,
    worker_ready,
)
from structlog.contextvars import bind_contextvars, clear_contextvars

from digest.logs import Log, life
from digest.logs.clean import fault
from digest.logs.setup import set_up

log = Log(__name__)


@setup_logging.connect
def at_start(**_: object) -> None:
    """Take logging over from Celery, in a worker and in beat."""
    set_up("beat" if "beat" in sys.argv else "worker")


@worker_ready.connect
def worker_is_ready(**_: object) -> None:
    """Say so, as the supervisor waits for it."""
    life.info("worker ready")


@beat_init.connect
def beat_is_ready(**_: object) -> None:
    """Say so, as the supervisor waits for it."""
    life.info("beat ready")


@task_prerun.connect
def begins(task_id: str, task: "Task[Any, Any]", **_: object) -> None:
    """Have every line until the task's end name it."""
    bind_contextvars(task=task.name, task_id=task_id)


@task_postrun.connect
def ends(**_: object) -> None:
    """Forget the task."""
    clear_contextvars()


@task_failure.connect
def failed(exception: BaseException, **_: object) -> None:
    """Tell a fault of ours by its kind and place; its words may quote a mail."""
    log.error("task failed", **fault(exception))
