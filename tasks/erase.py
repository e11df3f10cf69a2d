"""Erase: safe to run twice, late, or beside itself."""

from tasks.app import app, service


@app.task(name="tasks.erase")
def erase() -> None:
    """Erase the bytes of mail that is long settled."""
    service().erase()
