"""Deliver: safe to run twice, late, or beside itself; rows are leased."""

from tasks.app import app, service


@app.task(name="tasks.deliver")
def deliver() -> None:
    """Send what is due in the outbox."""
    service().deliver()
