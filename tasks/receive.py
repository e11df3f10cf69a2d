"""Receive: safe to run twice, late, or beside itself; rows are leased."""

from digest.wiring import wired
from tasks.app import app


@app.task(name="tasks.receive")
def receive() -> None:
    """Settle the mail that has arrived."""
    wired().receive()
