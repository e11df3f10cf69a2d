"""Erase: safe to run twice, late, or beside itself."""

from digest.wiring import wired
from tasks.app import app


@app.task(name="tasks.erase")
def erase() -> None:
    """Erase the bytes of mail that is long settled."""
    wired().erase()
