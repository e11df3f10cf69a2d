"""Celery and nothing else: `celery -A tasks worker`, `celery -A tasks beat`."""

from tasks import alive, logs
from tasks.app import app
from tasks.deliver import deliver
from tasks.erase import erase
from tasks.export import export
from tasks.gather import gather
from tasks.publish import publish
from tasks.pulse import pulse
from tasks.receive import receive

__all__ = [
    "alive",
    "app",
    "deliver",
    "erase",
    "export",
    "gather",
    "logs",
    "publish",
    "pulse",
    "receive",
]
