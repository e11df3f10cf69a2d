"""A line that shows a waiting person how far it is; on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar

from digest.workflow.report import Progress


@contextmanager
def waiting(what: str = "documents") -> Iterator[Callable[[Progress], None]]:
    """Give what takes notice of how far a reading is; nothing is shown before it does."""
    console = Console(stderr=True, markup=False, emoji=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
    )
    bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("", total=None)

    def told(progress: Progress) -> None:
        reached = f", {progress.at:%B %Y}" if progress.what == "commit" else ""
        begun = progress.number > 0
        bar.update(
            task,
            description=f"reading {progress.what}s{reached}" if begun else f"reading {what}",
            completed=progress.number,
            total=progress.of or None,
        )
        bar.start()

    try:
        yield told
    finally:
        bar.stop()
