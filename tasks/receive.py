"""Receive: safe to run twice, late, or beside itself; rows are leased."""

from tasks.app import app, service


@app.task(name="tasks.receive")
def receive() -> None:
    """Settle the mail that has arrived."""
    service().receive()
