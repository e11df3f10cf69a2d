"""Publish: safe to run twice, late, or beside itself."""

from tasks.app import app, service


@app.task(name="tasks.publish")
def publish() -> None:
    """Queue the digests that are owed and the notices that have settled."""
    service().publish()
