"""The command `digest`: each subcommand is loaded when it is asked for."""

import sys
from importlib import import_module

import click

from digest import __version__
from digest.errors import DigestError, UsageError

_COMMANDS = {
    "check": ("digest.cli.check", "check"),
    "demo": ("digest.cli.demo", "demo"),
    "demo-page": ("digest.cli.demo", "page"),
    "feed": ("digest.cli.feed", "feed"),
    "gather": ("digest.cli.gather", "gather"),
    "inbound": ("digest.cli.serving", "inbound"),
    "read": ("digest.cli.reading", "read"),
    "start": ("digest.cli.start", "start"),
    "up": ("digest.cli.serving", "up"),
    "web": ("digest.cli.serving", "web"),
}
FINDINGS, USAGE = 1, 2  # exit codes; 0 is fine


class _Lazy(click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest")
def digest() -> None:
    """Mail and calendars over markdown: read, tell, and write the answers back.

    \b
    Try it:          digest demo
    See a document:  digest read docs/postmortems/2026-11-02.md
    Run it:          digest check && digest up
    """


def main() -> None:
    """Run the command; a person's mistake is told in a line, never in a traceback."""
    try:
        code = digest.main(standalone_mode=False)
    except UsageError as error:
        code = _told(error, USAGE)
    except click.ClickException as error:
        error.show()
        code = USAGE
    except DigestError as error:
        code = _told(error, FINDINGS)
    except (click.Abort, KeyboardInterrupt):
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: DigestError, code: int) -> int:
    click.echo(str(error), err=True)
    return code
