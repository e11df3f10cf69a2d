"""Waking a worker: a task name and ids to the broker, and nothing else of Celery."""

from digest.logs import Log

log = Log(__name__)

_SECONDS = 1.0  # that a broker gets to answer; beat looks at the tables anyway


class CeleryWake:
    """A `Wake` that asks through a broker; a broker that is down costs seconds, no more."""

    def __init__(self, broker_url: str) -> None:
        from celery import Celery  # noqa: PLC0415 - slow to load, and few commands wake

        self._app = Celery("digest.wake", broker=broker_url, set_as_current=False)
        self._app.conf.update(
            task_ignore_result=True,
            broker_connection_timeout=_SECONDS,
            broker_transport_options={
                "max_retries": 0,
                "socket_connect_timeout": _SECONDS,
                "socket_timeout": _SECONDS,
            },
        )

    def __call__(self, task: str, *ids: str) -> None:
        """Ask for a task by name; a failure is logged and swallowed."""
        try:
            self._app.send_task(f"tasks.{task}", args=ids, retry=False, ignore_result=True)
        except Exception as error:  # noqa: BLE001 - kombu lets through what each broker raises
            log.warning("no worker was woken", task=task, error=type(error).__name__)
