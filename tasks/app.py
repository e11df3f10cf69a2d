"""The Celery application: the broker, the beat, and how carefully tasks are acknowledged.

A message in the broker carries a name and at most one id, never state: what is to be done
stands in tables.  Losing one costs seconds, doubling one costs nothing.
"""

from typing import TYPE_CHECKING

from celery import Celery
from celery.signals import worker_init

from digest.rhythm import Rhythm, rhythm

if TYPE_CHECKING:
    from digest.wiring import Wired

_HOUR = 3600.0
_FAST = 2.0  # seconds between two looks at the tables
_PULSE = 20.0
_EXPORT = 10.0  # between two looks whether calendars changed


def _schedule(told: Rhythm) -> dict[str, dict[str, object]]:
    """Return what beat does: look at the tables, and at each source as often as it is set."""
    beat: dict[str, dict[str, object]] = {
        name: {"task": f"tasks.{name}", "schedule": _FAST, "options": {"expires": _FAST}}
        for name in ("publish", "deliver", "receive")
    }
    beat["pulse"] = {"task": "tasks.pulse", "schedule": _PULSE, "options": {"expires": _PULSE}}
    beat["erase"] = {"task": "tasks.erase", "schedule": _HOUR, "options": {"expires": _HOUR}}
    if told.calendars:
        beat["export"] = {
            "task": "tasks.export",
            "schedule": _EXPORT,
            "args": (str(told.calendars),),
            "options": {"expires": _EXPORT},
        }
    for source, seconds in told.polls.items():
        beat[f"gather {source}"] = {
            "task": "tasks.gather",
            "schedule": seconds,
            "args": (source,),
            "options": {"expires": seconds},
        }
    return beat


def _app() -> Celery:
    told = rhythm()
    made = Celery("digest", broker=told.broker)
    made.conf.update(
        beat_schedule=_schedule(told),
        # Nothing is kept between two starts: what is due stands in tables.
        beat_scheduler="celery.beat:Scheduler",
        broker_connection_retry_on_startup=True,
        # A killed worker's messages come back in seconds, not in minutes.
        broker_transport_options={
            "visibility_timeout": 1200,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            "socket_timeout": 30,
        },
        enable_utc=True,
        task_acks_late=True,
        task_ignore_result=True,
        task_reject_on_worker_lost=True,
        task_soft_time_limit=1000,  # longer than git may take for a first clone
        task_time_limit=1060,
        timezone="UTC",
        worker_prefetch_multiplier=1,
        worker_redirect_stdouts=False,
        worker_soft_shutdown_timeout=2,
    )
    return made


app = _app()


def service() -> "Wired":
    """Return the use cases of this process; beat reads tasks too, and needs none of them."""
    from digest.wiring import wired  # noqa: PLC0415 - beat starts in half the time

    return wired()


@worker_init.connect
def warm(**_: object) -> None:
    """Load everything before the worker forks, once for all its children."""
    import digest.wiring  # noqa: F401, PLC0415 - the import is the purpose
