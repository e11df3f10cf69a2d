"""`digest new`: a document of the guide, begun."""

import re
from datetime import date, datetime
from pathlib import Path

import click

from digest.cli import checkout
from digest.clock import SystemClock
from digest.errors import UsageError
from digest.model.document import Kind
from digest.render import Renderer
from digest.render.documents import KINDS, Known
from digest.render.literal import web_address
from digest.settings.resources import resource

_LONGEST = 60  # characters of a file's name, before its suffix
_NUMBER = re.compile(r"[#!]?\d{1,9}")


@click.command()
@click.argument("kind", type=click.Choice([kind.value for kind in KINDS]))
@click.argument("title")
@click.option(
    "--out",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path(),
    help="A folder, a file such as gate.md, or - to print it; else the folder you are in.",
)
@click.option("--author", "authors", multiple=True, help="Who writes it; else git's user.name.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Its day; else today.",
)
@click.option("--pr", metavar="NUMBER", help="The pull request, linked where git has a remote.")
@click.option(
    "--link", "links", multiple=True, metavar="URL", help="An address to keep with it."
)
def new(  # noqa: PLR0913 - click passes every option by name
    kind: str,
    title: str,
    *,
    out: Path,
    authors: tuple[str, ...],
    day: datetime | None,
    pr: str | None,
    links: tuple[str, ...],
) -> None:
    """Begin a document: its template with date, authors and links filled in.

    What stands in [brackets] is yours to write; Digest ignores it until then.

    \b
    digest new post-mortem "Gate would not open" --out docs/postmortems
    digest new completion "Badge renewal" --pr 412
    """
    on = day.date() if day else SystemClock().now().astimezone().date()
    folder = out if out.is_dir() else Path()
    known = Known(
        title=_title(title),
        day=on,
        authors=authors or tuple(filter(None, [checkout.author(folder)])),
        links=[_link(link) for link in links],
        pull_request=_pull_request(folder, pr) if pr else None,
    )
    text = Renderer(resource("templates")).document(Kind(kind), known)
    if str(out) == "-":
        click.echo(text, nl=False)
        return
    file = _place(out, _name(kind, known.title, on))
    _write(file, text)
    click.echo(f"{file}: written (see what is read in it: digest read {file})")


def _place(out: Path, name: str) -> Path:
    """The file to write: `out` where it has a suffix, else `name` in that folder, made."""
    if out.suffix and not out.is_dir():
        return out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: cannot be made: {error.strerror or error}") from error
    return out / name


def _title(said: str) -> str:
    title = " ".join(said.split())
    if not title:
        raise UsageError("TITLE: is empty (say what it is about)")
    return title


def _link(said: str) -> str:
    if web_address(said) != said:
        raise UsageError(f"--link: {said!r} is not a web address (write https://…)")
    return f"<{said}>"


def _pull_request(folder: Path, said: str) -> str:
    if not _NUMBER.fullmatch(said):
        raise UsageError(f"--pr: {said!r} is not a number (write 412)")
    return checkout.pull_request(folder, said)


def _name(kind: str, title: str, day: date) -> str:
    words = re.sub(r"[\W_]+", "-", title.casefold()).strip("-")
    return f"{day.isoformat()}-{kind}-{words[:_LONGEST].rstrip('-') or 'untitled'}.md"


def _write(file: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise UsageError(f"{file}: is there already (name another with --out)") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror or error}") from error
