"""Publish: safe to run twice, late, or beside itself."""

from digest.wiring import wired
from tasks.app import app


@app.task(name="tasks.publish")
def publish() -> None:
    """Queue the digests that are owed and the notices that have settled."""
    wired().publish()
