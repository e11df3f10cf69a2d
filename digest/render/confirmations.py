"""The question whether a person wrote commands that came in their name, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.model.edition import Links
from digest.render import literal, words
from digest.render.frame import Frame, Opening, frame

_LINES = 20  # commands shown; a stranger may have written them


@dataclass(frozen=True)
class ConfirmPage:
    """Everything the templates of a request for confirmation show."""

    frame: Frame
    commands: str  # "2 commands"
    lines: tuple[str, ...]
    more: int
    page: str


def confirm_page(
    lines: Sequence[str], page: str, installation_title: str, links: Links
) -> ConfirmPage:
    """Return a request to confirm commands: shows them and nothing else of the held mail."""
    shown = tuple(literal.line(line, 160) for line in lines[:_LINES])
    commands = words.count(len(lines), "command")
    opening = Opening(
        kicker=("Confirmation",),
        preheader=f"{commands} came in your name, and nothing was changed yet.",
        headline="Did you write this?",
        intro=f"We received {'this command' if len(lines) == 1 else 'these commands'} in your "
        "name and could not prove that you sent "
        f"{'it' if len(lines) == 1 else 'them'}. Nothing was changed yet.",
        why="You get this because a message came with a reply address that was made for you.",
        kind="these requests",
    )
    outer = frame(installation_title, replace(links, feed=None), opening)
    return ConfirmPage(outer, commands, shown, len(lines) - len(shown), page)
