"""The question whether a person wrote commands that came in their name, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.model.message import Links
from digest.render import literal
from digest.render.frame import Frame, Opening, frame
from digest.render.language import Language

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
    lines: Sequence[str],
    page: str,
    installation_title: str,
    links: Links,
    *,
    language: Language,
) -> ConfirmPage:
    """Return a request to confirm commands: shows them and nothing else of the held mail."""
    shown = tuple(literal.line(line, 160) for line in lines[:_LINES])
    _, many, number = language.gettext, language.ngettext, len(lines)
    opening = Opening(
        kicker=(_("Confirmation"),),
        preheader=many(
            "{n} command came in your name, and nothing was changed yet.",
            "{n} commands came in your name, and nothing was changed yet.",
            number,
        ),
        headline=_("Did you write this?"),
        intro=many(
            "We received this command in your name and could not prove that you sent it. "
            "Nothing was changed yet.",
            "We received these commands in your name and could not prove that you sent them. "
            "Nothing was changed yet.",
            number,
        ),
        why=_(
            "You get this because a message came with a reply address that was made for you."
        ),
        kind=_("these requests"),
    )
    outer = frame(installation_title, replace(links, feed=None), opening)
    commands = many("{n} command", "{n} commands", number)
    return ConfirmPage(outer, commands, shown, number - len(shown), page)
