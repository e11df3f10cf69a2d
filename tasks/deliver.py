"""Deliver: safe to run twice, late, or beside itself; rows are leased."""

from digest.wiring import wired
from tasks.app import app


@app.task(name="tasks.deliver")
def deliver() -> None:
    """Send what is due in the outbox."""
    wired().deliver()
