"""The command `digest`: each subcommand is loaded when it is asked for."""

import atexit
import gc
import os
import sys
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from digest import __version__
from digest.errors import DigestError, Permanent, UsageError

FINDINGS, USAGE, INTERRUPTED = 1, 2, 130  # exit codes; 0 is fine

# What each is called, where it is, and a line about it: listing them must not import them all.
_COMMANDS = {
    "aliases": ("digest.cli.aliases:aliases", "Show addresses that people confirmed."),
    "backup": ("digest.cli.backup:backup", "Write everything that must not be lost."),
    "restore": ("digest.cli.restore:restore", "Put a backup back, into an empty place."),
    "check": ("digest.cli.check:check", "Try what is configured."),
    "completion": ("digest.cli.completion:completion", "Complete words in bash, zsh or fish."),
    "demo": ("digest.cli.demo:demo", "Run everything on a small invented company."),
    "feed": ("digest.cli.feed:feed", "Write a calendar."),
    "feeds": ("digest.cli.feeds:feeds", "Show and change a person's calendars."),
    "fetch": ("digest.cli.fetch:fetch", "Fetch mail from mailboxes; one process of `up`."),
    "gather": ("digest.cli.gather:gather", "Read sources now."),
    "health": ("digest.cli.health:health", "Tell whether one process does its work."),
    "identity": (
        "digest.cli.identity:identity",
        "Keep which item is which.",
    ),
    "inbound": ("digest.cli.serving:inbound", "Receive replies; one process of `up`."),
    "inbox": ("digest.cli.inbox:inbox", "Show what arrived, and what became of it."),
    "init": ("digest.cli.init:init", "Write settings for a folder or repository."),
    "lint": ("digest.cli.lint:lint", "Check markdown by the rules of the writing guide."),
    "new": ("digest.cli.new:new", "Begin a document from its template."),
    "once": ("digest.cli.once:once", "Gather, publish, deliver and exit: for cron and CI."),
    "preview": ("digest.cli.preview:preview", "Show a digest as it would be mailed now."),
    "read": ("digest.cli.reading:read", "Show what is understood of markdown files."),
    "receive": ("digest.cli.receive:receive", "Store messages from files or a pipe."),
    "report": ("digest.cli.report:report", "Write what is open on one page, for a meeting."),
    "schedule": ("digest.cli.schedule:schedule", "Set when a person gets digests."),
    "start": ("digest.cli.start:start", "End the rehearsal: mail goes to whom it is for."),
    "status": ("digest.cli.status:status", "Tell how the service stands, and what needs you."),
    "resume": ("digest.cli.resume:resume", "Send to a person again whose address bounced."),
    "up": ("digest.cli.serving:up", "Run everything for the configured installation."),
    "watch": (
        "digest.cli.watching:watch",
        "Gather folders as they change; one process of `up`.",
    ),
    "web": ("digest.cli.serving:web", "Serve pages and calendars; one process of `up`."),
    "why": ("digest.cli.why:why", "Explain a person's mail."),
}
_HIDDEN = {"demo-page": "digest.cli.demo_page:page"}
_PATH = "digest.cli.glance:glance"  # what a path is given to, where no command has its name


class _Lazy(click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = _HIDDEN.get(cmd_name) or _COMMANDS.get(cmd_name, ("",))[0]
        if not place:
            return super().get_command(ctx, cmd_name)
        return _loaded(place)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a path for what is to be looked at, where no command has that name."""
        name = args[0]
        if name.startswith("-") or name in _COMMANDS or name in _HIDDEN:
            return super().resolve_command(ctx, args)
        if os.path.lexists(name):
            return ".", _loaded(_PATH), args
        if os.sep in name:
            raise click.UsageError(f"{name}: no such file or folder", ctx)
        raise click.NoSuchCommand(name, possibilities=_COMMANDS, ctx=ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found = [n for n in self.list_commands(ctx) if n.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        if not found and not options:
            return [CompletionItem(incomplete, type="file")]
        return [*(CompletionItem(n, help=_COMMANDS[n][1]) for n in found), *options]


def _loaded(place: str) -> click.Command:
    module, _, name = place.partition(":")
    command: click.Command = getattr(import_module(module), name)
    return command


@click.group(
    cls=_Lazy,
    subcommand_metavar="PATH | COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="digest")
@click.pass_context
def digest(context: click.Context) -> None:
    """Mail and calendars over markdown: read, tell, and write the answers back.

    \b
    Look at files:   digest docs/postmortems
    See a mail:      digest preview docs/postmortems
    Try it:          digest demo
    Run it:          digest check && digest up
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        context.color = False  # click by itself asks only whether it is a terminal


def main() -> None:
    """Run the command; a person's mistake is told in a line, never in a traceback."""
    atexit.register(gc.freeze)  # the end need not go over all that was loaded
    if "_DIGEST_COMPLETE" in os.environ:
        import_module("digest.cli.completion").learn()
    try:
        code = digest.main(prog_name="digest", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has seen enough; closing must not complain of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINDINGS
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except (click.ClickException, DigestError) as error:
        code = _told(error)
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: click.ClickException | DigestError) -> int:
    """Say what went wrong, and return the exit code."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            error.show()
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "digest"
            said = error.format_message().rstrip(".")
            click.echo(f"{command}: {_line(said)} (see: {command} --help)", err=True)
        case UsageError():
            click.echo(str(error), err=True)
        case _:
            click.echo(_line(str(error)), err=True)
    fine = isinstance(error, click.ClickException | UsageError | Permanent)
    return USAGE if fine else FINDINGS


def _line(text: str) -> str:
    return " ".join(text.split())
