"""Export: safe to run twice, late, or beside itself; what is the same is not written."""

from pathlib import Path

from tasks.app import app


@app.task(name="tasks.export")
def export(folder: str) -> None:
    """Bring a folder of calendars up to date."""
    from digest.web.export import export as of  # noqa: PLC0415 - beat reads tasks too

    of(Path(folder)).follow()
