"""`digest demo-page`: the demo's web server, started by `digest demo`."""

from pathlib import Path

import click

from digest.demo.serving import serve_page


@click.command(hidden=True)
@click.option("--state", type=click.Path(path_type=Path, file_okay=False), required=True)
def page(state: Path) -> None:
    """Serve the demo's page."""
    serve_page(state)
