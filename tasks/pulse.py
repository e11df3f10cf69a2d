"""Pulse: safe to run twice, late, or beside itself."""

from tasks.app import app, service


@app.task(name="tasks.pulse")
def pulse() -> None:
    """Leave a sign that beat, broker, worker and store work together."""
    service().pulse()
