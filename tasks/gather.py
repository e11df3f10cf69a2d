"""Gather a source: it may run twice, late, or beside itself; a lease lets one through."""

from celery.signals import worker_ready

from digest.rhythm import rhythm
from tasks.app import app, service


@app.task(name="tasks.gather")
def gather(source: str) -> None:
    """Gather one source by its name in the settings."""
    service().gather(source)


@worker_ready.connect
def at_once(**_: object) -> None:
    """Do not wait for the first beat: look at everything when a worker comes up."""
    for source in rhythm().polls:
        gather.delay(source)
