"""Signs of life of the worker and of beat, for `digest health`."""

import atexit
import gc
from typing import Any

from celery import bootsteps
from celery.signals import after_task_publish, beat_init, worker_init

from digest import alive
from digest.rhythm import begin, rhythm
from tasks.app import app


class Alive(bootsteps.StartStopStep):
    """Signs while the worker's loop turns and the broker is connected."""

    requires = ("celery.worker.consumer.connection:Connection",)

    def start(self, parent: Any) -> None:
        """Begin: the broker is connected."""
        place = alive.place(rhythm().state, "worker")
        alive.sign(place)
        self.turning = parent.timer.call_repeatedly(alive.EVERY, alive.sign, (place,))

    def stop(self, parent: Any) -> None:  # noqa: ARG002 - Celery's shape
        """End: the worker stops, or its connection is lost."""
        self.turning.cancel()


app.steps["consumer"].add(Alive)


@worker_init.connect
@beat_init.connect
def begins(**_: object) -> None:
    """Make the place of the signs, before anything is done."""
    atexit.register(gc.freeze)  # the end need not go over all that was loaded
    begin()


@beat_init.connect
def of_beat(**_: object) -> None:
    """Sign whenever the broker has taken a task from beat, which is every two seconds."""
    place = alive.place(rhythm().state, "beat")
    after_task_publish.connect(lambda **_: alive.sign(place), weak=False)
